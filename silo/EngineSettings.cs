using ExamEngine.Storage;

namespace ExamEngine.Silo;

/// <summary>The section <c>ExamEngine</c> of the configuration; appsettings.json says what each means.</summary>
internal sealed class EngineSettings
{
    public const string Section = "ExamEngine";

    public string DataDirectory { get; init; } = ".data";

    public Uri? PublicAddress { get; init; }

    public string Issuer { get; init; } = "ExamEngine";

    public StorageSettings Storage { get; init; } = new();

    public bool Demo { get; init; }

    /// <exception cref="InvalidOperationException">The provider is none of those there are, or PostgreSQL has no connection string.</exception>
    public StorageOptions StorageOptions => Storage.Provider.ToUpperInvariant() switch
    {
        "SQLITE" => new StorageOptions.Sqlite(Path.Combine(DataDirectory, "examengine.db")),
        "POSTGRES" when !string.IsNullOrWhiteSpace(Storage.ConnectionString) => new StorageOptions.Postgres(Storage.ConnectionString),
        "POSTGRES" => throw new InvalidOperationException("ExamEngine:Storage:ConnectionString is needed for PostgreSQL."),
        _ => throw new InvalidOperationException($"ExamEngine:Storage:Provider is '{Storage.Provider}'; it can be Sqlite or Postgres."),
    };
}

internal sealed class StorageSettings
{
    public string Provider { get; init; } = "Sqlite";

    public string? ConnectionString { get; init; }
}
