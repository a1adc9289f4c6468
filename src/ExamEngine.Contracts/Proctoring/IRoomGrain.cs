using Orleans.Concurrency;

namespace ExamEngine.Contracts.Proctoring;

/// <summary>
/// All rooms of one window, or of one exam that is registered for without one: which session sits in which room, and whose rooms they are.
/// Key: <c>w~WINDOW</c> or <c>e~EXAM</c>; its rooms are <c>w~WINDOW~1</c>, <c>w~WINDOW~2</c> …
/// </summary>
[Alias("ee.IRoomsGrain")]
public interface IRoomsGrain : IGrainWithStringKey
{
    /// <summary>The session's room; its first when it has none. For the watch.</summary>
    [Alias("Place")]
    Task<string> Place(Guid session);

    /// <summary>Who watches which room. Staff.</summary>
    [Alias("Assign")]
    Task<Reply<RoomsView>> Assign(Actor actor, RoomAssignment assignment);

    /// <summary>Staff and leads all rooms, proctors their own.</summary>
    [Alias("View")]
    Task<Reply<RoomsView>> View(Actor actor);

    /// <summary>An act on every room. Staff and leads.</summary>
    [Alias("Act")]
    Task<Reply<ActProgress>> Act(Actor actor, ActOrder order);

    [Alias("Preview")]
    Task<Reply<ActPreview>> Preview(Actor actor, ActOrder order);

    [Alias("Undo")]
    Task<Reply<ActProgress>> Undo(Actor actor, Guid command, Guid act, string reason);

    /// <summary>For the room: its sessions and who may watch it.</summary>
    [Alias("RoomOf"), AlwaysInterleave]
    Task<RoomTerms> RoomOf(string room);

    /// <summary>A room says which of its sessions have ended, and so free a place, and which go on; said again when the room comes to life.</summary>
    [Alias("Settle"), OneWay]
    Task Settle(ImmutableArray<Guid> over, ImmutableArray<Guid> live);
}

/// <param name="Room">Null: leads of all rooms.</param>
/// <param name="Proctors">Account ids; all of the room's, or all leads, from now on.</param>
/// <param name="RoomSize">How many sessions that have not ended a room takes from now on, 1 to 200; null leaves it.</param>
[GenerateSerializer, Alias("ee.room-assignment"), Immutable]
public sealed record RoomAssignment(
    [property: Id(0)] Guid CommandId, [property: Id(1)] string? Room, [property: Id(2)] ImmutableArray<string> Proctors, [property: Id(3)] int? RoomSize = null);

[GenerateSerializer, Alias("ee.rooms"), Immutable]
public sealed record RoomsView([property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] ImmutableArray<string> Leads, [property: Id(3)] ImmutableArray<RoomCard> Rooms);

/// <param name="Watching">Proctors whose console is open now.</param>
[GenerateSerializer, Alias("ee.room-card"), Immutable]
public sealed record RoomCard(
    [property: Id(0)] string Id, [property: Id(1)] int Number, [property: Id(2)] int Sessions, [property: Id(3)] int Running, [property: Id(4)] int Waiting, [property: Id(5)] int NeedAttention,
    [property: Id(6)] ImmutableArray<string> Proctors, [property: Id(7)] int Watching, [property: Id(8)] long? ResponseP50Ms);

[GenerateSerializer, Alias("ee.room-terms"), Immutable]
public sealed record RoomTerms([property: Id(0)] string Title, [property: Id(1)] ImmutableArray<Guid> Sessions, [property: Id(2)] ImmutableArray<string> Proctors, [property: Id(3)] ImmutableArray<string> Leads);

/// <summary>The live board of one room of at most 200 sessions, and the acts on it. Key: room id.</summary>
[Alias("ee.IRoomGrain")]
public interface IRoomGrain : IGrainWithStringKey
{
    const int MostSessions = 200;

    /// <summary>Acts that the board shows, the last ones; older ones can be taken back by their ids.</summary>
    const int MostShown = 50;

    /// <summary>The board as it stands; a console that sees a gap in the versions reads it again. Proctors of the room, leads, staff.</summary>
    [Alias("Board")]
    Task<Reply<BoardView>> Board(Actor actor);

    /// <summary>True when the actor may watch the room.</summary>
    [Alias("Admits"), AlwaysInterleave]
    Task<bool> Admits(Actor actor);

