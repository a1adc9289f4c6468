using System.Diagnostics;
using System.Diagnostics.Metrics;
using ExamEngine.Benchmarks.Kernel;
using ExamEngine.Storage;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ExamEngine.Benchmarks.Journal;

/// <summary>
/// Durable appends through the whole journal, beside a loop that makes the same batched insert with nothing around it, one transaction
/// per event, and what others would use instead: Marten's event store and Orleans' own grain storage.
/// </summary>
internal static class JournalBenchmark
{
    public const int BodyBytes = 300;

    private const double EventsPerSecond = 60_000, ShareOfBare = 80, SlowestMs = 10;

    public static async Task Run(Arguments asked, Report report)
    {
        var (duration, callers) = (asked.Seconds(5), asked.Count("callers", 200));
        report.Head($"Durable appends, {callers} callers, {BodyBytes} B bodies");
        if (asked.Wants("sqlite"))
        {
            await using var sqlite = new SqliteRival();
            await Measure(sqlite, duration, callers, report);
        }

        if (asked.Wants("postgres") && Arguments.PostgresServer is { } server)
        {
            await using var postgres = await PostgresRival.Create(server);
            await Measure(postgres, duration, callers, report);
            await Compare("Marten, quick append", MartenRival.Measure(server, duration, callers), report);
            await Compare("Orleans grain storage, 4 KB state", OrleansStorageRival.Measure(server, duration, callers), report);
        }
    }

    /// <summary>The bare insert and the journal take turns, so that what others do to the machine meanwhile meets both.</summary>
    private static async Task Measure(IRival rival, TimeSpan duration, int callers, Report report)
    {
        const int Rounds = 3;
        var (ours, bare) = (new List<Figures>(), new List<Figures>());
        await using (var journal = await OpenJournal.Of(rival.Options))
        {
            await Drive(journal, TimeSpan.FromSeconds(1), callers, "warm");
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await Drive(journal, duration / Rounds, callers, $"measured-{round}"));
                bare.Add(await rival.BatchedInserts(duration / Rounds, Math.Max(1, (int)Math.Round(ours[^1].BatchSize))));
            }
        }

        var best = ours.MaxBy(f => f.EventsPerSecond) ?? ours[0];
        var subject = $"{rival.Name}: journal";
        report.Add(subject, "events, best of 3", best.EventsPerSecond, "/s", atLeast: EventsPerSecond);
        report.Add(subject, "append, p50", best.P50, "ms");
        report.Add(subject, "append, p99", best.P99, "ms", atMost: SlowestMs);
        report.Add(subject, "batch", best.BatchSize, "events");
        report.Add(subject, "allocated an append", best.BytesPerAppend, "B");
        report.Add(subject, "processor time an append", best.CpuMicros, "us");
        report.Add($"{rival.Name}: bare batched insert", "events, best of 3", bare.Max(f => f.EventsPerSecond), "/s");
        report.Add(subject, "share of the bare insert, median", Median(ours.Zip(bare, (a, b) => 100 * a.EventsPerSecond / b.EventsPerSecond)), "%", atLeast: ShareOfBare);
        await Compare($"{rival.Name}: one transaction per event", rival.SingleInserts(duration / 2, callers), report);
    }

    private static async Task Compare(string subject, Task<Figures> rival, Report report)
    {
        var figures = await rival;
        report.Add(subject, "events", figures.EventsPerSecond, "/s");
        report.Add(subject, "append, p50", figures.P50, "ms");
        report.Add(subject, "append, p99", figures.P99, "ms");
    }

    private static async Task<Figures> Drive(OpenJournal journal, TimeSpan duration, int callers, string run)
    {
        var body = new byte[BodyBytes];
        body.AsSpan().Fill((byte)'x');
        var latencies = new Latencies(callers, duration);
        using var batches = new BatchSizes();
        var (allocated, cpu, started) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var until = started + (long)(duration.TotalSeconds * Stopwatch.Frequency);

        async Task Caller(int caller)
        {
            var stream = $"session/{run}/{caller}";
            for (long version = 0, begin; (begin = Stopwatch.GetTimestamp()) < until;)
            {
                var append = new Append(stream, version, [new("session.answer-saved.v1", body, DateTimeOffset.UnixEpoch, "learner/1")]);
                if (await journal.Journal.Append(append) is not AppendResult.Committed committed) throw new InvalidOperationException("Nobody else writes here.");
                version = committed.Version;
                latencies.Add(caller, Stopwatch.GetElapsedTime(begin));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => Caller(i))));
        var elapsed = Stopwatch.GetElapsedTime(started);
        (allocated, cpu) = (GC.GetTotalAllocatedBytes(precise: true) - allocated, Environment.CpuUsage.TotalTime - cpu);
        var figures = latencies.Figures(elapsed);
        await journal.Holds($"session/{run}/", callers, figures.Events);
        return figures with { BatchSize = batches.Mean, BytesPerAppend = allocated / figures.Events, CpuMicros = cpu.TotalMicroseconds / figures.Events };
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    /// <summary>The journal as a server has it, without the server.</summary>
    private sealed class OpenJournal(ServiceProvider services, IHostedLifecycleService lifetime) : IAsyncDisposable
    {
        public IJournal Journal { get; } = services.GetRequiredService<IJournal>();

        public static async Task<OpenJournal> Of(StorageOptions options)
        {
            var services = new ServiceCollection().AddLogging().AddExamEngineStorage(options).BuildServiceProvider();
            var lifetime = services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
            await lifetime.StartingAsync(default);
            return new(services, lifetime);
        }

        /// <summary>Every acknowledged event is there to be read, and no other.</summary>
        public async Task Holds(string prefix, int callers, long events)
        {
            var stored = 0L;
            for (var caller = 0; caller < callers; caller++)
                stored += await Journal.Read($"{prefix}{caller}").CountAsync();
            if (stored != events)
                throw new InvalidOperationException($"{events} events were acknowledged, {stored} are stored.");
        }

        public async ValueTask DisposeAsync()
        {
            await lifetime.StoppedAsync(default);
            await services.DisposeAsync();
        }
    }

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
