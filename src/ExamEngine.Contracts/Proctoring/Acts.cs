namespace ExamEngine.Contracts.Proctoring;

/// <summary>What a proctor can do. Outside proctoring services (LTI assessment control) come to the same: pause, resume, terminate, update (time), flag.</summary>
[GenerateSerializer, Alias("ee.act-kind")]
public enum ActKind
{
    Admit, Deny, AskIdentity, AskRoomScan, ConfirmIdentity,
    Message, Warn, Announce,
    Pause, Resume, AddTime, TakeTime, Break, Lock, Unlock,
    End, Terminate, Reopen,
    Report, Note, Flag, Unflag, Attach,
}

/// <summary>An act on one, some or all sessions.</summary>
/// <param name="Id">Made by whoever orders it; repeating it is harmless, and it names the act from then on.</param>
/// <param name="Sessions">Null: every session of the room, or of all rooms when ordered there.</param>
/// <param name="Reason">A code of <see cref="ActReasons"/>; never shown to the learner where <see cref="Text"/> is.</param>
/// <param name="Text">What the learner reads, or what a note, flag or report says; at most 2,000 characters.</param>
/// <param name="Minutes">Of <c>AddTime</c>, <c>TakeTime</c> and <c>Break</c>: 1 to 240.</param>
/// <param name="Irregularity">Of <c>Report</c>: a category such as <c>technicalNetwork</c>.</param>
/// <param name="Gravity">Of <c>Report</c> and <c>Flag</c>: <c>minor</c>, <c>moderate</c>, <c>serious</c>.</param>
/// <param name="Flag">Of <c>Unflag</c>: the flag's number.</param>
/// <param name="Attachment">Of <c>Attach</c>: evidence of the session that was uploaded before.</param>
/// <param name="HappenedAt">When that happened which the act is about; null when that is now.</param>
/// <param name="Severity">0 to 1, from whoever measures; stands in place of <paramref name="Gravity"/>.</param>
[GenerateSerializer, Alias("ee.act-order"), Immutable]
public sealed record ActOrder(
    [property: Id(0)] Guid Id, [property: Id(1)] ActKind Kind, [property: Id(2)] ImmutableArray<Guid>? Sessions, [property: Id(3)] string Reason, [property: Id(4)] string Text = "",
    [property: Id(5)] int? Minutes = null, [property: Id(6)] string? Irregularity = null, [property: Id(7)] string? Gravity = null, [property: Id(8)] int? Flag = null,
    [property: Id(9)] string? Attachment = null, [property: Id(10)] DateTimeOffset? HappenedAt = null, [property: Id(11)] decimal? Severity = null);

/// <summary>The catalogue of reasons.</summary>
public static class ActReasons
{
    public static readonly ImmutableArray<string> All =
    [
        "identity", "environment", "behaviour", "illness", "technical", "accommodation", "late", "request", "policy", "mistake", "routine",
    ];
}

/// <summary>Whom an act would touch, before it is done.</summary>
/// <param name="Affected">At most 200 are listed; <paramref name="Count"/> is all of them.</param>
[GenerateSerializer, Alias("ee.act-preview"), Immutable]
public sealed record ActPreview(
    [property: Id(0)] int Count, [property: Id(1)] ImmutableArray<ActTarget> Affected, [property: Id(2)] ImmutableArray<ActTarget> Skipped, [property: Id(3)] bool CanBeUndone);

/// <param name="Problem">Why the act does not go for this session; null when it does.</param>
/// <param name="Limit">Why it goes and less comes of it than was said; null else.</param>
[GenerateSerializer, Alias("ee.act-target"), Immutable]
public sealed record ActTarget([property: Id(0)] Guid Session, [property: Id(1)] string Learner, [property: Id(2)] string State, [property: Id(3)] Problem? Problem,
    [property: Id(4)] Problem? Limit = null);

/// <summary>How an act stands: told to so many, arrived at so many pages.</summary>
/// <param name="UndoneAt">Null while it stands.</param>
/// <param name="Count">How many sessions it is for; those without an outcome have not answered yet.</param>
[GenerateSerializer, Alias("ee.act-progress"), Immutable]
public sealed record ActProgress(
    [property: Id(0)] Guid Id, [property: Id(1)] ActKind Kind, [property: Id(2)] string By, [property: Id(3)] DateTimeOffset At, [property: Id(4)] string Reason, [property: Id(5)] string Text,
    [property: Id(6)] int? Minutes, [property: Id(7)] ImmutableArray<ActOutcome> Outcomes, [property: Id(8)] bool CanBeUndone, [property: Id(9)] DateTimeOffset? UndoneAt,
    [property: Id(10)] int Count = 0);

/// <summary>What became of an act in one session.</summary>
/// <param name="Problem">Null when it was done.</param>
/// <param name="DeliveredAt">When the learner's page had it; null until then, and for what no learner is told of.</param>
/// <param name="ConfirmedAt">When the learner confirmed it; null until then.</param>
/// <param name="UndoProblem">Why it was not taken back here; null when it was, and while it stands.</param>
/// <param name="Limit">Why less comes of it than was said, as known when it was ordered; null else.</param>
[GenerateSerializer, Alias("ee.act-outcome"), Immutable]
public sealed record ActOutcome(
    [property: Id(0)] Guid Session, [property: Id(1)] Problem? Problem, [property: Id(2)] DateTimeOffset? DeliveredAt, [property: Id(3)] DateTimeOffset? ConfirmedAt,
    [property: Id(4)] Problem? UndoProblem = null, [property: Id(5)] Problem? Limit = null);

/// <summary>An act as its learner's page shows it. The page says that it arrived, and of a warning or an announcement when it was confirmed.</summary>
/// <param name="Withdrawn">True when it was undone.</param>
[GenerateSerializer, Alias("ee.act-notice"), Immutable]
public sealed record ActNotice(
    [property: Id(0)] Guid Id, [property: Id(1)] ActKind Kind, [property: Id(2)] DateTimeOffset At, [property: Id(3)] string Text, [property: Id(4)] int? Minutes,
    [property: Id(5)] bool Delivered, [property: Id(6)] bool Confirmed, [property: Id(7)] bool Withdrawn);