    [Alias("Preview"), AlwaysInterleave]
    Task<Reply<ActPreview>> Preview(Actor actor, ActOrder order);

    [Alias("Act"), AlwaysInterleave]
    Task<Reply<ActProgress>> Act(Actor actor, ActOrder order);

    [Alias("Undo"), AlwaysInterleave]
    Task<Reply<ActProgress>> Undo(Actor actor, Guid command, Guid act, string reason);

    /// <summary>Takes a session under one's own care, hands it over, or gives it back (null).</summary>
    [Alias("Care")]
    Task<Reply<Done>> Care(Actor actor, Guid command, Guid session, string? proctor);

    // From sessions, watches and the web: without waiting, the last one counts.

    /// <param name="happened">What is new in the session's story, for the consoles that have it open. The cell may be as it was.</param>
    [Alias("SessionChanged"), OneWay, AlwaysInterleave]
    Task SessionChanged(SessionCell cell, ImmutableArray<TimelineEntry> happened = default);

    /// <param name="happened">What is new in the session's timeline, for the consoles that have it open. The cell may be as it was.</param>
    [Alias("WatchChanged"), OneWay, AlwaysInterleave]
    Task WatchChanged(WatchCell cell, ImmutableArray<TimelineEntry> happened = default);

    [Alias("StillTaken"), OneWay, AlwaysInterleave]
    Task StillTaken(Guid session, string evidence, DateTimeOffset at);

    [Alias("Acknowledged"), OneWay, AlwaysInterleave]
    Task Acknowledged(Guid session, Guid act, bool confirmed, DateTimeOffset at);

    /// <summary>A line or a signalling message for the consoles that have the session open.</summary>
    [Alias("Said"), OneWay, AlwaysInterleave]
    Task Said(Guid session, ChatLine line);

    [Alias("Relayed"), OneWay, AlwaysInterleave]
    Task Relayed(Guid session, string peer, string message);

    /// <summary>The assignment changed.</summary>
    [Alias("TermsChanged"), OneWay, AlwaysInterleave]
    Task TermsChanged();

    /// <summary>For the overview of all rooms.</summary>
    [Alias("Card"), AlwaysInterleave]
    Task<RoomCard> Card();

    /// <summary>News for one web process with its consoles. Lasts two minutes; observe again to renew.</summary>
    /// <param name="seen">The highest version that they have seen, of whichever activation: what comes next is above it and shows as a gap, whatever the clocks say.</param>
    /// <param name="open">The sessions that they have open: what is said and happens in others is on the board alone. Default: all.</param>
    [Alias("Observe"), AlwaysInterleave]
    Task<Reply<Done>> Observe(Actor actor, IRoomObserver observer, int consoles, long seen = 0, ImmutableArray<Guid> open = default);
}

/// <summary>One a web process; returns at once. A lost delta shows as a gap in the versions.</summary>
[Alias("ee.IRoomObserver")]
public interface IRoomObserver : IGrainObserver
{
    /// <summary>At most five a second.</summary>
    [Alias("BoardChanged"), OneWay]
    Task BoardChanged(BoardDelta delta);

    [Alias("Said"), OneWay]
    Task Said(string room, Guid session, ChatLine line);

    /// <summary>Something new stands in the timeline of a session that is open.</summary>
    [Alias("Happened"), OneWay]
    Task Happened(string room, Guid session, ImmutableArray<TimelineEntry> entries);

    [Alias("Relayed"), OneWay]
    Task Relayed(string room, Guid session, string peer, string message);

    /// <summary>The room has other proctors than before: whoever watches it has to be admitted anew.</summary>
    [Alias("TermsChanged"), OneWay]
    Task TermsChanged(string room);
}

[GenerateSerializer, Alias("ee.board"), Immutable]
public sealed record BoardView(
    [property: Id(0)] string Room, [property: Id(1)] string Title, [property: Id(2)] long Version, [property: Id(3)] DateTimeOffset ServerNow, [property: Id(4)] ImmutableArray<BoardCell> Cells,
    [property: Id(5)] ImmutableArray<ActProgress> Acts, [property: Id(6)] ImmutableArray<string> Proctors, [property: Id(7)] ImmutableArray<ProctorLoad> Staffing);

