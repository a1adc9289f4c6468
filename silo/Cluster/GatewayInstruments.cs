using System.Diagnostics.Metrics;

namespace ExamEngine.Silo.Cluster;

/// <summary>What a web process measures of its way to the silos.</summary>
internal sealed class GatewayInstruments
{
    public const string MeterName = "ExamEngine.Gateway";

    private readonly Counter<long> retried, gaveUp;

    public GatewayInstruments(IMeterFactory meters, ClusterGateways gateways)
    {
        var meter = meters.Create(MeterName);
        retried = meter.CreateCounter<long>("examengine.gateway.retries", "{call}", "Calls made again because their silo was lost.");
        gaveUp = meter.CreateCounter<long>("examengine.gateway.lost", "{call}", "Calls that were lost for good and answered with an error.");
        meter.CreateObservableGauge("examengine.gateway.silos", () => gateways.Count, "{silo}", "Silos this process is connected to.");
    }

    public void Retried() => retried.Add(1);

    public void GaveUp() => gaveUp.Add(1);
}
