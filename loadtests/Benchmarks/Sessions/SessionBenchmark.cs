using System.Diagnostics;
using ExamEngine.Benchmarks.Journal;
using ExamEngine.Benchmarks.Kernel;
using ExamEngine.Storage;

namespace ExamEngine.Benchmarks.Sessions;

/// <summary>
/// Answers saved through session grains: decide, commit, evolve, acknowledge. A closed loop of one caller a session, every save an
/// answer of its own and a journal append of its own.
/// </summary>
internal static class SessionBenchmark
{
    private const double SavesPerSecond = 40_000, BytesPerSave = 4096, BytesPerSession = 12 * 1024;

    public static async Task Run(Arguments asked, Report report)
    {
        var sessions = asked.Count("sessions", 200);
        report.Head($"Answers saved through {sessions} session grains");
        if (asked.Wants("sqlite"))
            await Saves("SQLite", Sqlite, sessions, asked.Seconds(6), asked.Count("rate", 2000), report);
        if (asked.Wants("postgres") && Arguments.PostgresServer is { } server)
        {
            await using var database = await ScratchDatabase.Create(server, "sessions");
            await Saves("PostgreSQL", _ => new StorageOptions.Postgres(database.ConnectionString), sessions, asked.Seconds(6), asked.Count("rate", 2000), report);
        }

        await Weight(asked.Count("live", asked.Short ? 1000 : 5000), report);
    }

    private static StorageOptions Sqlite(DirectoryInfo directory) => new StorageOptions.Sqlite(Path.Combine(directory.FullName, "exam.db"));

    private static async Task Saves(string store, Func<DirectoryInfo, StorageOptions> storage, int sessions, TimeSpan duration, int rate, Report report)
    {
        const int Rounds = 3;
        await using var engine = await Engine.Start(storage);
        var sittings = await Task.WhenAll(Enumerable.Range(1, sessions).Select(engine.Sit));
        var saved = (await Drive(sittings, TimeSpan.FromSeconds(2))).Events;
        var rounds = new List<Figures>();
        for (var round = 0; round < Rounds; round++)
            rounds.Add(await Drive(sittings, duration / Rounds));

        var paced = await Drive(sittings, duration / Rounds, TimeSpan.FromSeconds((double)sittings.Length / rate));

        saved += rounds.Sum(round => round.Events) + paced.Events;
        var stored = 0L;
        foreach (var sitting in sittings)
            stored += await engine.Journal.Read($"session/{sitting.Id}").CountAsync(e => e.Type == "session.answer-saved.v1");
        if (stored != saved)
            throw new InvalidOperationException($"{saved} answers were acknowledged, {stored} are stored.");

        var best = rounds.MaxBy(f => f.EventsPerSecond) ?? rounds[0];
        report.Add(store, "saves, best of 3", best.EventsPerSecond, "/s", atLeast: SavesPerSecond);
        report.Add(store, "save, p50", best.P50, "ms");
        report.Add(store, "save, p99", best.P99, "ms");
        report.Add(store, "allocated a save", rounds.Min(f => f.BytesPerAppend), "B", atMost: BytesPerSave);
        report.Add(store, "processor time a save", rounds.Min(f => f.CpuMicros), "us");
        report.Add(store, $"saves at a fixed {rate:N0}/s", paced.EventsPerSecond, "/s");
        report.Add(store, "  save since due, p50", paced.P50, "ms");
        report.Add(store, "  save since due, p99", paced.P99, "ms");
        report.Add(store, "  processor time a save", paced.CpuMicros, "us");
    }

    /// <param name="between">From one save of a session to its next, the latencies counting from when each was due; zero saves as fast as goes.</param>
    private static async Task<Figures> Drive(Sitting[] sittings, TimeSpan duration, TimeSpan between = default)
    {
        var latencies = new Latencies(sittings.Length, duration);
        var (allocated, cpu, started) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());

        async Task Caller(int caller)
        {
            for (var due = between * caller / sittings.Length; Stopwatch.GetElapsedTime(started) < duration && due < duration; due += between)
            {
                if (due - Stopwatch.GetElapsedTime(started) is { TotalMilliseconds: > 0 } wait && between > TimeSpan.Zero)
                    await Task.Delay(wait);
                var from = between > TimeSpan.Zero ? due : Stopwatch.GetElapsedTime(started);
                await sittings[caller].Save();
                latencies.Add(caller, Stopwatch.GetElapsedTime(started) - from);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, sittings.Length).Select(i => Task.Run(() => Caller(i))));
        var elapsed = Stopwatch.GetElapsedTime(started);
        (allocated, cpu) = (GC.GetTotalAllocatedBytes(precise: true) - allocated, Environment.CpuUsage.TotalTime - cpu);
        var figures = latencies.Figures(elapsed);
        return figures with { BytesPerAppend = allocated / figures.Events, CpuMicros = cpu.TotalMicroseconds / figures.Events };
    }

    /// <summary>What the managed heap grows by for each session that was started and answered in full: grain, timer, activation, all.</summary>
    private static async Task Weight(int sessions, Report report)
    {
        await using var engine = await Engine.Start(Sqlite);
        // The first sessions also pay for code, pools and the exam.
        await Fill(engine, 1, 200);
        var before = Heap();
        await Fill(engine, 1000, sessions);
        report.Add($"{sessions} live sessions", $"heap a session, {SampleExam.Items} answered", (Heap() - before) / (double)sessions, "B", atMost: BytesPerSession);
    }

    private static Task Fill(Engine engine, int first, int count) => Parallel.ForAsync(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (number, _) =>
    {
        var sitting = await engine.Sit(number);
        await sitting.Save(SampleExam.Items);
    });

    private static long Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
