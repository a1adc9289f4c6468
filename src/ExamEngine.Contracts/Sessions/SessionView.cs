namespace ExamEngine.Contracts.Sessions;

/// <summary>Everything the learner's page needs to draw a session. Keys, rubrics and explanations are never in it.</summary>
/// <param name="State"><c>seated</c>, <c>running</c>, <c>paused</c>, <c>submitted</c>, <c>expired</c>, <c>terminated</c>, and the proctored states.</param>
/// <param name="Holds">True when the device that asked holds the session.</param>
/// <param name="HeldElsewhere">True when another device holds it.</param>
/// <param name="Items">The items of the sections entered so far; empty before the start and after the end.</param>
/// <param name="LastSeq">The highest entry number stored; a device goes on from there.</param>
/// <param name="Proctored">True when it is watched over: there is a check-in before it.</param>
/// <param name="HandInKey">Public key (SPKI, base64) to which unsent answers are encrypted when they must leave by file; null when the exam takes none.</param>
[GenerateSerializer, Alias("ee.session"), Immutable]
public sealed record SessionView(
    [property: Id(0)] Guid Id, [property: Id(1)] string ExamId, [property: Id(2)] int Version, [property: Id(3)] string Title, [property: Id(4)] string Language,
    [property: Id(5)] bool Rehearsal, [property: Id(6)] string State, [property: Id(7)] bool Linear, [property: Id(8)] bool Holds, [property: Id(9)] bool HeldElsewhere,
    [property: Id(10)] int CurrentSection, [property: Id(11)] int CurrentItem, [property: Id(12)] ImmutableArray<SectionView> Sections,
    [property: Id(13)] ImmutableArray<ItemView> Items, [property: Id(14)] ImmutableArray<SavedAnswer> Answers, [property: Id(15)] ImmutableArray<int> Flagged,
    [property: Id(16)] ImmutableArray<SavedNote> Notes, [property: Id(17)] TimeView Time, [property: Id(18)] long LastSeq, [property: Id(19)] string? HandInKey,
    [property: Id(20)] decimal Points, [property: Id(21)] bool Proctored = false);

/// <summary>A section: items <paramref name="FirstItem"/> to <paramref name="LastItem"/>. <paramref name="State"/> is <c>ahead</c>, <c>open</c> or <c>closed</c>.</summary>
[GenerateSerializer, Alias("ee.section"), Immutable]
public sealed record SectionView(
    [property: Id(0)] int Index, [property: Id(1)] string Title, [property: Id(2)] string IntroHtml, [property: Id(3)] bool OneWay, [property: Id(4)] long? TimeLimitMs,
    [property: Id(5)] int FirstItem, [property: Id(6)] int LastItem, [property: Id(7)] string State);

[GenerateSerializer, Alias("ee.item"), Immutable]
public sealed record ItemView(
    [property: Id(0)] int Number, [property: Id(1)] int Section, [property: Id(2)] string Title, [property: Id(3)] string Html, [property: Id(4)] decimal Points,
    [property: Id(5)] bool HasMath, [property: Id(6)] bool Closed, [property: Id(7)] ImmutableArray<FieldView> Fields);

/// <summary>A field. <paramref name="Kind"/>: <c>singleChoice</c>, <c>multipleResponse</c>, <c>numeric</c>, <c>shortText</c>, <c>essay</c>.</summary>
/// <param name="MaxChoices">0 for any number.</param>
/// <param name="Units">Symbols a number may carry; empty when a plain number is asked for.</param>
[GenerateSerializer, Alias("ee.field"), Immutable]
public sealed record FieldView(
    [property: Id(0)] string Id, [property: Id(1)] string PromptHtml, [property: Id(2)] decimal Points, [property: Id(3)] string Kind,
    [property: Id(4)] ImmutableArray<OptionView> Options, [property: Id(5)] int MaxChoices, [property: Id(6)] int MaxLength,
    [property: Id(7)] int? MinWords, [property: Id(8)] int? MaxWords, [property: Id(9)] ImmutableArray<string> Units, [property: Id(10)] bool UnitRequired);

