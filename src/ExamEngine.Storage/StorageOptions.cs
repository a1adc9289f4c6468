using ExamEngine.Storage.InMemory;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Storage;

/// <summary>Where everything durable goes.</summary>
public abstract record StorageOptions
{
    private StorageOptions() { }

    /// <summary>Null takes the provider's own policy.</summary>
    public CommitPolicy? Commit { get; init; }

    /// <summary>One file, for one process. Its directory is made when missing.</summary>
    public sealed record Sqlite(string File) : StorageOptions;

    /// <summary>A database of that server, which must exist, for one process or a cluster.</summary>
    public sealed record Postgres(string ConnectionString) : StorageOptions;

    /// <summary>Journal, agenda and projections in memory, for tests: no accounts and no queries. The silos of a test cluster may share one <paramref name="Store"/>.</summary>
    public sealed record InMemory(InMemoryStore Store) : StorageOptions;
}
