using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// The live board of one room. Its stream has who takes care of whom and what was ordered; the rest is in memory and comes from the sessions and
/// their watches: they tell of every change, and a room that comes to life asks them once. Consoles are told at most five times a second, by one
/// message for each web process, and nobody is waited for.
/// </summary>
[GrainType("room"), Reentrant, RandomPlacement, CollectionAgeLimit(Minutes = 5)]
internal sealed partial class RoomGrain(IJournal journal, TimeProvider time, RoomInstruments meters, ILogger<RoomGrain> log)
    : EventSourcedGrain<RoomState, RoomEvent>(journal, time, RoomJournal.Codec, RoomState.Empty), IRoomGrain
{
    private static readonly Problem Unknown = new("room.unknown", "There is no such room.");
    private static readonly TimeSpan LoadingWait = TimeSpan.FromSeconds(3), CardWait = TimeSpan.FromSeconds(1);

    private readonly Turn _turn = new();
    private readonly RoomObservers _observers = new();
    private readonly ResponseTimes _times = new();
    private RoomTerms _terms = new("", [], [], []);
    private RoomBoard? _board;

    private string Id => this.GetPrimaryKeyString();

    private RoomBoard Shown => _board ?? throw new InvalidOperationException("The room has not come to life.");

    protected override string StreamName() => RoomJournal.StreamOf(Id);

    protected override RoomState Evolve(RoomState state, RoomEvent happened, long version) => RoomState.Evolve(state, happened);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        _board = new(Id, Now.ToUnixTimeMilliseconds());
        _timer = this.RegisterGrainTimer(OnTimer, new() { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = true });
        await ReadTerms();
        ResumeActs();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await WriteDown();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<Reply<BoardView>> Board(Actor actor)
    {
        if (Refuse(actor) is { } problem)
            return problem;
        await Loaded(LoadingWait);
        return new BoardView(
            Id, _terms.Title, Shown.Version, Now, Shown.Cells(Now), [.. State.Acts.TakeLast(IRoomGrain.MostShown).Select(act => act.ToWire(_arrived))], _terms.Proctors, Staffing());
    }

    public Task<bool> Admits(Actor actor) => Task.FromResult(Refuse(actor) is null);

    public async Task<Reply<Done>> Care(Actor actor, Guid command, Guid session, string? proctor)
    {
        if (Refuse(actor) is { } problem)
            return problem;
        using (await _turn.Take())
        {
            var refused = await Decide(actor.Id, new RoomCommand.TakeCare(
                Now, command, session, proctor, actor.Id, _terms.Sessions, _terms.Proctors.AddRange(_terms.Leads)));
            if (!refused.IsEmpty)
                return refused;
        }
        if (proctor is not null)
            Answered(session, proctor);
        if (Shown.Find(session) is { } cell)
        {
            cell.Care = State.Care.GetValueOrDefault(session);
            Changed(cell, Urgency.Now);
        }
        Shown.StaffingChanged();
        return Done.It;
    }

    public Task SessionChanged(SessionCell cell, ImmutableArray<TimelineEntry> happened)
    {
        TellWhatHappened(cell.Session, happened);
        return Take(cell.Session, known => known.Take(cell));
    }

    public Task WatchChanged(WatchCell cell, ImmutableArray<TimelineEntry> happened)
    {
        TellWhatHappened(cell.Session, happened);
        return Take(cell.Session, known => known.Take(cell));
    }

    public Task StillTaken(Guid session, string evidence, DateTimeOffset at) => Take(session, known => known.Take(evidence, at));

    public Task Said(Guid session, ChatLine line)
    {
        if (line.By == "proctor")
            Answered(session, State.Care.GetValueOrDefault(session));
        _observers.TellOf(session, Now, observer => observer.Said(Id, session, line));
        return Task.CompletedTask;
    }

    public Task Relayed(Guid session, string peer, string message)
    {
        _observers.TellOf(session, Now, observer => observer.Relayed(Id, session, peer, message));
        return Task.CompletedTask;
    }

    public Task TermsChanged() => TryReadTerms();

    public async Task<RoomCard> Card()
    {
        await Loaded(CardWait);
        var cells = Shown.All.ToList();
        return new(
            Id, RoomId.Parse(Id)?.Number ?? 0, cells.Count, cells.Count(cell => cell.State?.Running == true),
            cells.Count(cell => !cell.IsOver && cell.Watch is { Stage: "waiting" }), cells.Count(cell => !cell.IsOver && cell.NeedsAttention),
            _terms.Proctors, _observers.Consoles(Now), _times.P50);
    }

    public Task<Reply<Done>> Observe(Actor actor, IRoomObserver observer, int consoles, long seen, ImmutableArray<Guid> open)
    {
        // To be told no more is anybody's right: who lost the room has to be let go.
        if (consoles > 0 && Refuse(actor) is { } problem)
            return Task.FromResult<Reply<Done>>(problem);
        // Whoever was told by another activation finds a gap, and reads the board again.
        var isNew = _observers.Add(observer, consoles, open, Now);
        var isBehind = isNew ? seen >= Shown.Version : seen > Shown.Version;
        if (isBehind)
            Shown.Overtake(seen);
        if (isNew)
            Shown.StaffingChanged();
        if (isNew || isBehind)
            Tell(Urgency.Now);
        Follow(open);
        return Task.FromResult<Reply<Done>>(Done.It);
    }

    /// <summary>Decide, append, evolve. Whoever calls has the turn.</summary>
    private async Task<ImmutableArray<Problem>> Decide(string actor, RoomCommand command)
    {
        var decision = RoomRules.Decide(State, command);
        if (!decision.Events.IsEmpty)
            await Commit(actor, decision.Events);
        return decision.Refusals.ToProblems();
    }

    /// <summary>How much there is for each proctor of the room to do.</summary>
    private ImmutableArray<ProctorLoad> Staffing()
    {
        var (next, load) = (RoomRules.Suggest(_terms.Proctors, State), State.Care.Values.CountBy(proctor => proctor, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));
        return [.. _terms.Proctors.Union(load.Keys, StringComparer.Ordinal)
            .Select(proctor => new ProctorLoad(proctor, load.GetValueOrDefault(proctor), _times.P50Of(proctor), proctor == next))];
    }

    /// <summary>Somebody did something for a learner who waited: once for each wait.</summary>
    private void Answered(Guid session, string? proctor)
    {
        if (Shown.Find(session) is not { Watch.WaitingSince: { } since } cell || cell.Answered == since)
            return;
        cell.Answered = since;
        _times.Add(proctor, Now - since);
        meters.Responded(Now - since);
        Shown.StaffingChanged();
    }

    /// <summary>Proctors of the room and leads, as long as their accounts are proctors'; staff.</summary>
    private Problem? Refuse(Actor actor) =>
        _terms.Title.Length > 0
        && (actor.Is(Roles.Staff | Roles.Admin | Roles.System) || (actor.Is(Roles.Proctor) && (_terms.Proctors.Contains(actor.Id) || _terms.Leads.Contains(actor.Id))))
            ? null
            : Unknown;
}
