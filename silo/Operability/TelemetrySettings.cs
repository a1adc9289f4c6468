namespace ExamEngine.Silo.Operability;

/// <summary>The section <c>ExamEngine:Telemetry</c>; appsettings.json says what each means.</summary>
internal sealed record TelemetrySettings
{
    public const string Section = "ExamEngine:Telemetry";

    public Uri? MetricsAddress { get; init; }

    public Uri? Otlp { get; init; }

    public double TraceRatio { get; init; } = 0.01;

    public bool ProfileGrainCalls { get; init; }

    /// <summary>True where spans are made at all.</summary>
    public bool Traces => Otlp is not null && TraceRatio > 0;

    public static TelemetrySettings Of(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<TelemetrySettings>() ?? new TelemetrySettings();
        // OpenTelemetry's own variable; the exporter reads those of headers and protocol by itself.
        return settings.Otlp is null && Uri.TryCreate(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"], UriKind.Absolute, out var endpoint)
            ? settings with { Otlp = endpoint }
            : settings;
    }
}
