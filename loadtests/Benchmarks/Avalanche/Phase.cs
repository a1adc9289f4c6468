using System.Diagnostics;
using ExamEngine.Benchmarks.Kernel;

namespace ExamEngine.Benchmarks.Avalanche;

/// <summary>What one part of an attempt cost, over all attempts. Processor time is that of the process, callers included.</summary>
/// <param name="Latencies">In milliseconds; empty where nobody waited.</param>
internal sealed record Phase(int Attempts, TimeSpan Elapsed, double CpuMillis, Counts Counts, double[] Latencies)
{
    /// <summary>Each begins at its own moment, evenly spread over <paramref name="spread"/>, whether those before it are done or not.</summary>
    public static Task<Phase> Open(JournalProbe probe, Examinee[] examinees, TimeSpan spread, Func<Examinee, Task> act) =>
        Around(probe, examinees.Length, () => Spread(examinees, spread, act));

    /// <summary>As fast as goes, by so many callers at once.</summary>
    public static Task<Phase> Closed(JournalProbe probe, Examinee[] examinees, int callers, Func<Examinee, Task> act) => Around(probe, examinees.Length, async () =>
    {
        await Parallel.ForEachAsync(examinees, new ParallelOptions { MaxDegreeOfParallelism = callers }, async (examinee, _) => await act(examinee));
        return [];
    });

    public static async Task<Phase> Around(JournalProbe probe, int attempts, Func<Task<double[]>> act)
    {
        var (counts, cpu, started) = (probe.Counts, Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var latencies = await act();
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new(attempts, elapsed, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / attempts, probe.Counts.Since(counts), latencies);
    }

    /// <summary>Milliseconds from when each was due to when it was done.</summary>
    public static async Task<double[]> Spread(Examinee[] examinees, TimeSpan spread, Func<Examinee, Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        var acts = new Task<double>[examinees.Length];
        for (var i = 0; i < acts.Length; i++)
        {
            var (examinee, due) = (examinees[i], spread * i / acts.Length);
            if (due - Stopwatch.GetElapsedTime(started) is { TotalMilliseconds: >= 1 } wait)
                await Task.Delay(wait);
            acts[i] = Task.Run(async () =>
            {
                await act(examinee);
                return (Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds;
            });
        }

        return await Task.WhenAll(acts);
    }

    public void Write(Report report, string store, string name, double? slowest = null)
    {
        report.Add(store, name, Attempts / Elapsed.TotalSeconds, "attempts/s");
        if (Latencies.Length > 0)
        {
            var sorted = Latencies.Order().ToArray();
            report.Add(store, "  since due, p50", sorted[sorted.Length / 2], "ms");
            report.Add(store, "  since due, p99", sorted[(int)(sorted.Length * 0.99)], "ms", atMost: slowest);
        }

        report.Add(store, "  processor time", CpuMillis, "ms/attempt");
        report.Add(store, "  appends", (double)Counts.Appends / Attempts, "/attempt");
        report.Add(store, "  duties put or removed", (double)Counts.Agenda / Attempts, "/attempt");
        report.Add(store, "  streams read", (double)Counts.Reads / Attempts, "/attempt");
    }
}
