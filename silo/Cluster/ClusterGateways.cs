using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ExamEngine.Silo.Cluster;

/// <summary>How many silos this client is connected to.</summary>
internal sealed class ClusterGateways : IClusterConnectionStatusObserver
{
    private int count;

    /// <summary>One was lost.</summary>
    public event Action? Lost;

    public int Count => Volatile.Read(ref count);

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        Volatile.Write(ref count, currentNumberOfGateways);
        if (currentNumberOfGateways < previousNumberOfGateways)
            Lost?.Invoke();
    }

    public void NotifyClusterConnectionLost() => Volatile.Write(ref count, 0);
}

/// <summary>Ready while there is a silo to ask.</summary>
internal sealed class GatewaysCheck(ClusterGateways gateways) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gateways.Count > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No silo can be reached."));
}
