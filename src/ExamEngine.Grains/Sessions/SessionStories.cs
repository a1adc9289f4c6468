using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Grains.Sessions;

/// <summary>
/// A session's events as proctors and reviewers read them. What was answered is not in it, only that and where: whoever watches need not
/// know it. Saves of one field that follow each other are one entry, with how many they were.
/// </summary>
internal static class SessionStories
{
    private const string Learner = "learner", Engine = "engine";

    public static SessionStory Of(IReadOnlyList<SessionEvent> events, DateTimeOffset now)
    {
        var timeline = ImmutableArray.CreateBuilder<TimelineEntry>();
        foreach (var happened in events)
        {
            if (Entry(happened) is not { } entry)
                continue;
            if (entry.Kind == "answer" && timeline.Count > 0 && timeline[^1] is { Kind: "answer" } last && last.Item == entry.Item && last.What == entry.What)
                timeline[^1] = entry with { Amount = (last.Amount ?? 1) + 1 };
            else
                timeline.Add(entry);
        }
        return new(timeline.ToImmutable(), Ledger(events, now));
    }

    /// <summary>Each by itself, as it happens.</summary>
    public static ImmutableArray<TimelineEntry> Entries(ImmutableArray<SessionEvent> events) => [.. events.Select(Entry).OfType<TimelineEntry>()];

    public static ImmutableArray<LedgerSpan> Ledger(IReadOnlyList<SessionEvent> events, DateTimeOffset now) =>
        [.. TimeAccount.Of(events, now).Select(entry => new LedgerSpan(CauseName(entry.Cause), entry.From, entry.To, (long)entry.Amount.TotalMilliseconds, entry.Why))];

    private static TimelineEntry? Entry(SessionEvent happened) => happened switch
    {
        SessionEvent.Seated or SessionEvent.SeatedInWindow => State(happened, "seated", Engine),
        SessionEvent.CheckInBegan => State(happened, "checkingIn", Learner),
        SessionEvent.CheckInCompleted => State(happened, "waiting", Learner),
        SessionEvent.Admitted e => State(happened, "admitted", e.By),
        SessionEvent.AskedAgain e => State(happened, "askedAgain", e.By),
        SessionEvent.Denied e => State(happened, "denied", e.By),
        SessionEvent.NotAdmitted e => new(e.EndedAt, "state", "notAdmitted", Engine, ""),
        SessionEvent.Started => State(happened, "started", Learner),
        SessionEvent.Withdrawn => State(happened, "withdrawn", Engine),
        SessionEvent.AnswerSaved e => new(e.At, "answer", e.Field, Learner, "", e.Item),
        SessionEvent.ItemFlagged e => new(e.At, "mark", e.Flagged ? "flagged" : "unflagged", Learner, "", e.Item),
        SessionEvent.NoteSaved e => new(e.At, "mark", "noted", Learner, "", e.Item),
        SessionEvent.ItemShown e => new(e.At, "shown", "item", Learner, "", e.Item),
        SessionEvent.SectionEntered e => new(e.EnteredAt, "shown", "section", e.Command is null ? Engine : Learner, "", e.FirstItem, e.Section + 1),
        SessionEvent.ConnectionLost e when e.To > e.From => new(e.From, "gap", "connection", Engine, "", null, Seconds(e.To - e.From)),
        SessionEvent.LeaseTaken => State(happened, "takenOver", Learner),
        SessionEvent.Paused e => State(happened, "paused", e.By, e.Reason),
        SessionEvent.Resumed e => State(happened, "resumed", e.By),
        SessionEvent.BreakBegan e => new(e.At, "state", "breakBegan", e.By, e.Reason, null, Seconds(e.Until - e.At)),
        SessionEvent.BreakEnded e => new(e.EndedAt, "state", "breakEnded", Engine, ""),
        SessionEvent.Locked e => State(happened, "locked", e.By, e.Message),
        SessionEvent.Unlocked e => State(happened, "unlocked", e.By),
        SessionEvent.TimeAdded e => new(e.At, "time", "added", e.By, e.Reason, null, Seconds(e.Amount)),
        SessionEvent.TimeTaken e => new(e.At, "time", "taken", e.By, e.Reason, null, Seconds(e.Amount)),
        SessionEvent.Accommodated => new(happened.At, "time", "accommodated", Engine, ""),
        SessionEvent.WindowExtended => new(happened.At, "time", "windowExtended", Engine, ""),
        SessionEvent.Submitted e => new(e.EndedAt, "state", "submitted", e.By switch { EndedBy.Learner => Learner, EndedBy.Proctor => "proctor", _ => Engine }, ""),
        SessionEvent.Expired e => new(e.EndedAt, "state", "expired", Engine, ""),
        SessionEvent.Terminated e => new(e.EndedAt, "state", "terminated", e.By, e.Reason),
        // Says who watches and that somebody was there: neither is part of the story.
        SessionEvent.PlacedInRoom or SessionEvent.Heard or SessionEvent.ConnectionLost => null,
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    private static TimelineEntry State(SessionEvent happened, string what, string by, string text = "") => new(happened.At, "state", what, by, text);

    private static int Seconds(TimeSpan span) => (int)span.TotalSeconds;

    private static string CauseName(TimeCause cause) => cause switch
    {
        TimeCause.Working => "working",
        TimeCause.Lost => "lost",
        TimeCause.Paused => "paused",
        TimeCause.Break => "break",
        TimeCause.Credited => "credited",
        TimeCause.Added => "added",
        TimeCause.Taken => "taken",
        _ => throw new InvalidOperationException($"Unknown cause {cause}."),
    };
}
