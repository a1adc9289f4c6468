using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>What somebody or something asks of the watch over a session.</summary>
/// <param name="At">The server's time, in whole milliseconds.</param>
public abstract record WatchCommand(DateTimeOffset At)
{
    public sealed record Begin(DateTimeOffset At, Guid Command, string Room, string Learner, string Exam, int Version) : WatchCommand(At);

    public sealed record GiveConsent(DateTimeOffset At, Guid Command, string TextVersion, bool Camera, bool Microphone, bool Screen) : WatchCommand(At);

    public sealed record ShowIdentity(DateTimeOffset At, Guid Command, bool NameConfirmed, string? Face, string? Document) : WatchCommand(At);

    public sealed record ShowRoom(DateTimeOffset At, string Evidence) : WatchCommand(At);

    public sealed record CompleteCheckIn(DateTimeOffset At, Guid Command) : WatchCommand(At);

    /// <summary>Signals of one device, or of the server; told again until they are acknowledged.</summary>
    public sealed record Note(DateTimeOffset At, ImmutableArray<Signal> Signals) : WatchCommand(At);

    /// <summary>The session has noticed a gap in its connection; told again until it is known.</summary>
    public sealed record LoseConnection(DateTimeOffset At, DateTimeOffset From, DateTimeOffset To) : WatchCommand(At);

    /// <summary>Time has gone on: what lasts may have lasted long enough.</summary>
    public sealed record MeetTime(DateTimeOffset At) : WatchCommand(At);

    public sealed record Say(DateTimeOffset At, Guid Command, Side By, string Account, string Name, string Text) : WatchCommand(At);

    public sealed record RaiseHand(DateTimeOffset At, Guid Command, bool Raised) : WatchCommand(At);

    /// <param name="Id">Names the act from then on; repeating it changes nothing.</param>
    /// <param name="HappenedAt">When that happened which it is about; null when that is now.</param>
    /// <param name="Severity">0 to 1, from whoever measures: counts before <paramref name="Gravity"/>.</param>
    public sealed record TakeAct(
        DateTimeOffset At, Guid Id, ProctorActKind Kind, string By, string Reason, string Text = "", int? Minutes = null, Irregularity? Irregularity = null, Gravity? Gravity = null,
        int? Flag = null, string? Attachment = null, DateTimeOffset? HappenedAt = null, decimal? Severity = null) : WatchCommand(At);

    /// <param name="Kind">What was ordered, where it may not have come: where it was not done, it is not done any more. Null where it must have been.</param>
    public sealed record Undo(DateTimeOffset At, Guid Command, Guid Act, string By, string Reason, ProctorActKind? Kind = null) : WatchCommand(At);

    /// <summary>The act arrived at the learner's page, or the learner confirmed it.</summary>
    public sealed record Acknowledge(DateTimeOffset At, Guid Act, bool Confirmed) : WatchCommand(At);

    /// <param name="From">When it happened; null when that is now.</param>
    public sealed record SetFlag(DateTimeOffset At, Guid Command, string By, string Comment, decimal Severity, DateTimeOffset? From = null) : WatchCommand(At);

    public sealed record WithdrawFlag(DateTimeOffset At, Guid Command, string By, int Flag, string Reason) : WatchCommand(At);

    public sealed record ViewEvidence(DateTimeOffset At, string By, string Evidence) : WatchCommand(At);

    /// <summary>Evidence of a kind was erased.</summary>
    public sealed record RecordErasure(DateTimeOffset At, string Kind, int Count, string Why) : WatchCommand(At);

    /// <summary>The session has ended.</summary>
    public sealed record Close(DateTimeOffset At, DateTimeOffset EndedAt) : WatchCommand(At);
}
