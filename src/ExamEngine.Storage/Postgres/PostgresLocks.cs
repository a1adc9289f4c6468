using Npgsql;

namespace ExamEngine.Storage.Postgres;

/// <summary>
/// Advisory locks, each held by a connection of its own. PostgreSQL gives a lock back when the connection ends; keep-alives tell it
/// within half a minute that a machine is gone whose connection nobody closed.
/// </summary>
internal sealed class PostgresLocks(StorageOptions.Postgres options) : IProcessLocks
{
    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString)
    {
        ApplicationName = "ExamEngine lock",
        Pooling = false,
        // To wait for a lock may take any time.
        CommandTimeout = 0,
        KeepAlive = 10,
    }.ConnectionString;

    public async ValueTask<IAsyncDisposable> Take(string name, CancellationToken ct) =>
        await Hold(name, "select pg_advisory_lock(hashtextextended($1, 0)) is not null", ct)
        ?? throw new InvalidOperationException("PostgreSQL gave no lock and no error.");

    public ValueTask<IAsyncDisposable?> TryTake(string name, LockShare share, CancellationToken ct) => Hold(
        name,
        share == LockShare.Shared
            ? "select pg_try_advisory_lock_shared(hashtextextended($1, 0))"
            : "select pg_try_advisory_lock(hashtextextended($1, 0))",
        ct);

    private async ValueTask<IAsyncDisposable?> Hold(string name, string sql, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using (var alive = new NpgsqlCommand("set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3", connection))
                await alive.ExecuteNonQueryAsync(ct);
            await using var take = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = $"examengine/{name}" } } };
            if (await take.ExecuteScalarAsync(ct) is true)
                return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }
}