[GenerateSerializer, Alias("ee.option"), Immutable]
public sealed record OptionView([property: Id(0)] string Name, [property: Id(1)] string Html);

[GenerateSerializer, Alias("ee.saved-answer"), Immutable]
public sealed record SavedAnswer(
    [property: Id(0)] int Item, [property: Id(1)] string Field, [property: Id(2)] AnswerValue Value, [property: Id(3)] long Seq, [property: Id(4)] DateTimeOffset SavedAt);

[GenerateSerializer, Alias("ee.saved-note"), Immutable]
public sealed record SavedNote([property: Id(0)] int Item, [property: Id(1)] string Text);

/// <summary>
/// The clock as the server has it. The browser counts down from <paramref name="RemainingMs"/> with its monotonic clock and
/// never with its wall clock.
/// </summary>
/// <param name="RemainingMs">Working time left; counts down only while <paramref name="Running"/>.</param>
/// <param name="LimitMs">The whole working time, credits included: warnings are shares of it.</param>
/// <param name="CreditedMs">Time given back so far for lost connections or by staff.</param>
/// <param name="GraceMs">How long after the end a save on its way still counts.</param>
/// <param name="Hold">Null while the clock runs, and before and after it.</param>
/// <param name="BreakLeftMs">What is left of breaks that the learner may take themself.</param>
[GenerateSerializer, Alias("ee.time"), Immutable]
public sealed record TimeView(
    [property: Id(0)] DateTimeOffset ServerNow, [property: Id(1)] string State, [property: Id(2)] bool Running, [property: Id(3)] long RemainingMs, [property: Id(4)] long LimitMs,
    [property: Id(5)] DateTimeOffset? Deadline, [property: Id(6)] long? SectionRemainingMs, [property: Id(7)] long? SectionLimitMs,
    [property: Id(8)] long CreditedMs, [property: Id(9)] long GraceMs, [property: Id(10)] int CurrentSection, [property: Id(11)] HoldView? Hold = null,
    [property: Id(12)] long BreakLeftMs = 0);

/// <summary>Why the clock stands still.</summary>
/// <param name="Kind"><c>pause</c> (by a proctor), <c>break</c>, <c>lock</c>.</param>
/// <param name="Until">When a break is over; null for what lasts until a proctor ends it.</param>
/// <param name="Message">What the learner reads while it is locked; else empty.</param>
[GenerateSerializer, Alias("ee.hold"), Immutable]
public sealed record HoldView([property: Id(0)] string Kind, [property: Id(1)] DateTimeOffset Since, [property: Id(2)] DateTimeOffset? Until, [property: Id(3)] string Message);

/// <summary>The answer to a save: one acknowledgement for each entry, in order, and the time.</summary>
[GenerateSerializer, Alias("ee.saved"), Immutable]
public sealed record Saved([property: Id(0)] ImmutableArray<Acknowledgement> Acks, [property: Id(1)] TimeView Time);

/// <summary>
/// What was stored when the session ended. <paramref name="Signature"/> is a compact JWS (ES256) over exactly these facts, which
/// the learner may keep and anybody may have checked.
/// </summary>
/// <param name="EndedBy"><c>learner</c>, <c>deadline</c>, <c>proctor</c>.</param>
[GenerateSerializer, Alias("ee.receipt"), Immutable]
public sealed record Receipt(
    [property: Id(0)] Guid SessionId, [property: Id(1)] string ExamId, [property: Id(2)] string Title, [property: Id(3)] int Version, [property: Id(4)] string State, [property: Id(5)] string EndedBy,
    [property: Id(6)] DateTimeOffset StartedAt, [property: Id(7)] DateTimeOffset EndedAt, [property: Id(8)] int Items, [property: Id(9)] int Answered,
    [property: Id(10)] ImmutableArray<SavedAnswer> Answers, [property: Id(11)] string Signature);
