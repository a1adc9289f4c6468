namespace ExamEngine.LoadTests;

/// <summary>
/// How long learners felt a fault. A second is bad when fewer than 95 % of the saves and presences were answered in it and the two before it that were answered in
/// three seconds before the fault (or of those asked for, when that is less), or when the 99th percentile of saves answered in it is above a bound. It is over with
/// the last bad second from which nothing bad follows for five. Since saves are counted when they are answered, those that hung on a lost process keep a
/// second bad however few they are: they are what the 99th percentile then shows. Resolution is one second, rounded against the server.
/// </summary>
internal static class Recovery
{
    /// <summary>What the 99th percentile has to be below: the figure that is promised for a quiet day.</summary>
    public const double BoundMillis = 100;

    private const double Share = 0.95;
    private const int Window = 3, Quiet = 5, Before = 15;

    /// <summary>A rate so small that two operations more or less are a twentieth of it is not judged by them.</summary>
    private const double Slack = 2;

    /// <param name="series">Second by second, as in <see cref="RunResult.Series"/>.</param>
    public static FaultRecord Of(string fault, double begin, double over, IReadOnlyList<Second> series)
    {
        var before = series.Where(second => second.At < Math.Floor(begin) && second.At >= Math.Floor(begin) - Before).ToList();
        var rate = before.Count > 0 ? before.Average(second => (double)second.SteadyDone) : 0;
        var bound = Math.Max(BoundMillis, 2 * Median(before.Select(second => second.P99).OfType<double>()));
        var after = series.Where(second => second.At >= Math.Floor(begin)).ToList();
        var recovered = begin;
        for (var i = 0; i < after.Count && after[i].At <= Math.Max(over, recovered) + Quiet; i++)
        {
            if (IsBad(i))
                recovered = after[i].At + 1;
        }

        var seen = after.Count > 0 && after[^1].At + 1 >= Math.Max(over, recovered) + Window;
        var spell = after.Where(second => second.At < Math.Max(over, recovered)).ToList();
        return new FaultRecord(fault, begin, over, seen ? recovered : null, seen ? recovered - begin : null, spell.Max(second => second.Max))
        {
            DipPercent = rate > 0 && spell.Count > 0 ? 100 * spell.Min(second => second.SteadyDone) / rate : null,
        };

        bool IsBad(int i)
        {
            var window = after.Skip(Math.Max(0, i - Window + 1)).Take(Math.Min(i + 1, Window)).ToList();
            var due = Math.Min(rate * window.Count, window.Sum(second => second.SteadyOffered));
            return after[i].P99 > bound || window.Sum(second => second.SteadyDone) < Math.Min(Share * due, due - Slack);
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count > 0 ? sorted[sorted.Count / 2] : 0;
    }
}
