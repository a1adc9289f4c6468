using ExamEngine.Grains.Hosting;
using ExamEngine.Grains.Windows;
using ExamEngine.Silo.Cluster;
using ExamEngine.Silo.Proctoring;
using ExamEngine.Silo.Proxy;
using ExamEngine.Storage;
using ExamEngine.Storage.Evidence;

namespace ExamEngine.Silo;

/// <summary>The section <c>ExamEngine</c> of the configuration; appsettings.json says what each means.</summary>
internal sealed class EngineSettings
{
    public const string Section = "ExamEngine";

    public string Role { get; init; } = "all";

    public string DataDirectory { get; init; } = ".data";

    public string? KeysDirectory { get; init; }

    public Uri? PublicAddress { get; init; }

    public string[] TrustedProxies { get; init; } = [];

    public string Issuer { get; init; } = "ExamEngine";

    public BadgeSettings Badges { get; init; } = new();

    public StorageSettings Storage { get; init; } = new();

    public EvidenceSettings Evidence { get; init; } = new();

    public IceSettings Ice { get; init; } = new();

    public WindowOptions Windows { get; init; } = new();

    public ClusterSettings Cluster { get; init; } = new();

    public ProxySettings Proxy { get; init; } = new();

    public TimeSpan? DrainDelay { get; init; }

    public bool Demo { get; init; }

    /// <exception cref="StartRefusedException">There is no such role.</exception>
    public Role ParsedRole => Enum.TryParse<Role>(Role, ignoreCase: true, out var role) && Enum.IsDefined(role)
        ? role
        : throw new StartRefusedException($"The role '{Role}' is none of: all, silo, web, proxy.");

    /// <summary>How long a process that leaves goes on serving, so that whoever sends it work hears of it first.</summary>
    public TimeSpan Drain => DrainDelay ?? (ParsedRole == Silo.Role.Web ? TimeSpan.FromSeconds(2) : TimeSpan.Zero);

    /// <exception cref="StartRefusedException">The provider is none of those there are, or PostgreSQL has no connection string.</exception>
    public StorageOptions StorageOptions => Storage.Provider.ToUpperInvariant() switch
    {
        "SQLITE" => new StorageOptions.Sqlite(Path.Combine(DataDirectory, "examengine.db")),
        "POSTGRES" when !string.IsNullOrWhiteSpace(Storage.ConnectionString) => new StorageOptions.Postgres(Storage.ConnectionString),
        "POSTGRES" => throw new StartRefusedException("ExamEngine:Storage:ConnectionString is needed for PostgreSQL."),
        _ => throw new StartRefusedException($"ExamEngine:Storage:Provider is '{Storage.Provider}'; it can be Sqlite or Postgres."),
    };

    /// <exception cref="StartRefusedException">What is set cannot be, or the processes of a cluster could not share it.</exception>
    public EvidenceOptions EvidenceOptions => Evidence.For(ParsedRole, DataDirectory);

    /// <exception cref="StartRefusedException">Several processes cannot share the storage that is set.</exception>
    public StorageOptions.Postgres SharedStorage => StorageOptions as StorageOptions.Postgres
        ?? throw new StartRefusedException(
            $"The role '{Role}' is part of a cluster, and a cluster keeps everything in PostgreSQL: set ExamEngine:Storage:Provider to Postgres and ExamEngine:Storage:ConnectionString.");
}

internal sealed class BadgeSettings
{
    public string Identity { get; init; } = "key";

    public string? SecretFile { get; init; }

    /// <exception cref="StartRefusedException">There is no such identity, or the public address cannot have it.</exception>
    public BadgeIdentity IdentityFor(Uri address) => Identity.ToUpperInvariant() switch
    {
        "KEY" => BadgeIdentity.Key,
        "WEB" when address.AbsolutePath == "/" => BadgeIdentity.Web,
        "WEB" => throw new StartRefusedException("ExamEngine:Badges:Identity is 'web', which needs an ExamEngine:PublicAddress without a path."),
        _ => throw new StartRefusedException($"ExamEngine:Badges:Identity is '{Identity}'; it can be key or web."),
    };
}

internal sealed class StorageSettings
{
    public string Provider { get; init; } = "Sqlite";

    public string? ConnectionString { get; init; }
}
