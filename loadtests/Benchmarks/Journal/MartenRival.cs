using System.Diagnostics;
using ExamEngine.Benchmarks.Kernel;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace ExamEngine.Benchmarks.Journal;

/// <summary>Marten's event store in its quickest mode: every caller appends to a stream of its own, one session an event, as its users write.</summary>
internal static class MartenRival
{
    public sealed record AnswerSaved(string Body);

    public static async Task<Figures> Measure(string server, TimeSpan duration, int callers)
    {
        await using var database = await ScratchDatabase.Create(server, "marten");
        using var store = DocumentStore.For(options =>
        {
            options.Connection($"{database.ConnectionString};Maximum Pool Size=20;No Reset On Close=true;Max Auto Prepare=40;Auto Prepare Min Usages=2");
            options.AutoCreateSchemaObjects = AutoCreate.All;
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.AppendMode = EventAppendMode.Quick;
            options.Events.AddEventType<AnswerSaved>();
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        await Drive(store, TimeSpan.FromSeconds(1), callers, "warm");
        var figures = await Drive(store, duration, callers, "measured");
        await database.Holds($"select count(*) from mt_events where stream_id like 'measured/%'", figures.Events);
        return figures;
    }

    private static async Task<Figures> Drive(DocumentStore store, TimeSpan duration, int callers, string run)
    {
        var saved = new AnswerSaved(new('x', JournalBenchmark.BodyBytes));
        var latencies = new Latencies(callers, duration);
        var started = Stopwatch.GetTimestamp();

        async Task Caller(int caller)
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var from = Stopwatch.GetTimestamp();
                await using var session = store.LightweightSession();
                session.Events.Append($"{run}/{caller}", saved);
                await session.SaveChangesAsync();
                latencies.Add(caller, Stopwatch.GetElapsedTime(from));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => Caller(i))));
        return latencies.Figures(Stopwatch.GetElapsedTime(started));
    }
}

/// <summary>A database of one measurement.</summary>
internal sealed class ScratchDatabase(string server, string name) : IAsyncDisposable
{
    public string ConnectionString => $"{server};Database={name}";

    public static async Task<ScratchDatabase> Create(string server, string purpose)
    {
        var name = $"{purpose}_{Guid.NewGuid():N}";
        await Execute($"{server};Pooling=false", $"create database {name}");
        return new(server, name);
    }

    public Task Run(string sql) => Execute($"{ConnectionString};Pooling=false", sql);

    /// <summary>What the query counts is what was acknowledged.</summary>
    public async Task Holds(string count, long acknowledged)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(count, connection);
        var stored = (long)(await command.ExecuteScalarAsync() ?? 0L);
        if (stored != acknowledged)
            throw new InvalidOperationException($"{acknowledged} events were acknowledged, {stored} are stored.");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Execute($"{server};Pooling=false", $"drop database {name} with (force)");
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
