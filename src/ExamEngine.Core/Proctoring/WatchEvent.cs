using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Proctoring;

/// <summary>What happened in the watch over one session. It has a stream of its own: a busy camera must not slow an answer.</summary>
public abstract record WatchEvent
{
    private WatchEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>The check-in began, and with it the watch.</summary>
    public sealed record Began(Guid Command, string Room, string Learner, string LegalName, string Exam, int Version) : WatchEvent;

    public sealed record ConsentGiven(Guid Command, string TextVersion, bool Camera, bool Microphone, bool Screen) : WatchEvent;

    public sealed record IdentityShown(Guid Command, string LegalName, string? Face, string? Document) : WatchEvent;

    public sealed record RoomShown(string Evidence) : WatchEvent;

    public sealed record CheckInCompleted(Guid Command) : WatchEvent;

    /// <summary>In the order of their moments.</summary>
    public sealed record SignalsNoted(ImmutableArray<Signal> Signals) : WatchEvent;

    /// <summary>The session's own ledger has a gap there: nothing of the learner's device was heard, whatever its page noticed.</summary>
    public sealed record ConnectionLost(DateTimeOffset From, DateTimeOffset To) : WatchEvent;

    /// <param name="To">Null while what it is about lasts.</param>
    /// <param name="Excuse">Not null when the rule was met and an innocent cause was known.</param>
    public sealed record FlagRaised(int Flag, string Rule, string Title, decimal Severity, DateTimeOffset From, DateTimeOffset? To, Excuse? Excuse) : WatchEvent;

    public sealed record FlagEnded(int Flag, DateTimeOffset To) : WatchEvent;

    /// <summary>The innocent cause became known after the flag.</summary>
    public sealed record FlagExcused(int Flag, Excuse Excuse) : WatchEvent;

    /// <param name="From">When it happened, where that was earlier.</param>
    public sealed record FlagSetByHand(Guid Command, int Flag, string By, string Comment, decimal Severity, DateTimeOffset? From = null) : WatchEvent;

    public sealed record FlagWithdrawn(Guid Command, int Flag, string By, string Reason) : WatchEvent;

    public sealed record LineSaid(Guid Command, Side By, string Account, string Name, string Text) : WatchEvent;

    public sealed record HandRaised(Guid Command) : WatchEvent;

    public sealed record HandLowered(Guid Command) : WatchEvent;

    /// <summary>Written when it is done: one that was refused leaves no trace here.</summary>
    /// <param name="HappenedAt">When that happened which it is about, where that was earlier.</param>
    /// <param name="Severity">0 to 1, where it was measured.</param>
    public sealed record ActTaken(
        Guid Act, ProctorActKind Kind, string By, string Reason, string Text, int? Minutes, int? Flag, string? Attachment, DateTimeOffset? HappenedAt = null,
        decimal? Severity = null) : WatchEvent;

    public sealed record ActDelivered(Guid Act) : WatchEvent;

    public sealed record ActConfirmed(Guid Act) : WatchEvent;

    public sealed record ActUndone(Guid Act, Guid Command, string By, string Reason) : WatchEvent;

    /// <summary>It was taken back before it was done here: when it comes, it is not done.</summary>
    public sealed record ActCancelled(Guid Act, ProctorActKind Kind, Guid Command, string By, string Reason) : WatchEvent;

    /// <param name="HappenedAt">Where that was earlier.</param>
    public sealed record IncidentReported(
        Guid Act, int Incident, Irregularity Kind, Gravity Gravity, string Comment, string By, DateTimeOffset? HappenedAt = null) : WatchEvent;

    public sealed record Attached(Guid Act, int Incident, string Evidence) : WatchEvent;

    public sealed record EvidenceViewed(string By, string Evidence) : WatchEvent;

    /// <param name="Kind">Such as <c>stills</c>; <c>talk</c> is what was said here.</param>
    public sealed record EvidenceErased(string Kind, int Count, string Why) : WatchEvent;

    /// <summary>Nothing more is recorded.</summary>
    public sealed record Over(DateTimeOffset EndedAt) : WatchEvent;
}
