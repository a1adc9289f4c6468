using ExamEngine.Core.Proctoring;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What the agenda tells a review, and what a review puts on it: its clocks, and that its attempt has news.</summary>
internal static class ReviewDuties
{
    /// <summary>"The session is sealed: look whether there is something to look at."</summary>
    public const string Open = "open";

    /// <summary>"A time for an answer, an appeal or its decision may be over."</summary>
    public const string Time = "time";

    /// <summary>What the attempt is told: "look what is in force".</summary>
    public const string Attempt = "review";

    public static AgendaChange Opening(Guid session, DateTimeOffset now) => new AgendaChange.Put($"review-open/{session}", now, $"review/{session}", Open);

    public static IReadOnlyList<AgendaChange> Of(Guid session, ReviewState before, ReviewState after, DateTimeOffset now)
    {
        var changes = new List<AgendaChange>(3);
        var (was, due) = (ReviewRules.NextDue(before), ReviewRules.NextDue(after));
        if (due != was)
            changes.Add(due is { } at ? new AgendaChange.Put($"review-time/{session}", at, $"review/{session}", Time) : new AgendaChange.Remove($"review-time/{session}"));
        if (before is ReviewState.None || before.InForce != after.InForce)
            changes.Add(new AgendaChange.Put($"review-news/{session}", now, $"attempt/{session}", Attempt));
        // Who decides an appeal decides on what was appealed against: what turned up meanwhile waited.
        if (before is ReviewState.Appealed && after is ReviewState.Settled)
            changes.Add(Opening(session, now));
        return changes;
    }
}
