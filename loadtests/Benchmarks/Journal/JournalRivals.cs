using System.Diagnostics;
using ExamEngine.Benchmarks.Kernel;
using ExamEngine.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace ExamEngine.Benchmarks.Journal;

/// <summary>A database without the journal around it.</summary>
internal interface IRival : IAsyncDisposable
{
    string Name { get; }

    StorageOptions Options { get; }

    /// <summary>One caller, transactions of <paramref name="batch"/> events, nobody waiting for a single one.</summary>
    Task<Figures> BatchedInserts(TimeSpan duration, int batch);

    Task<Figures> SingleInserts(TimeSpan duration, int callers);
}

/// <summary>SQLite through its C interface: one prepared insert, no fence, the same durability and table.</summary>
internal sealed class SqliteRival : IRival
{
    private int _files;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("examengine-journal-");

    public string Name => "SQLite";

    public StorageOptions Options => new StorageOptions.Sqlite(Path.Combine(_directory.FullName, "exam.db"));

    public Task<Figures> BatchedInserts(TimeSpan duration, int batch) => Task.FromResult(Insert(duration, batch));

    public Task<Figures> SingleInserts(TimeSpan duration, int callers) => Task.FromResult(Insert(duration, 1));

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Figures Insert(TimeSpan duration, int batch)
    {
        var file = Path.Combine(_directory.FullName, $"bare-{_files++}.db");
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using (var schema = connection.CreateCommand())
        {
            schema.CommandText =
                """
                pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 10000;
                create table events (seq integer primary key, stream text not null, version integer not null, type text not null, body blob not null, at integer not null, actor text not null);
                create unique index by_stream on events (stream, version);
                """;
            schema.ExecuteNonQuery();
        }

        var database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        raw.sqlite3_prepare_v2(database, "insert into events (stream, version, type, body, at, actor) values (?1, ?2, ?3, ?4, ?5, ?6)", out var insert);
        raw.sqlite3_prepare_v2(database, "begin immediate", out var begin);
        raw.sqlite3_prepare_v2(database, "commit", out var commit);
        var streams = Enumerable.Range(0, batch).Select(i => $"session/measured/{i}").ToArray();
        var body = new byte[JournalBenchmark.BodyBytes];
        var latencies = new Latencies(1, duration);
        var started = Stopwatch.GetTimestamp();
        for (var version = 1L; Stopwatch.GetElapsedTime(started) < duration; version++)
        {
            var from = Stopwatch.GetTimestamp();
            Step(begin);
            foreach (var stream in streams)
            {
                raw.sqlite3_bind_text(insert, 1, stream);
                raw.sqlite3_bind_int64(insert, 2, version);
                raw.sqlite3_bind_text(insert, 3, "session.answer-saved.v1");
                raw.sqlite3_bind_blob(insert, 4, body);
                raw.sqlite3_bind_int64(insert, 5, 0);
                raw.sqlite3_bind_text(insert, 6, "learner/1");
                Step(insert);
            }

            Step(commit);
            latencies.Add(0, Stopwatch.GetElapsedTime(from), batch);
        }

        var figures = latencies.Figures(Stopwatch.GetElapsedTime(started)) with { BatchSize = batch };
        insert.Dispose();
        begin.Dispose();
        commit.Dispose();
        return figures;
    }

    private static void Step(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE) throw new InvalidOperationException("SQLite refused a statement.");
        raw.sqlite3_reset(statement);
    }
}

/// <summary>PostgreSQL through Npgsql: one prepared insert of arrays, no fence, the same table.</summary>
internal sealed class PostgresRival : IRival
{
    private const int Connections = 20;

    private readonly string _server, _database;
    private readonly NpgsqlDataSource _source;

    private PostgresRival(string server, string database)
    {
        (_server, _database) = (server, database);
        _source = NpgsqlDataSource.Create($"{server};Database={database};Maximum Pool Size={Connections};No Reset On Close=true;Max Auto Prepare=20;Auto Prepare Min Usages=2");
    }

    public string Name => "PostgreSQL";

    public StorageOptions Options => new StorageOptions.Postgres($"{_server};Database={_database}");

    public static async Task<PostgresRival> Create(string server)
    {
        var database = $"journal_{Guid.NewGuid():N}";
        await Execute(server, $"create database {database}");
        return new(server, database);
    }

    public async Task<Figures> BatchedInserts(TimeSpan duration, int batch)
    {
        await NewTable();
        await using var connection = await _source.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand("insert into bare select * from unnest($1, $2, $3, $4, $5, $6) on conflict do nothing", connection);
        var versions = new long[batch];
        insert.Parameters.Add(Array(Enumerable.Range(0, batch).Select(i => $"session/measured/{i}").ToArray(), NpgsqlDbType.Text));
        insert.Parameters.Add(Array(versions, NpgsqlDbType.Bigint));
        insert.Parameters.Add(Array(Repeat("session.answer-saved.v1", batch), NpgsqlDbType.Text));
        insert.Parameters.Add(Array(Repeat(new byte[JournalBenchmark.BodyBytes], batch), NpgsqlDbType.Bytea));
        insert.Parameters.Add(Array(Repeat(DateTime.UnixEpoch, batch), NpgsqlDbType.TimestampTz));
        insert.Parameters.Add(Array(Repeat("learner/1", batch), NpgsqlDbType.Text));

        var latencies = new Latencies(1, duration);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var from = Stopwatch.GetTimestamp();
            for (var i = 0; i < batch; i++) versions[i]++;
            await insert.ExecuteNonQueryAsync();
            latencies.Add(0, Stopwatch.GetElapsedTime(from), batch);
        }

        return latencies.Figures(Stopwatch.GetElapsedTime(started)) with { BatchSize = batch };
    }

    public async Task<Figures> SingleInserts(TimeSpan duration, int callers)
    {
        await NewTable();
        var latencies = new Latencies(callers, duration);
        var started = Stopwatch.GetTimestamp();

        async Task Caller(int caller)
        {
            for (var version = 1L; Stopwatch.GetElapsedTime(started) < duration; version++)
            {
                var from = Stopwatch.GetTimestamp();
                await using var insert = _source.CreateCommand("insert into bare values ($1, $2, $3, $4, $5, $6)");
                insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"session/measured/{caller}" });
                insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
                insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "session.answer-saved.v1" });
                insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = new byte[JournalBenchmark.BodyBytes] });
                insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = DateTime.UnixEpoch });
                insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "learner/1" });
                await insert.ExecuteNonQueryAsync();
                latencies.Add(caller, Stopwatch.GetElapsedTime(from));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => Caller(i))));
        return latencies.Figures(Stopwatch.GetElapsedTime(started));
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await Execute(_server, $"drop database {_database} with (force)");
    }

    private async Task NewTable()
    {
        await using var create = _source.CreateCommand(
            """
            drop table if exists bare;
            create table bare (stream varchar(120) collate "C", version bigint, type text not null, body bytea not null, at timestamptz not null, actor text not null, primary key (stream, version));
            """);
        await create.ExecuteNonQueryAsync();
    }

    private static async Task Execute(string server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static T[] Repeat<T>(T value, int count) => [.. Enumerable.Repeat(value, count)];

    private static NpgsqlParameter<T[]> Array<T>(T[] values, NpgsqlDbType type) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
