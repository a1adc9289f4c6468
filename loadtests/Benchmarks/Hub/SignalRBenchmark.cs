using System.Diagnostics;
using ExamEngine.Benchmarks.Journal;
using ExamEngine.Benchmarks.Kernel;
using ExamEngine.Storage;
using Microsoft.Data.Sqlite;

namespace ExamEngine.Benchmarks.Hub;

/// <summary>
/// Answers saved over SignalR into the real server process: at a fixed rate, and as fast as its limits let learners save. Latencies of the
/// fixed rate count from the moment a save was due, so a server that falls behind is not spared.
/// </summary>
internal static class SignalRBenchmark
{
    private const double CpuMillisPerSave = 0.11;

    /// <summary>A little below what the server lets one account save for long, so that no save is refused for its number.</summary>
    private const double SavesPerLearner = 19;

    private const int Burst = 50;

    public static async Task Run(Arguments asked, Report report)
    {
        var (learners, rate) = (asked.Count("learners", asked.Short ? 100 : 400), asked.Count("rate", asked.Short ? 500 : 2000));
        report.Head($"Answers saved over SignalR, {learners} learners");
        if (asked.Wants("sqlite"))
        {
            var data = Directory.CreateTempSubdirectory("examengine-signalr-");
            var file = Path.Combine(data.FullName, "examengine.db");
            await Measure("SQLite", data, new StorageOptions.Sqlite(file), [], learners, rate, asked, report, saved => Holds(file, saved));
            SqliteConnection.ClearAllPools();
            data.Delete(recursive: true);
        }

        if (asked.Wants("postgres") && Arguments.PostgresServer is { } server)
        {
            var data = Directory.CreateTempSubdirectory("examengine-signalr-");
            await using var database = await ScratchDatabase.Create(server, "signalr");
            await Measure(
                "PostgreSQL", data, new StorageOptions.Postgres(database.ConnectionString),
                ["--ExamEngine:Storage:Provider", "Postgres", "--ExamEngine:Storage:ConnectionString", database.ConnectionString], learners, rate, asked, report,
                saved => database.Holds("select count(*) from events where type = 'session.answer-saved.v1'", saved));
            data.Delete(recursive: true);
        }
    }

    private static async Task Measure(
        string store, DirectoryInfo data, StorageOptions storage, string[] settings, int learners, int rate, Arguments asked, Report report, Func<long, Task> holds)
    {
        await Learners.Prepare(storage, learners);
        long saved;
        await using (var server = await ServerProcess.Start(data.FullName, settings))
        {
            var lines = new HubLine[learners];
            await Parallel.ForAsync(0, learners, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => lines[number] = await Learners.SitDown(server.Address, number));

            // Long enough that the server's code is compiled for good: compiling costs more than serving for the first seconds.
            saved = (await AsFastAsAllowed(lines, asked.Seconds(10), server)).Events;
            saved += (await AtRate(lines, rate, asked.Seconds(10), server)).Events;
            var steady = await AtRate(lines, rate, asked.Seconds(10), server);
            report.Add(store, $"saves at a fixed {rate:N0}/s", steady.EventsPerSecond, "/s");
            report.Add(store, "  save since due, p50", steady.P50, "ms");
            report.Add(store, "  save since due, p99", steady.P99, "ms");
            report.Add(store, "  processor time of the server", steady.CpuMicros / 1000, "ms/save", atMost: CpuMillisPerSave);

            var most = await AsFastAsAllowed(lines, asked.Seconds(6), server);
            saved += steady.Events + most.Events;
            report.Add(store, "saves, as fast as goes", most.EventsPerSecond, "/s");
            report.Add(store, "  save, p50", most.P50, "ms");
            report.Add(store, "  save, p99", most.P99, "ms");
            report.Add(store, "  processor time of the server", most.CpuMicros / 1000, "ms/save", atMost: CpuMillisPerSave);
            report.Add(store, "  resident memory of the server", server.ResidentBytes / 1024.0 / 1024, "MiB");
            foreach (var line in lines)
                await line.DisposeAsync();
        }

        await holds(saved);
    }

    private static Task<Figures> AtRate(HubLine[] lines, int rate, TimeSpan duration, ServerProcess server) => Drive(lines, duration, server, async (line, number, started, count) =>
    {
        var between = TimeSpan.FromSeconds((double)lines.Length / rate);
        for (var due = between * number / lines.Length; due < duration; due += between)
        {
            var wait = due - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            await line.Saved();
            count(Stopwatch.GetElapsedTime(started) - due);
        }
    });

    private static Task<Figures> AsFastAsAllowed(HubLine[] lines, TimeSpan duration, ServerProcess server) => Drive(lines, duration, server, async (line, _, started, count) =>
    {
        for (var n = 0; Stopwatch.GetElapsedTime(started) is var now && now < duration; n++)
        {
            if (n > Burst + now.TotalSeconds * SavesPerLearner)
                await Task.Delay(TimeSpan.FromSeconds(1 / SavesPerLearner));
            var from = Stopwatch.GetTimestamp();
            await line.Saved();
            count(Stopwatch.GetElapsedTime(from));
        }
    });

    private static async Task<Figures> Drive(HubLine[] lines, TimeSpan duration, ServerProcess server, Func<HubLine, int, long, Action<TimeSpan>, Task> learner)
    {
        var latencies = new Latencies(lines.Length, duration);
        var (cpu, started) = (server.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.WhenAll(lines.Select((line, i) => Task.Run(() => learner(line, i, started, latency => latencies.Add(i, latency)))));
        var elapsed = Stopwatch.GetElapsedTime(started);
        cpu = server.ProcessorTime - cpu;
        var figures = latencies.Figures(elapsed);
        return figures with { CpuMicros = cpu.TotalMicroseconds / figures.Events };
    }

    private static async Task Saved(this HubLine line)
    {
        if (!await line.Save())
            throw new InvalidOperationException("The server refused a save.");
    }

    private static async Task Holds(string file, long saved)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        await using var count = connection.CreateCommand();
        count.CommandText = "select count(*) from events where type = 'session.answer-saved.v1'";
        if ((long)(await count.ExecuteScalarAsync() ?? 0L) is var stored && stored != saved)
            throw new InvalidOperationException($"{saved} answers were acknowledged, {stored} are stored.");
    }
}
