using ExamEngine.Storage;
using Npgsql;
using Orleans.Configuration;

namespace ExamEngine.Silo.Cluster;

/// <summary>What members and clients of a cluster have in common: its name, the table they meet in, and how fast a lost member is noticed.</summary>
internal static class Membership
{
    private const string Invariant = "Npgsql";

    public static void Configure(this ClusterSettings settings, ClusterOptions options)
    {
        options.ClusterId = settings.ClusterId;
        options.ServiceId = settings.ServiceId;
    }

    public static void Configure(this StorageOptions.Postgres storage, AdoNetClusteringSiloOptions options)
    {
        options.Invariant = Invariant;
        options.ConnectionString = OwnPool(storage);
    }

    public static void Configure(this StorageOptions.Postgres storage, AdoNetClusteringClientOptions options)
    {
        options.Invariant = Invariant;
        options.ConnectionString = OwnPool(storage);
    }

    /// <summary>
    /// Notices a killed silo in under 2 s and a hanging one in under 6 s, and lets one live that stood still for 4 s. The time to notice a
    /// kill is missed probes × shortest probe, that for a hang missed probes × longest, whose default of 20 s is what makes it a minute.
    /// </summary>
    public static void Configure(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.MinProbeTimeout = TimeSpan.FromMilliseconds(500);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(1.75);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }

    /// <summary>Signs of life must not queue for a connection behind answers, or a busy silo looks like a dead one.</summary>
    private static string OwnPool(StorageOptions.Postgres storage) => new NpgsqlConnectionStringBuilder(storage.ConnectionString)
    {
        ApplicationName = "ExamEngine membership",
        MaxPoolSize = 4,
        Timeout = 5,
        CommandTimeout = 5,
    }.ConnectionString;
}
