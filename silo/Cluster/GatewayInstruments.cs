using System.Diagnostics.Metrics;

namespace ExamEngine.Silo.Cluster;

/// <summary>What a web process measures of its way to the silos.</summary>
internal sealed class GatewayInstruments
{
    public const string MeterName = "ExamEngine.Gateway";

    private readonly Counter<long> retried;

    public GatewayInstruments(IMeterFactory meters, ClusterGateways gateways)
    {
        var meter = meters.Create(MeterName);
        retried = meter.CreateCounter<long>("examengine.gateway.retries", "{call}", "Calls made again because their silo was lost.");
        meter.CreateObservableGauge("examengine.gateway.silos", () => gateways.Count, "{silo}", "Silos this process is connected to.");
    }

    public void Retried() => retried.Add(1);
}
