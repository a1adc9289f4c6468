using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using ExamEngine.Storage;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ExamEngine.Benchmarks;

/// <summary>
/// Durable appends through the whole journal, beside a loop that makes the same batched insert with nothing around it, and beside one
/// transaction per event. <c>journal [seconds] [callers] [sqlite|postgres]</c>; PostgreSQL is measured when EXAMENGINE_POSTGRES names a server.
/// </summary>
internal static class JournalBenchmark
{
    public const int BodyBytes = 300;

    public static async Task<int> Run(string[] args)
    {
        var duration = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 4);
        var callers = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
        Console.WriteLine($"{"",-34}{"events/s",10}{"p50 ms",9}{"p99 ms",9}{"batch",8}{"B/append",10}");

        var only = args.Length > 2 ? args[2] : null;
        if (only is null or "sqlite")
        {
            await using var sqlite = new SqliteRival();
            await Measure(sqlite, duration, callers);
        }

        if (only is null or "postgres" && Environment.GetEnvironmentVariable("EXAMENGINE_POSTGRES") is { Length: > 0 } server)
        {
            await using var postgres = await PostgresRival.Create(server);
            await Measure(postgres, duration, callers);
        }

        return 0;
    }

    private static async Task Measure(IRival rival, TimeSpan duration, int callers)
    {
        var ours = await Journal(rival.Options, duration, callers);
        Print($"{rival.Name}: journal, {callers} callers", ours);
        var raw = await rival.BatchedInserts(duration, Math.Max(1, (int)Math.Round(ours.BatchSize)));
        Print($"{rival.Name}: bare batched insert", raw);
        Print($"{rival.Name}: one transaction per event", await rival.SingleInserts(duration, callers));
        Console.WriteLine($"{rival.Name}: the journal reaches {ours.EventsPerSecond / raw.EventsPerSecond:P0} of the bare insert");
    }

    private static async Task<Figures> Journal(StorageOptions options, TimeSpan duration, int callers)
    {
        await using var services = new ServiceCollection().AddLogging().AddExamEngineStorage(options).BuildServiceProvider();
        var lifetime = services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
        await lifetime.StartingAsync(default);
        var journal = services.GetRequiredService<IJournal>();

        await Drive(journal, TimeSpan.FromSeconds(1), callers, "warm");
        using var batches = new BatchSizes();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var figures = await Drive(journal, duration, callers, "measured");
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        await lifetime.StoppedAsync(default);
        return figures with { BatchSize = batches.Mean, BytesPerAppend = allocated / figures.Events };
    }

    private static async Task<Figures> Drive(IJournal journal, TimeSpan duration, int callers, string run)
    {
        var body = new byte[BodyBytes];
        body.AsSpan().Fill((byte)'x');
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        var latencies = new Latencies(callers, duration);

        async Task Caller(int caller)
        {
            var stream = $"session/{run}/{caller}";
            for (long version = 0, begin; (begin = Stopwatch.GetTimestamp()) < until;)
            {
                var append = new Append(stream, version, [new("session.answer-saved.v1", body, DateTimeOffset.UnixEpoch, "learner/1")]);
                if (await journal.Append(append) is not AppendResult.Committed committed) throw new InvalidOperationException("Nobody else writes here.");
                version = committed.Version;
                latencies.Add(caller, Stopwatch.GetElapsedTime(begin));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => Caller(i))));
        return latencies.Figures(Stopwatch.GetElapsedTime(started));
    }

    private static void Print(string name, Figures f) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-34}{f.EventsPerSecond,10:N0}{f.P50,9:0.00}{f.P99,9:0.00}{f.BatchSize,8:0}{(f.BytesPerAppend > 0 ? f.BytesPerAppend.ToString("N0", CultureInfo.InvariantCulture) : "-"),10}"));

    private sealed class BatchSizes : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _batches, _appends;

        public BatchSizes()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "examengine.journal.batch.size") listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((_, size, _, _) =>
            {
                Interlocked.Increment(ref _batches);
                Interlocked.Add(ref _appends, size);
            });
            _listener.Start();
        }

        public double Mean => _batches == 0 ? 0 : (double)_appends / _batches;

        public void Dispose() => _listener.Dispose();
    }
}

/// <summary>A database without the journal around it.</summary>
internal interface IRival : IAsyncDisposable
{
    string Name { get; }

    StorageOptions Options { get; }

    /// <summary>One caller, transactions of <paramref name="batch"/> events, nobody waiting for a single one.</summary>
    Task<Figures> BatchedInserts(TimeSpan duration, int batch);

    Task<Figures> SingleInserts(TimeSpan duration, int callers);
}

/// <summary>Latencies in milliseconds.</summary>
internal sealed record Figures(long Events, double EventsPerSecond, double P50, double P99)
{
    public double BatchSize { get; init; } = 1;

    public long BytesPerAppend { get; init; }
}

/// <summary>Latencies of several callers, kept in microseconds in arrays made beforehand so that keeping them costs no memory.</summary>
internal sealed class Latencies(int callers, TimeSpan duration)
{
    private readonly int[][] _micros = [.. Enumerable.Range(0, callers).Select(_ => new int[(int)(duration.TotalSeconds * 400_000 / callers) + 1000])];
    private readonly int[] _count = new int[callers];

    public void Add(int caller, TimeSpan latency, int events = 1)
    {
        if (_count[caller] < _micros[caller].Length) _micros[caller][_count[caller]] = (int)latency.TotalMicroseconds;
        _count[caller] += events;
    }

    public Figures Figures(TimeSpan elapsed)
    {
        var all = _micros.SelectMany((m, i) => m.Take(_count[i])).Where(m => m > 0).Order().ToArray();
        var events = _count.Sum(c => (long)c);
        return new(events, events / elapsed.TotalSeconds, all[all.Length / 2] / 1000.0, all[(int)(all.Length * 0.99)] / 1000.0);
    }
}
