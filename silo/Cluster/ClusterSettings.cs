using System.Net;

namespace ExamEngine.Silo.Cluster;

/// <summary>The section <c>ExamEngine:Cluster</c>: which cluster a process belongs to, and where others find it.</summary>
internal sealed class ClusterSettings
{
    public string ClusterId { get; init; } = "examengine";

    public string ServiceId { get; init; } = "examengine";

    public string AdvertisedAddress { get; init; } = "127.0.0.1";

    public int SiloPort { get; init; } = 11111;

    public int GatewayPort { get; init; } = 30000;

    public bool Kubernetes { get; init; }

    /// <exception cref="StartRefusedException">It is no IP address, or one that nobody could connect to.</exception>
    public IPAddress Address => IPAddress.TryParse(AdvertisedAddress, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
        ? address
        : throw new StartRefusedException(
            $"ExamEngine:Cluster:AdvertisedAddress is '{AdvertisedAddress}'; it has to be the IP address at which the other processes reach this one.");
}
