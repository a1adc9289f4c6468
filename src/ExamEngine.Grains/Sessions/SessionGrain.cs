using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Hosting;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace ExamEngine.Grains.Sessions;

/// <summary>
/// The live sitting. A deadline holds three times: the rules refuse anything that arrived after it, the timer closes the session when nothing in time can be
/// on its way any more, and the agenda row written with the start closes it after any crash.
/// </summary>
[GrainType("session"), RandomPlacement, CollectionAgeLimit(Minutes = 5)]
internal sealed partial class SessionGrain(
    IJournal journal, TimeProvider time, ExamVersions exams, EngineKeys keys, ClosingPace pace, SealedSessions ended, SessionInstruments meters, ILogger<SessionGrain> log)
    : EventSourcedGrain<SessionState, SessionEvent>(journal, time, SessionJournal.Codec, SessionState.Nobody), ISessionGrain
{
    private static readonly TimeSpan SealedStay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PreparedStay = TimeSpan.FromMinutes(5);

    private readonly IJournal _journal = journal;
    private readonly SessionAlarm _alarm = new();
    private readonly HeardPage _page = new();
    private SessionAudience? _audience;
    private SessionPaper? _paper;
    private DateTimeOffset _lastAt;
    private bool _held;

    private SessionPaper Paper => _paper ?? throw new InvalidOperationException("Nobody is seated here.");

    private SessionAudience Audience => _audience ??= new(GrainFactory);

    protected override string StreamName() => SessionJournal.StreamOf(this.GetPrimaryKey());

    protected override SessionState Evolve(SessionState state, SessionEvent happened, long version)
    {
        _lastAt = happened.At;
        return SessionEvolution.Evolve(state, happened, version);
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (State.Taken is { } seat)
            _paper = SessionPaper.Draw(await exams.Get(seat.Exam, seat.Version), seat.Seed);
        Arm();
        meters.Held(State, 1);
        _held = true;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // An activation that failed was never counted.
        if (_held)
            meters.Held(State, -1);
        ended.Remove(this.GetPrimaryKey());
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<Reply<Done>> Seat(SeatLearner seat)
    {
        if (State is not SessionState.Unknown)
            return Done.It;
        _paper = SessionPaper.Draw(await exams.Get(seat.ExamId, seat.Version), seat.Seed);
        await Decide("system", new SessionCommand.Seat(
            Now, seat.CommandId, seat.LearnerId, seat.Accommodation?.ToCore() ?? Accommodation.Of(seat.TimeMultiplierPercent), seat.WindowCloses, seat.AttemptNumber, seat.WindowId));
        // Seated ahead: the start bell finds it in memory, whenever its turn in the preparation came.
        if (seat.WantedAt - Now is { } ahead && ahead > TimeSpan.Zero)
            DelayDeactivation(ahead + PreparedStay);
        return Done.It;
    }

    public Task<SessionStatus> Status() => Task.FromResult(SessionMapping.Status(State));

    public async Task<Reply<SessionView>> Open(Actor actor, Guid device)
    {
        if (Refuse(actor) is { } problem)
            return problem;
        await Decide(actor.Id, new SessionCommand.Hear(Now, device, _page.LastAt));
        return View(device);
    }

    public Task<Reply<SessionView>> Start(FromDevice from) => Change(from, new SessionCommand.Start(Now, from.CommandId, from.Device) { HeardAt = _page.LastAt });

    public Task<Reply<SessionView>> EnterSection(FromDevice from, int section) =>
        Change(from, new SessionCommand.EnterSection(Now, from.CommandId, from.Device, _page.LastAt, section));

    public Task<Reply<SessionView>> TakeOver(FromDevice from) => Change(from, new SessionCommand.TakeOver(Now, from.CommandId, from.Device, _page.LastAt));

    public Task<Reply<SessionView>> TakeBreak(FromDevice from, int minutes) =>
        Change(from, new SessionCommand.TakeBreak(Now, from.CommandId, from.Device, _page.LastAt, TimeSpan.FromMinutes(minutes)));

    public Task<Reply<SessionView>> EndBreak(FromDevice from) => Change(from, new SessionCommand.EndBreak(Now, from.CommandId, from.Device, _page.LastAt));

    public async Task<Reply<Saved>> Save(SaveEntries save)
    {
        if (Refuse(save.Actor) is { } problem)
            return problem;
        var entries = save.Entries.Length == 1 ? [save.Entries[0].ToCore()] : save.Entries.Select(entry => entry.ToCore()).ToImmutableArray();
        var command = new SessionCommand.Save(Arrival(save.ReceivedAt), save.Device, _page.LastAt, entries);
        // As Decide does, without the garbage of waiting for it.
        var decision = Judge(command);
        await CarryOut(save.Actor.Id, command, decision.Events);
        Remember(command, decision.Events);
        if (decision.Refused is { } refused)
            return refused.ToProblem();
        meters.Saved(entries.Length);
        return new Saved(Acknowledgements.For(State, Version, entries, decision, command.At), Time());
    }

    public async Task<Reply<Receipt>> Submit(FromDevice from, long lastSeq)
    {
        if (Refuse(from.Actor) is { } problem)
            return problem;
        using var place = await pace.Enter();
        var decision = await Decide(from.Actor.Id, new SessionCommand.Submit(Arrival(from.ReceivedAt), from.CommandId, from.Device, _page.LastAt, lastSeq));
        return decision.Refused is { } refused ? refused.ToProblem() : Receipt();
    }

    public Task<Reply<Receipt>> Receipt(Actor actor) => Task.FromResult(Refuse(actor) is { } problem ? problem : Receipt());

    public async Task<Reply<TimeView>> Presence(Actor actor, Guid device, DateTimeOffset? receivedAt = null)
    {
        if (Refuse(actor) is { } problem)
            return problem;
        await Decide(actor.Id, new SessionCommand.Hear(Arrival(receivedAt), device, _page.LastAt));
        return State is SessionState.Sitting sitting && sitting.Holder != device
            ? new Problem("session.held-elsewhere", "Another window or device holds this exam.")
            : Time();
    }

    public Task Watch(ISessionObserver observer)
    {
        Audience.Add(observer, Now);
        return Task.CompletedTask;
    }

    public async Task Carry(string message)
    {
        var (seen, command) = (Version, SessionDuties.CommandOf(message, Now, _page.LastAt));
        await Decide("system", command);
        // The sweeper's clock may be ahead of this one: the duty stays until its time has come here too.
        if (command is SessionCommand.MeetDeadline && Version == seen && _paper is not null && SessionDuties.DueAt(State, Paper.Policy.Grace) is { } due && due > Now)
            throw new UnavailableException("The deadline has not come yet.");
    }

    private async Task<Reply<SessionView>> Change(FromDevice from, SessionCommand command)
    {
        if (Refuse(from.Actor) is { } problem)
            return problem;
        var decision = await Decide(from.Actor.Id, command);
        return decision.Refused is { } refused ? refused.ToProblem() : View(from.Device);
    }

    private ValueTask<Decision> MeetDeadline() => Decide("system", new SessionCommand.MeetDeadline(Now, _page.LastAt));

    /// <summary>Decide, append, evolve, tell.</summary>
    private async ValueTask<Decision> Decide(string actor, SessionCommand command)
    {
        var decision = Judge(command);
        await CarryOut(actor, command, decision.Events);
        Remember(command, decision.Events);
        return decision;
    }

    private Decision Judge(SessionCommand command) =>
        State is SessionState.Unknown && command is not SessionCommand.Seat ? Decision.Nothing : SessionRules.Decide(State, command, Paper);

    /// <summary>Entries move nothing but the work: they commit alone.</summary>
    private ValueTask CarryOut(string actor, SessionCommand command, ImmutableArray<SessionEvent> events) =>
        events.IsEmpty ? ValueTask.CompletedTask
        : events.All(SessionEntries.IsEntry) ? Commit(actor, events)
        : Move(actor, command, events);

    private async ValueTask Move(string actor, SessionCommand command, ImmutableArray<SessionEvent> events)
    {
        var (id, before, after) = (this.GetPrimaryKey(), State, SessionEvolution.Evolve(State, events));
        await Commit(actor, events, SessionDuties.Agenda(id, before, after, Paper.Policy.Grace, command.At), SessionDuties.Rows(id, after));
        Arm();
        Audience.Moved(id, events, State, Paper, _page.LastAt, command.At);
        meters.Moved(before, State);
        if (State is SessionState.Sealed over)
        {
            ended.Add(id, over, Paper);
            LogSealed(log, id, over.Ending.GetType().Name);
        }
    }

    private void Remember(SessionCommand command, ImmutableArray<SessionEvent> events)
    {
        if (command is not SessionCommand.FromDevice from || State is not SessionState.Sitting sitting || from.Device != sitting.Holder)
            return;
        _page.Heard(command.At);
        if (sitting.Seat.Proctored)
            Audience.Ticked(this.GetPrimaryKey(), events.All(SessionEntries.IsEntry) ? events : [], sitting, Paper, _page.LastAt, command.At);
    }

    /// <summary>An ended session stays while its learner looks at it and repeats may come, and then makes room.</summary>
    private void Arm() => _alarm.Set(
        this, OnTimer, _paper is null ? null : State is SessionState.Sealed ? Now + SealedStay : SessionDuties.DueAt(State, Paper.Policy.Grace), Now);

    private async Task OnTimer(CancellationToken _)
    {
        if (State is SessionState.Sealed)
        {
            DeactivateOnIdle();
            return;
        }
        _alarm.Rang();
        if (SessionDuties.DueAt(State, Paper.Policy.Grace) is { } due && due <= Now && SessionDuties.WaitsForPage(State, Paper.Policy.Grace, due) && due + _page.Stay(Now) is var end && Now < end)
        {
            _alarm.Set(this, OnTimer, end, Now);
            return;
        }

        using (await pace.Enter())
            await MeetDeadline();
        Arm();
    }

    private DateTimeOffset Arrival(DateTimeOffset? receivedAt) => HeardPage.Arrival(receivedAt, _lastAt, Now);

    private Reply<SessionView> View(Guid device) => SessionViews.Session(this.GetPrimaryKey(), State, Paper, device, Now, keys.HandInPublicKey);

    private TimeView Time() => SessionViews.Time(State, Paper, Now);

    private Reply<Receipt> Receipt() => State is SessionState.Sealed over
        ? Receipts.Of(this.GetPrimaryKey(), over, Paper, keys)
        : new Problem("session.not-ended", "The session has not ended.");

    private Problem? Refuse(Actor actor) => State.Taken is { } seat && (seat.Learner == actor.LearnerId || actor.Is(Roles.System)) ? null : Unknown;

    private static Problem Unknown => new("session.unknown", "There is no such session.");
}