/// <summary>Changes from the version before <paramref name="Version"/>; any other version than the next means that the board is to be read again.</summary>
/// <param name="Staffing">All of it when something of it changed; else empty.</param>
[GenerateSerializer, Alias("ee.board-delta"), Immutable]
public sealed record BoardDelta(
    [property: Id(0)] string Room, [property: Id(1)] long Version, [property: Id(2)] DateTimeOffset ServerNow, [property: Id(3)] ImmutableArray<BoardCell> Cells, [property: Id(4)] ImmutableArray<ActProgress> Acts,
    [property: Id(5)] ImmutableArray<ProctorLoad> Staffing);

/// <summary>What a proctor of the room has to do.</summary>
/// <param name="InCare">Sessions that they take care of.</param>
/// <param name="ResponseP50Ms">The median of how long learners waited for them, of the last hundred times; null before the first.</param>
/// <param name="IsNext">Has the fewest: whom the next session is suggested to.</param>
[GenerateSerializer, Alias("ee.proctor-load"), Immutable]
public sealed record ProctorLoad([property: Id(0)] string Proctor, [property: Id(1)] int InCare, [property: Id(2)] long? ResponseP50Ms, [property: Id(3)] bool IsNext);

/// <summary>One session on the board. Answers themselves are never on it.</summary>
/// <param name="Care">Account id of the proctor who takes care of it; null when nobody does.</param>
/// <param name="Still">Evidence id of the newest still; null when there is none.</param>
[GenerateSerializer, Alias("ee.board-cell"), Immutable]
public sealed record BoardCell(
    [property: Id(0)] Guid Session, [property: Id(1)] string Learner, [property: Id(2)] SessionCell State, [property: Id(3)] WatchCell Watch, [property: Id(4)] string? Care,
    [property: Id(5)] string? Still, [property: Id(6)] DateTimeOffset? StillAt);

/// <summary>The sitting's part of a cell. Sent when it changes, and each 5 s at the most for what only ticks.</summary>
/// <param name="State">As in the session's own view.</param>
/// <param name="RemainingMs">At <paramref name="At"/>; counts down while <paramref name="Running"/>.</param>
/// <param name="LastHeard">When the learner's page was last heard of; null before it was.</param>
/// <param name="ClosesAt">When the window's close ends the session whatever time is left; null when it does not.</param>
[GenerateSerializer, Alias("ee.session-cell"), Immutable]
public sealed record SessionCell(
    [property: Id(0)] Guid Session, [property: Id(1)] string State, [property: Id(2)] int Answered, [property: Id(3)] int Items, [property: Id(4)] int CurrentItem, [property: Id(5)] bool Running,
    [property: Id(6)] long RemainingMs, [property: Id(7)] DateTimeOffset At, [property: Id(8)] DateTimeOffset? LastHeard,
    [property: Id(9)] DateTimeOffset? ClosesAt = null);

/// <summary>The watch's part of a cell.</summary>
/// <param name="Stage">As in <see cref="CheckInView.Stage"/>.</param>
/// <param name="Attention">0 to 1: sorts the board, decides nothing.</param>
/// <param name="Flags">Flags that count.</param>
/// <param name="Latest">Title of the newest flag that counts; null when there is none.</param>
/// <param name="Open">What lasts now, such as <c>page-hidden</c>.</param>
/// <param name="WaitingSince">Since when somebody waits for a proctor: to be admitted, with a raised hand or an unanswered line; null when nobody does.</param>
/// <param name="Version">Of the watch's stream: calls that are not waited for may overtake each other, and the room keeps the highest.</param>
/// <param name="Losses">How often the connection was lost so far, 32 at most, as page and session noticed.</param>
/// <param name="LostAt">When the last of them was over, or began where it lasts; null when there was none.</param>
[GenerateSerializer, Alias("ee.watch-cell"), Immutable]
public sealed record WatchCell(
    [property: Id(0)] Guid Session, [property: Id(1)] string LegalName, [property: Id(2)] string Stage, [property: Id(3)] decimal Attention, [property: Id(4)] int Flags, [property: Id(5)] string? Latest,
    [property: Id(6)] DateTimeOffset? LatestAt, [property: Id(7)] ImmutableArray<string> Open, [property: Id(8)] int Incidents, [property: Id(9)] bool HandRaised, [property: Id(10)] int Unanswered,
    [property: Id(11)] DateTimeOffset? WaitingSince, [property: Id(12)] long Version = 0,
    [property: Id(13)] int Losses = 0, [property: Id(14)] DateTimeOffset? LostAt = null);
