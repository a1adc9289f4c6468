using System.Diagnostics.Metrics;

namespace ExamEngine.Silo.Cluster;

/// <summary>What a web process measures of its way to the silos.</summary>
internal sealed class GatewayInstruments
{
    public const string MeterName = "ExamEngine.Gateway";

    private readonly Counter<long> retries;
    private ClusterGateways? gateways;

    public GatewayInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        retries = meter.CreateCounter<long>("examengine.gateway.retries", "{call}", "Calls made again because they were lost with their silo.");
        meter.CreateObservableGauge("examengine.gateway.silos", () => gateways?.Count ?? 0, "{silo}", "Silos that this process is connected to.");
    }

    public GatewayInstruments Of(ClusterGateways observed)
    {
        gateways = observed;
        return this;
    }

    public void Retried() => retries.Add(1);
}
