using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ExamEngine.Web.Hosting;

/// <summary>
/// <c>/health/live</c> touches nothing: while it answers, restarting would not help. <c>/health/ready</c> says whether work should be
/// sent here: the journal can commit and the process is not leaving.
/// </summary>
internal static class HealthApi
{
    public const string Ready = "ready";

    /// <summary>What the endpoints need; a process without the web tier calls it, too.</summary>
    public static void AddHealth(this IServiceCollection services)
    {
        services.TryAddSingleton<Departure>();
        services.AddHealthChecks().AddCheck<StayingCheck>("staying", tags: [Ready]);
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").ExcludeFromDescription().Limited(RateBucket.Public);
        health.MapHealthChecks("/live", new HealthCheckOptions { Predicate = static _ => false });
        health.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready) });
    }
}

/// <summary>Not ready once the process has begun to leave.</summary>
internal sealed class StayingCheck(Departure departure, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(departure.IsAnnounced || lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("leaving")
            : HealthCheckResult.Healthy());
}
