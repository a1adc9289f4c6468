using ExamEngine.Storage;
using ExamEngine.Storage.ReadModel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ExamEngine.Decade.Replay;

/// <summary>An empty database for one run, deleted after it.</summary>
internal abstract class Store(StorageOptions options) : IAsyncDisposable
{
    private const string Server = "EXAMENGINE_POSTGRES";

    public StorageOptions Options => options;

    public abstract string Name { get; }

    protected abstract string SizeSql { get; }

    /// <param name="kind"><c>sqlite</c>, or <c>postgres</c> for a database on the server that <c>EXAMENGINE_POSTGRES</c> names.</param>
    /// <param name="directory">Where a SQLite file goes.</param>
    /// <exception cref="ArgumentException">There is no such store, or no server.</exception>
    public static async Task<Store> Create(string kind, DirectoryInfo directory) => kind switch
    {
        "sqlite" => new SqliteFile(Path.Combine(directory.FullName, $"decade-{Guid.NewGuid():N}.db")),
        "postgres" when Environment.GetEnvironmentVariable(Server) is { Length: > 0 } server => await PostgresDatabase.Create(server),
        "postgres" => throw new ArgumentException($"{Server} names no server. Try: export {Server}=$(tests/postgres start DIR)"),
        _ => throw new ArgumentException($"'{kind}' is no store: sqlite or postgres."),
    };

    /// <summary>Bytes of the database, log apart.</summary>
    public Task<long> Size(ExamEngineDb db) => db.Database.SqlQueryRaw<long>(SizeSql).SingleAsync();

    public abstract ValueTask DisposeAsync();

    private sealed class SqliteFile(string file) : Store(new StorageOptions.Sqlite(file))
    {
        public override string Name => "SQLite";

        protected override string SizeSql => """select page_count * page_size as "Value" from pragma_page_count, pragma_page_size""";

        public override ValueTask DisposeAsync()
        {
            SqliteConnection.ClearAllPools();
            foreach (var part in (string[])["", "-wal", "-shm"])
                File.Delete(file + part);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class PostgresDatabase(string server, string name) : Store(new StorageOptions.Postgres($"{server};Database={name}"))
    {
        public override string Name => "PostgreSQL";

        protected override string SizeSql => """select pg_database_size(current_database()) as "Value" """;

        public static async Task<PostgresDatabase> Create(string server)
        {
            var name = $"decade_{Guid.NewGuid():N}";
            await Execute(server, $"create database {name}");
            return new(server, name);
        }

        public override async ValueTask DisposeAsync()
        {
            NpgsqlConnection.ClearAllPools();
            await Execute(server, $"drop database {name} with (force)");
        }

        private static async Task Execute(string server, string sql)
        {
            await using var connection = new NpgsqlConnection($"{server};Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
