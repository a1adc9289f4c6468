using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Sessions;

/// <summary>
/// What happened in a session. <see cref="At"/> is the journal's own column, so it is not in the body; bodies are frozen by golden files.
/// </summary>
public abstract record SessionEvent
{
    private SessionEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <param name="Items">Ids of the items in the form, in order: the evidence of what was on the paper.</param>
    /// <param name="Limit">Working time with the accommodation in it.</param>
    /// <param name="WindowCloses">When the learner's window closes; null for never.</param>
    /// <param name="ClosesAt">When that ends a running session; null when the exam's policy lets the time limit win.</param>
    public sealed record Seated(
        Guid Command, string Learner, string Exam, int Version, ulong Seed, ImmutableArray<string> Items, TimeSpan Limit, int TimeMultiplierPercent,
        DateTimeOffset? WindowCloses, DateTimeOffset? ClosesAt, int AttemptNumber, bool Proctored) : SessionEvent;

    /// <summary>Seated from a seat in a window: <paramref name="Seat"/> in all but the window's id.</summary>
    public sealed record SeatedInWindow(string Window, Seated Seat) : SessionEvent;

    /// <summary>The window closes later than it did at the seat. Both moments mean what they mean in <see cref="Seated"/>.</summary>
    public sealed record WindowExtended(DateTimeOffset WindowCloses, DateTimeOffset? ClosesAt) : SessionEvent;

    /// <summary>What the learner is granted, where it is more than time at the seat, or has changed since.</summary>
    /// <param name="Limit">Working time with it.</param>
    /// <param name="SectionLimit">The current section's own time with it; null before the start and when the section has none.</param>
    public sealed record Accommodated(
        int TimeMultiplierPercent, int BreakMinutes, ImmutableArray<string> Tools, ImmutableArray<string> ExemptRules, bool NoCamera, TimeSpan Limit,
        TimeSpan? SectionLimit,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NoMicrophone = false,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NoScreen = false) : SessionEvent;

    /// <summary>Prepared ahead, and nobody began it.</summary>
    public sealed record Withdrawn : SessionEvent;

    /// <summary>Whose proctors watch it.</summary>
    public sealed record PlacedInRoom(string Room) : SessionEvent;

    public sealed record CheckInBegan(Guid Command) : SessionEvent;

    public sealed record CheckInCompleted(Guid Command) : SessionEvent;

    public sealed record Admitted(Guid Command, string By) : SessionEvent;

    /// <summary>Back to checking in.</summary>
    public sealed record AskedAgain(Guid Command, string By) : SessionEvent;

    /// <summary>Not let in: ended before the start.</summary>
    public sealed record Denied(Guid Command, string By) : SessionEvent;

    /// <summary>Nobody let the learner in before the window closed, or the check-in lapsed: ended before the start.</summary>
    public sealed record NotAdmitted(DateTimeOffset EndedAt) : SessionEvent;

    /// <param name="SectionLimit">The first section's own time, accommodation included; null when it has none.</param>
    public sealed record Started(Guid Command, Guid Device, TimeSpan? SectionLimit) : SessionEvent;

    public sealed record AnswerSaved(Guid Command, long Seq, int Item, string Field, ResponseValue Value) : SessionEvent;

    public sealed record ItemFlagged(Guid Command, long Seq, int Item, bool Flagged) : SessionEvent;

    public sealed record NoteSaved(Guid Command, long Seq, int Item, string Text) : SessionEvent;

    public sealed record ItemShown(Guid Command, long Seq, int Item) : SessionEvent;

    /// <summary>The holding device was heard of and nothing else has said so for a while: bounds what a crash can forget.</summary>
    public sealed record Heard : SessionEvent;

    /// <summary>The holding device was silent. <paramref name="Credited"/> of it is given back; <paramref name="Back"/> is false while the silence goes on.</summary>
    public sealed record ConnectionLost(DateTimeOffset From, DateTimeOffset To, TimeSpan Credited, bool Back) : SessionEvent;

    /// <param name="EnteredAt">When the section's clock starts: earlier than <see cref="At"/> when a deadline was found late.</param>
    public sealed record SectionEntered(Guid? Command, int Section, int FirstItem, DateTimeOffset EnteredAt, TimeSpan? SectionLimit) : SessionEvent;

    public sealed record LeaseTaken(Guid Command, Guid Device) : SessionEvent;

    public sealed record Paused(Guid Command, string By, string Reason) : SessionEvent;

    public sealed record Resumed(Guid Command, string By) : SessionEvent;

    public sealed record TimeAdded(Guid Command, string By, TimeSpan Amount, string Reason) : SessionEvent;

    public sealed record TimeTaken(Guid Command, string By, TimeSpan Amount, string Reason) : SessionEvent;

    /// <param name="By">A proctor, or the learner themself.</param>
    /// <param name="FromBudget">How much of it is the learner's own.</param>
    public sealed record BreakBegan(Guid Command, string By, DateTimeOffset Until, TimeSpan FromBudget, string Reason) : SessionEvent;

    /// <summary>The break was over, and the clock went on.</summary>
    public sealed record BreakEnded(DateTimeOffset EndedAt) : SessionEvent;

    public sealed record Locked(Guid Command, string By, string Reason, string Message) : SessionEvent;

    public sealed record Unlocked(Guid Command, string By) : SessionEvent;

    /// <param name="EndedAt">The deadline when it came first, else <see cref="At"/>.</param>
    public sealed record Submitted(Guid Command, EndedBy By, DateTimeOffset EndedAt) : SessionEvent;

    /// <summary>Time was up and nobody submitted; before the start, the window closed and nobody started.</summary>
    public sealed record Expired(DateTimeOffset EndedAt) : SessionEvent;

    public sealed record Terminated(Guid Command, string By, string Reason, DateTimeOffset EndedAt) : SessionEvent;
}

/// <summary>Who or what ended a session.</summary>
public enum EndedBy { Learner, Deadline, Proctor }
