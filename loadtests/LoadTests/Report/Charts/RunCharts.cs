namespace ExamEngine.LoadTests;

/// <summary>What of a run is shown over time.</summary>
internal static class RunCharts
{
    /// <summary>How many seconds the run has, from its start.</summary>
    public static int Seconds(RunResult run) => run.Series.Select(second => second.At + 1).DefaultIfEmpty(1).Max();

    public static IEnumerable<Chart> Of(RunResult run)
    {
        var seconds = run.Series;
        var byTime = new Second?[Seconds(run)];
        foreach (var second in seconds.Where(second => second.At >= 0))
            byTime[second.At] = second;
        yield return new("Acknowledgement of a save", "ms since it was due", [
            Curve("p50", s => s.P50), Curve("p99", s => s.P99, Fold.Worst), Curve("slowest", s => s.Max, Fold.Worst)], Logarithmic: true);
        yield return new("Operations", "a second", [Curve("due", s => s.Offered), Curve("answered", s => s.Done)]);
        yield return new("Errors, each tried again", "a second", [Curve("errors", s => s.Errors, Fold.Worst)]);
        yield return new("Learners connected", "sockets", [Curve("joined", s => s.Connections)]);
        yield return new("Answers not yet acknowledged", "entries in outboxes", [Curve("unsent", s => s.Unsent, Fold.Worst)]);
        if (seconds.Any(s => s.BatchSize is not null))
            yield return new("Appends that share a commit", "mean", [Curve("appends", s => s.BatchSize)]);
        if (seconds.Any(s => s.AgendaLagSeconds is not null))
            yield return new("Agenda: done after it was due", "s, mean", [Curve("lag", s => s.AgendaLagSeconds, Fold.Worst)]);

        var names = seconds.SelectMany(s => s.Processes).Select(p => p.Name).Distinct().ToList();
        yield return new("Processor time", "cores", [.. names.Select(name => Curve(name, s => Sample(s, name)?.Cores)), Curve("load test", s => s.AgentCores)]);
        yield return new("Memory resident", "MiB", [.. names.Select(name => Curve(name, s => Sample(s, name)?.ResidentMiB)), Curve("load test", s => s.AgentMiB)]);

        Curve Curve(string name, Func<Second, double?> value, Fold fold = Fold.Mean) => new(name, [.. byTime.Select(second => second is null ? null : value(second))], fold);
    }

    private static ProcessSample? Sample(Second second, string name) => second.Processes.FirstOrDefault(process => process.Name == name);
}
