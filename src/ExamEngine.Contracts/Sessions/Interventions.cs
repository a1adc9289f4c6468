using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Contracts.Sessions;

/// <summary>A step of the check-in.</summary>
[GenerateSerializer, Alias("ee.check-in-step")]
public enum CheckInStep
{
    /// <summary>Places the session in its room.</summary>
    Begin,

    /// <summary>Everything was shown: ready to be admitted.</summary>
    Complete,

    /// <summary>The learner may start.</summary>
    Admit,

    /// <summary>The learner may not start. Ends the session; no attempt is used up.</summary>
    Deny,

    /// <summary>Something is to be shown again: back to checking in.</summary>
    AskAgain,
}

/// <summary>An act on one session that moves its clock or ends it.</summary>
/// <param name="Amount">Of <c>AddTime</c>, <c>TakeTime</c> and <c>Break</c>.</param>
/// <param name="Reason">A code of <see cref="ActReasons"/>.</param>
/// <param name="Text">What the learner reads.</param>
/// <param name="IfDone">It is not known whether <paramref name="Of"/> was done: refused with <c>session.act-unknown</c> where it was not.</param>
/// <param name="Of">The act that this one takes back: of <c>Resume</c> the pause, of <c>Unlock</c> the lock, of <c>TakeTime</c> what gave the time; null when it stands for itself.</param>
[GenerateSerializer, Alias("ee.intervention"), Immutable]
public sealed record Intervention(
    [property: Id(0)] Guid CommandId, [property: Id(1)] InterventionKind Kind, [property: Id(2)] TimeSpan? Amount, [property: Id(3)] string Reason, [property: Id(4)] string Text,
    [property: Id(5)] Guid? Of = null, [property: Id(6)] bool IfDone = false);

[GenerateSerializer, Alias("ee.intervention-kind")]
public enum InterventionKind { Pause, Resume, AddTime, TakeTime, Break, Lock, Unlock, End, Terminate, Reopen }

/// <summary>What the watch needs to know of its session.</summary>
/// <param name="Room">Empty before the check-in.</param>
/// <param name="State">As in <see cref="SessionView.State"/>.</param>
/// <param name="Gaps">The last gaps in the connection, newest last. Null from a silo that does not say.</param>
/// <param name="Moves">The last moves to another device, newest last. Null from a silo that does not say.</param>
[GenerateSerializer, Alias("ee.watched-session"), Immutable]
public sealed record WatchedSession(
    [property: Id(0)] string LearnerId, [property: Id(1)] string LegalName, [property: Id(2)] string ExamId, [property: Id(3)] int Version, [property: Id(4)] string ExamTitle,
    [property: Id(5)] string? WindowId, [property: Id(6)] string Room, [property: Id(7)] bool Proctored, [property: Id(8)] string State,
    [property: Id(9)] AccommodationView Accommodation, [property: Id(10)] DateTimeOffset? EndedAt, [property: Id(11)] TimeView Time,
    [property: Id(12)] ImmutableArray<NoticedGap>? Gaps = null, [property: Id(13)] ImmutableArray<NoticedMove>? Moves = null);

[GenerateSerializer, Alias("ee.noticed-gap"), Immutable]
public sealed record NoticedGap([property: Id(0)] DateTimeOffset From, [property: Id(1)] DateTimeOffset To);

[GenerateSerializer, Alias("ee.noticed-move"), Immutable]
public sealed record NoticedMove([property: Id(0)] Guid Device, [property: Id(1)] DateTimeOffset At);

/// <param name="Timeline">In order.</param>
/// <param name="Ledger">Every moment from the start to the end in exactly one span, and among them what was credited, added and taken.</param>
[GenerateSerializer, Alias("ee.session-story"), Immutable]
public sealed record SessionStory([property: Id(0)] ImmutableArray<TimelineEntry> Timeline, [property: Id(1)] ImmutableArray<LedgerSpan> Ledger);

/// <summary>Every moment from the start to the end in exactly one span, and among them what was credited, added and taken.</summary>
[GenerateSerializer, Alias("ee.ledger"), Immutable]
public sealed record LedgerView([property: Id(0)] ImmutableArray<LedgerSpan> Spans);
