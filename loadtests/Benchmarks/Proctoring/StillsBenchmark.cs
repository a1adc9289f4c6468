using System.Diagnostics;
using ExamEngine.Benchmarks.Hub;
using ExamEngine.Benchmarks.Kernel;
using ExamEngine.Benchmarks.Sessions;
using ExamEngine.Storage;
using Microsoft.Data.Sqlite;

namespace ExamEngine.Benchmarks.Proctoring;

/// <summary>
/// Pictures of 8 KB sent to the real server process at a fixed rate by learners who have consented; what it costs its processors. Latencies count from the
/// moment a picture was due. Afterwards each acknowledged picture has to be there.
/// </summary>
internal static class StillsBenchmark
{
    private const double MostCores = 0.3;
    private const int Size = 8 * 1024;

    public static async Task Run(Arguments asked, Report report)
    {
        var (learners, rate) = (asked.Count("learners", asked.Short ? 250 : 1000), asked.Count("rate", 1000));
        report.Head($"Stills of {Size / 1024} KB, {learners} learners");
        var data = Directory.CreateTempSubdirectory("examengine-stills-");
        var evidence = Path.Combine(data.FullName, "evidence");
        await Learners.Prepare(new StorageOptions.Sqlite(Path.Combine(data.FullName, "examengine.db")), learners, SampleExam.Yaml(watched: true));
        long sent = 0;
        await using (var server = await ServerProcess.Start(data.FullName))
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 64 }) { BaseAddress = server.Address };
            var cameras = new StillCamera[learners];
            await Parallel.ForAsync(0, learners, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => cameras[number] = await StillCamera.Open(server.Address, number));

            // Long enough that the server's code is compiled for good.
            sent += (await AtRate(client, cameras, rate, asked.Seconds(15), server)).Events;
            var steady = await AtRate(client, cameras, rate, asked.Seconds(20), server);
            sent += steady.Events;
            var cores = steady.CpuMicros / 1_000_000 * steady.EventsPerSecond;
            report.Add("stills", $"taken in at a fixed {rate:N0}/s", steady.EventsPerSecond, "/s", atLeast: rate * 0.98);
            report.Add("stills", "  still since due, p50", steady.P50, "ms");
            report.Add("stills", "  still since due, p99", steady.P99, "ms");
            report.Add("stills", "  processor time of the server", steady.CpuMicros / 1000, "ms/still");
            report.Add("stills", "  processors of the server", cores, "cores", atMost: MostCores);
            report.Add("stills", "  resident memory of the server", server.ResidentBytes / 1024.0 / 1024, "MiB");
        }

        var kept = Directory.EnumerateFiles(evidence, "*.jpg", SearchOption.AllDirectories).LongCount(file => new FileInfo(file).Length == Size);
        if (kept != sent)
            throw new InvalidOperationException($"{sent} stills were acknowledged and {kept} are there.");
        SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    private static async Task<Figures> AtRate(HttpClient client, StillCamera[] cameras, int rate, TimeSpan duration, ServerProcess server)
    {
        var latencies = new Latencies(cameras.Length, duration);
        var (cpu, started) = (server.ProcessorTime, Stopwatch.GetTimestamp());
        var between = TimeSpan.FromSeconds((double)cameras.Length / rate);
        await Task.WhenAll(cameras.Select((camera, i) => Task.Run(async () =>
        {
            for (var due = between * i / cameras.Length; due < duration; due += between)
            {
                var wait = due - Stopwatch.GetElapsedTime(started);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait);
                await camera.Send(client, Size);
                latencies.Add(i, Stopwatch.GetElapsedTime(started) - due);
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(started);
        cpu = server.ProcessorTime - cpu;
        var figures = latencies.Figures(elapsed);
        return figures with { CpuMicros = cpu.TotalMicroseconds / figures.Events };
    }
}
