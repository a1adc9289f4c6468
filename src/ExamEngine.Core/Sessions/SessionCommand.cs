using System.Collections.Immutable;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Sessions;

/// <summary>What somebody asks of a session.</summary>
/// <param name="At">The server's time, in whole milliseconds.</param>
/// <param name="HeardAt">
/// When the holding device was last heard of before this. Whoever remembers says so on every command; null falls back on the journal,
/// which knows it to within <see cref="ExamPolicy.GapAfter"/> and so may take a short silence for a gap.
/// </param>
public abstract record SessionCommand(DateTimeOffset At, DateTimeOffset? HeardAt = null)
{
    public sealed record Seat(DateTimeOffset At, Guid Command, string Learner, Accommodation Accommodation, DateTimeOffset? WindowCloses, int AttemptNumber, string? Window = null)
        : SessionCommand(At);

    /// <summary>What was prepared is not needed: nobody begins it. Only the engine says so, and only of what nobody has begun.</summary>
    public sealed record Withdraw(DateTimeOffset At) : SessionCommand(At);

    /// <summary>The window closes at another time than it did. Only a later one counts: what a learner has been given is not taken away.</summary>
    public sealed record ExtendWindow(DateTimeOffset At, DateTimeOffset Closes) : SessionCommand(At);

    /// <summary>The learner is granted something else than at the seat. Under way only more time counts.</summary>
    public sealed record Accommodate(DateTimeOffset At, Accommodation Granted) : SessionCommand(At);

    public sealed record BeginCheckIn(DateTimeOffset At, Guid Command, string Room = "") : SessionCommand(At);

    public sealed record CompleteCheckIn(DateTimeOffset At, Guid Command) : SessionCommand(At);

    public sealed record Admit(DateTimeOffset At, Guid Command, string By) : SessionCommand(At);

    /// <summary>Nobody is let in: the session ends before it starts, and no attempt is used up.</summary>
    public sealed record Deny(DateTimeOffset At, Guid Command, string By) : SessionCommand(At);

    /// <summary>Something is to be shown again before the start.</summary>
    public sealed record AskAgain(DateTimeOffset At, Guid Command, string By) : SessionCommand(At);

    /// <summary>Asked by the learner's browser.</summary>
    public abstract record FromDevice(DateTimeOffset At, Guid Device, DateTimeOffset? HeardAt) : SessionCommand(At, HeardAt);

    public sealed record Start(DateTimeOffset At, Guid Command, Guid Device) : FromDevice(At, Device, null);

    public sealed record Save(DateTimeOffset At, Guid Device, DateTimeOffset? HeardAt, ImmutableArray<SessionEntry> Entries) : FromDevice(At, Device, HeardAt);

    public sealed record EnterSection(DateTimeOffset At, Guid Command, Guid Device, DateTimeOffset? HeardAt, int Section) : FromDevice(At, Device, HeardAt);

    public sealed record TakeOver(DateTimeOffset At, Guid Command, Guid Device, DateTimeOffset? HeardAt) : FromDevice(At, Device, HeardAt);

    /// <summary>Takes a break out of the learner's own budget.</summary>
    public sealed record TakeBreak(DateTimeOffset At, Guid Command, Guid Device, DateTimeOffset? HeardAt, TimeSpan Length) : FromDevice(At, Device, HeardAt);

    /// <summary>Comes back from a break before it is over.</summary>
    public sealed record EndBreak(DateTimeOffset At, Guid Command, Guid Device, DateTimeOffset? HeardAt) : FromDevice(At, Device, HeardAt);

    public sealed record Submit(DateTimeOffset At, Guid Command, Guid Device, DateTimeOffset? HeardAt, long LastSeq) : FromDevice(At, Device, HeardAt);

    public sealed record Hear(DateTimeOffset At, Guid Device, DateTimeOffset? HeardAt) : FromDevice(At, Device, HeardAt);

    /// <summary>The timer or the agenda says that a deadline may have passed.</summary>
    public sealed record MeetDeadline(DateTimeOffset At, DateTimeOffset? HeardAt) : SessionCommand(At, HeardAt);

    public sealed record Pause(DateTimeOffset At, Guid Command, string By, string Reason) : SessionCommand(At);

    /// <param name="Of">The pause that is taken back; null for whatever the session stands still for, but a lock.</param>
    public sealed record Resume(DateTimeOffset At, Guid Command, string By, Guid? Of = null) : SessionCommand(At);

    public sealed record AddTime(DateTimeOffset At, Guid Command, string By, TimeSpan Amount, string Reason) : SessionCommand(At);

    /// <summary>Takes time back; at least <see cref="ClockRules.LeastLeft"/> remains.</summary>
    /// <param name="Of">The act that is taken back, by which the time was given; null for time of the exam's own.</param>
    public sealed record TakeTime(DateTimeOffset At, Guid Command, string By, TimeSpan Amount, string Reason, Guid? Of = null) : SessionCommand(At);

    /// <summary>A break that stops the clock and ends by itself.</summary>
    public sealed record Break(DateTimeOffset At, Guid Command, string By, TimeSpan Length, string Reason) : SessionCommand(At);

    public sealed record Lock(DateTimeOffset At, Guid Command, string By, string Reason, string Message) : SessionCommand(At);

    /// <summary>The session goes on, or the pause that lay under the lock does.</summary>
    /// <param name="Of">The lock that is taken back; null for any.</param>
    public sealed record Unlock(DateTimeOffset At, Guid Command, string By, Guid? Of = null) : SessionCommand(At);

    public sealed record End(DateTimeOffset At, Guid Command, string By) : SessionCommand(At);

    public sealed record Terminate(DateTimeOffset At, Guid Command, string By, string Reason) : SessionCommand(At);
}

/// <summary>One thing a learner did, numbered by the device that holds the session.</summary>
public abstract record SessionEntry(Guid Command, long Seq, int Item)
{
    public sealed record Answer(Guid Command, long Seq, int Item, string Field, ResponseValue Value) : SessionEntry(Command, Seq, Item);

    public sealed record Flag(Guid Command, long Seq, int Item, bool Flagged) : SessionEntry(Command, Seq, Item);

    public sealed record Note(Guid Command, long Seq, int Item, string Text) : SessionEntry(Command, Seq, Item);

    public sealed record Shown(Guid Command, long Seq, int Item) : SessionEntry(Command, Seq, Item);
}
