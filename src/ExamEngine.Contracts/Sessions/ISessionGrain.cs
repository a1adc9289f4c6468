using ExamEngine.Contracts.Proctoring;
using Orleans.Concurrency;

namespace ExamEngine.Contracts.Sessions;

/// <summary>The live sitting. Key: session id. Every refusal leaves the session as it was.</summary>
[Alias("ee.ISessionGrain")]
public interface ISessionGrain : IGrainWithGuidKey, ICarriesDuties
{
    [Alias("Seat")]
    Task<Reply<Done>> Seat(SeatLearner seat);

    /// <summary>For other grains.</summary>
    [Alias("Status")]
    Task<SessionStatus> Status();

    /// <summary>The session as this device may see it.</summary>
    [Alias("Open")]
    Task<Reply<SessionView>> Open(Actor actor, Guid device);

    /// <summary>Starts the clock and gives the device the lease. Starting a running session again only reads it.</summary>
    [Alias("Start")]
    Task<Reply<SessionView>> Start(FromDevice from);

    [Alias("Save")]
    Task<Reply<Saved>> Save(SaveEntries save);

    /// <summary>Leaves the current section for the next one.</summary>
    [Alias("EnterSection")]
    Task<Reply<SessionView>> EnterSection(FromDevice from, int section);

    /// <summary>Moves the lease to this device. The other one is told and can take it back.</summary>
    [Alias("TakeOver")]
    Task<Reply<SessionView>> TakeOver(FromDevice from);

    /// <summary>Takes a break out of the learner's own minutes: the clock stands still and goes on by itself when it is over.</summary>
    [Alias("TakeBreak")]
    Task<Reply<SessionView>> TakeBreak(FromDevice from, int minutes);

    /// <summary>Comes back before the break is over; what is left of it can be taken another time.</summary>
    [Alias("EndBreak")]
    Task<Reply<SessionView>> EndBreak(FromDevice from);

    /// <param name="lastSeq">The highest entry number the device has had acknowledged; refused when the server misses some of them.</param>
    [Alias("Submit")]
    Task<Reply<Receipt>> Submit(FromDevice from, long lastSeq);

    [Alias("Receipt")]
    Task<Reply<Receipt>> Receipt(Actor actor);

    /// <summary>Each second of one's own session by cause.</summary>
    [Alias("Ledger"), AlwaysInterleave]
    Task<Reply<LedgerView>> Ledger(Actor actor);

    /// <summary>The device is there; renews its lease and answers with the time.</summary>
    /// <param name="receivedAt">When that reached the server; null for now.</param>
    [Alias("Presence")]
    Task<Reply<TimeView>> Presence(Actor actor, Guid device, DateTimeOffset? receivedAt = null);

    /// <summary>News for the web process that serves this session. Lasts two minutes; watch again to renew.</summary>
    [Alias("Watch")]
    Task Watch(ISessionObserver observer);

    // The proctors' side. Who may was decided by the room and the watch: the session checks the role.

    /// <summary>For the watch; null when nobody is seated.</summary>
    [Alias("Watched")]
    Task<WatchedSession?> Watched();

    /// <summary>A step of the check-in. Comes from the watch only.</summary>
    /// <param name="room">The room that the session is placed in by <see cref="CheckInStep.Begin"/>; empty with every other step.</param>
    [Alias("Step")]
    Task<Reply<SessionStatus>> Step(Actor actor, Guid commandId, CheckInStep step, string room);

    /// <summary>An act that moves the clock or ends the session.</summary>
    [Alias("Intervene")]
    Task<Reply<TimeView>> Intervene(Actor actor, Intervention act);

    /// <summary>For a room that comes to life; null when nobody is seated.</summary>
    [Alias("Cell"), AlwaysInterleave]
    Task<SessionCell?> Cell();

    /// <summary>Somebody looks at what happens in it: its room is told of every entry, and not only of how far it has come. Lasts two minutes; said again to renew.</summary>
    [Alias("Follow"), OneWay, AlwaysInterleave]
    Task Follow();

    /// <summary>What happened and where the time went, from the session's own stream; for proctors and reviewers.</summary>
    [Alias("Story"), AlwaysInterleave]
    Task<SessionStory> Story();
}

/// <param name="State">As in <see cref="SessionView.State"/>; <c>unknown</c> when nobody was seated.</param>
[GenerateSerializer, Alias("ee.session-status"), Immutable]
public sealed record SessionStatus([property: Id(0)] string State, [property: Id(1)] DateTimeOffset? EndedAt);

/// <summary>One a web process; returns at once. Loss is harmless: presence and every reply carry the same facts.</summary>
[Alias("ee.ISessionObserver")]
public interface ISessionObserver : IGrainObserver
{
    /// <summary>Another device took the lease, or time, section or state changed.</summary>
    [Alias("Changed")]
    Task Changed(Guid session, Guid holder, TimeView time);
}
