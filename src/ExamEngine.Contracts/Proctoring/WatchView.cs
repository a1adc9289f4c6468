using ExamEngine.Contracts.Sessions;

namespace ExamEngine.Contracts.Proctoring;

/// <summary>Everything about one session that its proctors and reviewers see.</summary>
/// <param name="Ledger">Each second of the session by cause, in order.</param>
/// <param name="Timeline">Newest last; at most 2,000 entries, older ones by <c>before</c>.</param>
/// <param name="Earlier">Asked for as <c>before</c> it gives the entries before these; null when there are none.</param>
/// <param name="Confirmed">Who confirmed the identity that was shown, and when; null when nobody has.</param>
[GenerateSerializer, Alias("ee.watch"), Immutable]
public sealed record WatchView(
    [property: Id(0)] Guid Session, [property: Id(1)] string Room, [property: Id(2)] string ExamId, [property: Id(3)] string ExamTitle, [property: Id(4)] string LearnerId, [property: Id(5)] string LegalName,
    [property: Id(6)] string State, [property: Id(7)] CheckInView CheckIn, [property: Id(8)] IdentityShown? Identity, [property: Id(9)] ImmutableArray<FlagView> Flags,
    [property: Id(10)] ImmutableArray<IncidentView> Incidents, [property: Id(11)] ImmutableArray<ChatLine> Talk, [property: Id(12)] bool HandRaised,
    [property: Id(13)] ImmutableArray<TimelineEntry> Timeline, [property: Id(14)] ImmutableArray<LedgerSpan> Ledger, [property: Id(15)] AccommodationView Accommodation,
    [property: Id(16)] TimeView Time, [property: Id(17)] string? Earlier = null, [property: Id(18)] IdentityConfirmed? Confirmed = null);

/// <param name="By">Account of the proctor, who looked at it or admitted.</param>
[GenerateSerializer, Alias("ee.identity-confirmed"), Immutable]
public sealed record IdentityConfirmed([property: Id(0)] string By, [property: Id(1)] DateTimeOffset At);

/// <param name="Standing"><c>raised</c>, <c>excused</c>, <c>withdrawn</c>.</param>
/// <param name="Why">What excuses it, or the reason it was taken back; empty while raised.</param>
[GenerateSerializer, Alias("ee.flag"), Immutable]
public sealed record FlagView(
    [property: Id(0)] int Number, [property: Id(1)] string Rule, [property: Id(2)] string Title, [property: Id(3)] decimal Severity, [property: Id(4)] DateTimeOffset From,
    [property: Id(5)] DateTimeOffset? To, [property: Id(6)] string Standing, [property: Id(7)] string Why);

/// <param name="HappenedAt">When it happened, where that was before it was reported; null else.</param>
[GenerateSerializer, Alias("ee.incident"), Immutable]
public sealed record IncidentView(
    [property: Id(0)] int Number, [property: Id(1)] string Kind, [property: Id(2)] string Gravity, [property: Id(3)] string Comment, [property: Id(4)] string By, [property: Id(5)] DateTimeOffset At,
    [property: Id(6)] ImmutableArray<string> Attachments, [property: Id(7)] DateTimeOffset? HappenedAt = null);

/// <summary>One thing that happened, in whichever stream it stands.</summary>
/// <param name="Kind">Stable, such as <c>signal</c>, <c>flag</c>, <c>act</c>, <c>chat</c>, <c>answer</c>, <c>shown</c>, <c>state</c>, <c>gap</c>, <c>identity</c>, <c>consent</c>, <c>note</c>.</param>
/// <param name="What">Its own code, such as <c>page-hidden.began</c> or <c>pause</c>.</param>
/// <param name="Text">What was said with it or why; of a signal <c>afterEnd</c> when it was told only after the end.</param>
/// <param name="Item">Number of the item it is about; null where there is none.</param>
/// <param name="HappenedAt">When that happened which was written down at <paramref name="At"/>, where it was earlier; null else.</param>
[GenerateSerializer, Alias("ee.timeline-entry"), Immutable]
public sealed record TimelineEntry(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] string Kind, [property: Id(2)] string What, [property: Id(3)] string By, [property: Id(4)] string Text, [property: Id(5)] int? Item = null,
    [property: Id(6)] int? Amount = null, [property: Id(7)] SignalSurroundings? Context = null,
    [property: Id(8)] DateTimeOffset? HappenedAt = null);

/// <summary>A stretch of time by cause: <c>working</c>, <c>paused</c>, <c>break</c>, <c>lost</c>; and what was given or taken at a moment: <c>credited</c>, <c>added</c>, <c>taken</c>.</summary>
[GenerateSerializer, Alias("ee.ledger-span"), Immutable]
public sealed record LedgerSpan([property: Id(0)] string Cause, [property: Id(1)] DateTimeOffset From, [property: Id(2)] DateTimeOffset? To, [property: Id(3)] long Ms, [property: Id(4)] string Why);

/// <param name="Tools">Tools that the learner may work with, such as <c>screen-reader</c>.</param>
/// <param name="ExemptRules">Ids of flag rules that do not hold.</param>
/// <param name="NoCamera">May not use a camera: the path without one.</param>
/// <param name="NoMicrophone">May not use a microphone.</param>
/// <param name="NoScreen">May not share the screen.</param>
[GenerateSerializer, Alias("ee.accommodation"), Immutable]
public sealed record AccommodationView(
    [property: Id(0)] int TimeMultiplierPercent, [property: Id(1)] int BreakMinutes, [property: Id(2)] ImmutableArray<string> Tools, [property: Id(3)] ImmutableArray<string> ExemptRules,
    [property: Id(4)] bool NoCamera, [property: Id(5)] bool NoMicrophone = false, [property: Id(6)] bool NoScreen = false);

/// <summary>What the review has to look at.</summary>
/// <param name="Flags">All of them; only those that are <c>raised</c> are looked at.</param>
/// <param name="Room">The session's room; empty when it had none.</param>
/// <param name="ActedBy">Accounts of those who acted on the session, each once: none of them reviews it.</param>
[GenerateSerializer, Alias("ee.watch-for-review"), Immutable]
public sealed record WatchForReview(
    [property: Id(0)] string LearnerId, [property: Id(1)] string ExamId, [property: Id(2)] ImmutableArray<FlagView> Flags, [property: Id(3)] ImmutableArray<IncidentView> Incidents,
    [property: Id(4)] decimal Attention, [property: Id(5)] string Room, [property: Id(6)] ImmutableArray<string> ActedBy);
