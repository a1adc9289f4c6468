namespace ExamEngine.Silo.Operability;

/// <summary>The section <c>ExamEngine:Telemetry</c>; appsettings.json says what each means.</summary>
internal sealed class TelemetrySettings
{
    public const string Section = "ExamEngine:Telemetry";

    public Uri? MetricsAddress { get; init; }

    public Uri? Otlp { get; init; }

    public double TraceRatio { get; init; } = 0.01;

    public static TelemetrySettings Of(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<TelemetrySettings>() ?? new TelemetrySettings();
        // OpenTelemetry's own variable, which also brings headers and the like.
        return settings.Otlp is null && Uri.TryCreate(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"], UriKind.Absolute, out var endpoint)
            ? new TelemetrySettings { MetricsAddress = settings.MetricsAddress, Otlp = endpoint, TraceRatio = settings.TraceRatio }
            : settings;
    }
}
