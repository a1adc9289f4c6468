using Npgsql;

namespace Web.Tests.Cluster;

/// <summary>A database of its own on the server that <c>EXAMENGINE_POSTGRES</c> names, dropped afterwards.</summary>
internal sealed class ClusterDatabase : IAsyncDisposable
{
    private const string Variable = "EXAMENGINE_POSTGRES";

    private readonly string server = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException(
            $"These tests need PostgreSQL. Run them by tests/run, or set {Variable} to what `tests/postgres start DIR` prints.");

    private readonly string name = $"examengine_{Guid.NewGuid():N}";

    public string ConnectionString => $"{server};Database={name}";

    /// <summary>What makes a process use this database.</summary>
    public string[] Arguments => ["--ExamEngine:Storage:Provider", "Postgres", "--ExamEngine:Storage:ConnectionString", ConnectionString];

    public static async Task<ClusterDatabase> Create()
    {
        var database = new ClusterDatabase();
        await database.OnServer($"create database {database.name}");
        return database;
    }

    public async ValueTask DisposeAsync() => await OnServer($"drop database if exists {name} with (force)");

    private async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
