using System.Diagnostics;
using System.Reflection;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;

namespace ExamEngine.Silo.Operability;

/// <summary>
/// What operators see: metrics at <c>/metrics</c> always, and metrics, traces and logs by OTLP where an address is given. No signal carries an
/// answer, a name, a token or a key: see <see cref="SpanTags"/>.
/// </summary>
internal static class Telemetry
{
    public const string MetricsPath = "/metrics";

    private static readonly string[] Meters =
    [
        "ExamEngine.*", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql",
    ];

    /// <summary>To read one of these Orleans walks all its activations, 50 ms with 30,000; its dashboard reads all there are each second. Nothing of it is needed.</summary>
    private static readonly string[] DearGauges = ["orleans-messaging-processing-activation-data", "orleans-directory-cache-size"];

    /// <summary>For every process, whatever its part. Before the application is built.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = TelemetrySettings.Of(builder.Configuration);
        if (settings.MetricsAddress is { } address)
            builder.Configuration["urls"] = string.Join(';', (string?[])[builder.Configuration["urls"], address.GetLeftPart(UriPartial.Authority)]);

        var version = typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource =>
            resource.AddService("examengine", serviceVersion: version, serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}"));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters);
            foreach (var dear in DearGauges)
                metrics.AddView(dear, MetricStreamConfiguration.Drop);
            metrics.AddPrometheusExporter(options => options.ScrapeEndpointPath = MetricsPath);
            if (settings.Otlp is not null)
                metrics.AddOtlpExporter(options => Send(options, settings));
        });
        if (settings.Otlp is null)
            return;

        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.AddOtlpExporter(options => Send(options, settings));
        });
        if (!settings.Traces)
            return;

        builder.Services.AddSingleton<DistributedContextPropagator, OwnTracesOnly>();
        telemetry.WithTracing(traces => traces
            .AddSource("Microsoft.AspNetCore", "Microsoft.AspNetCore.SignalR.Server", ActivitySources.ApplicationGrainActivitySourceName, "ExamEngine.*")
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.TraceRatio)))
            .AddProcessor(new SpanTags())
            .AddOtlpExporter(options => Send(options, settings)));
    }

    /// <summary>Carries traces through grain calls. It costs each call about 1 KB of garbage, sampled or not, so it is there only where traces are made.</summary>
    public static void AddTracing(this ISiloBuilder silo)
    {
        if (TelemetrySettings.Of(silo.Configuration).Traces)
            silo.AddActivityPropagation();
    }

    /// <inheritdoc cref="AddTracing(ISiloBuilder)"/>
    public static void AddTracing(this IClientBuilder client)
    {
        if (TelemetrySettings.Of(client.Configuration).Traces)
            client.AddActivityPropagation();
    }

    /// <summary>Gives the metrics' own address to them and to nothing else. Who may reach it is the network's business. First in the way of a request.</summary>
    public static void UseMetricsAddress(this WebApplication app)
    {
        if (TelemetrySettings.Of(app.Configuration).MetricsAddress is not { Port: var port })
            return;

        app.MapWhen(context => context.Connection.LocalPort == port, branch =>
        {
            branch.UseOpenTelemetryPrometheusScrapingEndpoint();
            branch.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Names the span of a request by its route, which is a pattern; what was asked for is in no span. First in the way of a request.</summary>
    public static void UseRequestSpans(this WebApplication app)
    {
        if (!TelemetrySettings.Of(app.Configuration).Traces)
            return;

        app.Use(static async (context, next) =>
        {
            await next(context);
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
                return;

            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
            span.DisplayName = $"{context.Request.Method} {route}";
            span.SetTag("http.request.method", context.Request.Method).SetTag("http.route", route).SetTag("http.response.status_code", context.Response.StatusCode);
        });
    }

    /// <summary>Metrics at the site's own address, for its operator only.</summary>
    public static void MapMetrics(this WebApplication app) =>
        app.MapPrometheusScrapingEndpoint(MetricsPath).RequireAuthorization(Access.Operator).Limited(RateBucket.Read);

    private static void Send(OtlpExporterOptions options, TelemetrySettings settings)
    {
        if (settings.Otlp is { } address)
            options.Endpoint = address;
    }
}
