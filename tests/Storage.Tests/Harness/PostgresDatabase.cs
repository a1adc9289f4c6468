using ExamEngine.Storage;
using Npgsql;

namespace Storage.Tests.Harness;

/// <summary>A database of its own on the server that <c>EXAMENGINE_POSTGRES</c> names, dropped afterwards.</summary>
public sealed class PostgresDatabase : ITestDatabase
{
    private const string Variable = "EXAMENGINE_POSTGRES";

    private readonly string _server = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException(
            $"These tests need PostgreSQL. Run them by tests/run, or set {Variable} to what `tests/postgres start DIR` prints.");

    public string Name { get; } = $"examengine_{Guid.NewGuid():N}";

    public string ConnectionString => $"{_server};Database={Name}";

    public StorageOptions Options => new StorageOptions.Postgres(ConnectionString);

    public async ValueTask InitializeAsync() => await OnServer($"create database {Name}");

    public async ValueTask DisposeAsync() => await OnServer($"drop database if exists {Name} with (force)");

    /// <summary>Ends every connection to this database and returns when they have ended.</summary>
    public Task EndConnections() => OnServer($"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{Name}'");

    /// <summary>Runs a statement in another database of the server, so that it works while this one takes no connections.</summary>
    public async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection($"{_server};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
