using System.Net;
using ExamEngine.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Configuration;

namespace ExamEngine.Silo.Cluster;

/// <summary>A silo of a cluster.</summary>
internal static class ClusterMember
{
    public static void UseCluster(this ISiloBuilder silo, ClusterSettings settings, StorageOptions.Postgres storage)
    {
        silo.UseAdoNetClustering(storage.Configure);
        silo.Configure<ClusterMembershipOptions>(Membership.Configure);
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = TimeSpan.FromSeconds(5);
            options.SystemResponseTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Services.AddHealthChecks().AddCheck<MemberCheck>("member", tags: ["ready"]);
        if (settings.Kubernetes)
        {
            // Takes address and name from the pod, the cluster's name from its labels, and buries silos whose pods are gone.
            silo.ConfigureEndpoints(settings.SiloPort, settings.GatewayPort);
            silo.UseKubernetesHosting();
            return;
        }

        silo.Configure<ClusterOptions>(settings.Configure);
        silo.ConfigureEndpoints(
            settings.Address, settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(settings.Address));
    }
}

/// <summary>Ready while the cluster counts this silo as one of its own.</summary>
internal sealed class MemberCheck(ISiloStatusOracle silos) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        silos.CurrentStatus == SiloStatus.Active ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The silo is {silos.CurrentStatus}."));
}
