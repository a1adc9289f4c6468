using ExamEngine.Decade.Plan;
using ExamEngine.Decade.Reading;
using ExamEngine.Decade.Replay;

namespace ExamEngine.Decade.Report;

/// <summary>What the run comes to, beside what it must.</summary>
internal static class Figures
{
    private const double CpuMillis = 6, QuestionMillis = 20, Minutes = 20, Growth = 1.25;
    private const int Compared = 2_000;

    public static IEnumerable<Figure> Of(DecadePlan plan, Replayed replayed, IReadOnlyList<Answered> questions)
    {
        var last = replayed.Years[^1];
        var (attempts, enrolments) = (replayed.Attempts, replayed.Enrolments);
        var (empty, full) = (Some(replayed.Windows, plan), Some(replayed.Windows.Reverse(), plan));
        yield return new("ten years in", replayed.Wall.TotalMinutes, "minutes", plan.Scale == 1 ? Minutes : null);
        yield return new("enrolments", enrolments.Count, "");
        yield return new("enrolments a second", enrolments.PerSecond, "/s");
        yield return new("processor time an enrolment", enrolments.CpuMillis, "ms");
        yield return new("bytes an enrolment", enrolments.BytesEach, "B");
        yield return new("attempts of 20 answers, graded and told", attempts.Count, "");
        yield return new("attempts a second", attempts.PerSecond, "/s");
        yield return new("processor time an attempt, its learner's included", attempts.CpuMillis, "ms", CpuMillis);
        yield return new("bytes an attempt", attempts.BytesEach, "B");
        yield return new("credentials", plan.Credentials, "");
        yield return new("events", last.Events, "");
        yield return new("database", DecadeReport.Mib(last.DatabaseBytes), "MiB");
        yield return new("memory at its peak", DecadeReport.Mib(Meter.Resident().Peak), "MiB");
        yield return new($"processor time, first {empty.Count:N0} attempts", empty.CpuMillis, "ms");
        yield return new($"processor time, last {full.Count:N0} attempts", full.CpuMillis, "ms");
        yield return new("growth: last by first", full.CpuMillis / empty.CpuMillis, "times", Growth);
        yield return new("slowest question, median", questions.Max(answered => answered.Median), "ms", QuestionMillis);
    }

    /// <summary>Whole windows from one end until there are 2,000 attempts in them, or a fifth of all there are.</summary>
    private static Cost Some(IEnumerable<Cost> windows, DecadePlan plan)
    {
        var (some, wanted) = (Cost.None, Math.Min(Compared, plan.Attempts / 5));
        foreach (var window in windows)
        {
            if (some.Count >= wanted)
                break;
            some += window;
        }

        return some;
    }
}
