using System.Collections.Frozen;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Hosting;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using Orleans.Dashboard;

namespace ExamEngine.Silo.Operability;

/// <summary>Orleans' own dashboard under the staff area, for admins: silos, activations, calls by grain. What would look into a grain or stream the log is closed.</summary>
internal static class ClusterView
{
    public const string Path = "/staff/cluster";

    private static readonly FrozenSet<string> Closed = FrozenSet.ToFrozenSet([$"{Path}/GrainState", $"{Path}/Trace"], StringComparer.OrdinalIgnoreCase);

    /// <summary>As for our own pages, but for style attributes and fonts within its style sheet, which that page cannot do without. Scripts are from its files alone.</summary>
    private static readonly PagePolicy Policy = new(
        SecurityHeaders.ContentPolicy.Replace("font-src 'self'", "font-src 'self' data:", StringComparison.Ordinal) + "; style-src-attr 'unsafe-inline'");

    /// <remarks>
    /// The dashboard times grain calls by a filter that costs each call about 1 KB of garbage, a quarter of what a save costs, whether anybody
    /// looks or not. It is left out unless a setting asks for it; then rates and latencies by grain are 0, and the rest is as ever.
    /// </remarks>
    public static void AddClusterView(this ISiloBuilder silo)
    {
        silo.AddDashboard(options => options.HideTrace = true);
        if (TelemetrySettings.Of(silo.Configuration).ProfileGrainCalls)
            return;

        foreach (var filter in silo.Services.Where(IsProfiler).ToArray())
            silo.Services.Remove(filter);
    }

    /// <summary>For a web process of a cluster, which asks the silos.</summary>
    public static void AddClusterView(this IClientBuilder client) => client.AddDashboard(options => options.HideTrace = true);

    public static void MapClusterView(this WebApplication app)
    {
        IEndpointConventionBuilder view = app.MapOrleansDashboard(Path);
        view.RequireAuthorization(Access.Admin).Limited(RateBucket.Read).Work(Urgency.CanWait).ExcludeFromDescription().WithMetadata(Policy);
        view.Finally(static endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } pattern } && Closed.Contains("/" + pattern.Trim('/')))
                endpoint.RequestDelegate = static context => new Refused(ProblemCodes.NoRoute, "This is closed here.").ExecuteAsync(context);
        });
    }

    private static bool IsProfiler(ServiceDescriptor service) =>
        service.ServiceType == typeof(IIncomingGrainCallFilter) && service.ImplementationType?.Assembly == typeof(DashboardOptions).Assembly;
}
