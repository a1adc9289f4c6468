using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// Acts: written down with whom they are for, then carried out in all those sessions at once, then written down with how it went. A crash between
/// the two is made good when the room comes to life or the order is repeated: a session does an act once, by its id.
/// </summary>
internal sealed partial class RoomGrain
{
    private readonly Dictionary<Guid, Task> _underWay = [];
    private readonly Dictionary<(Guid Act, Guid Session), ActArrival> _arrived = [];

    /// <summary>
    /// What nobody answered is asked again after a while, and for so long: it may have been done, and what is done later than this comes as a surprise to
    /// the learner and to whoever ordered it.
    /// </summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5), TriedFor = TimeSpan.FromMinutes(2);

    private IGrainTimer? _again;

    private bool HasArrivals => _arrived.Count > 0;

    public Task<Reply<ActPreview>> Preview(Actor actor, ActOrder order) => Task.FromResult(Forecast(actor, order));

    public async Task<Reply<ActProgress>> Act(Actor actor, ActOrder order)
    {
        if (Refuse(actor) is { } problem)
            return problem;
        if (ActMapping.Check(order, Now) is { IsEmpty: false } wrong)
            return wrong;
        using (await _turn.Take())
        {
            var isNew = State.Act(order.Id) is null;
            var refused = await Decide(actor.Id, new RoomCommand.Order(Now, order.Id, order.ToCore(), actor.Id, Candidates(order)));
            if (!refused.IsEmpty)
                return refused;
            if (isNew)
                Ordered(actor, order);
        }
        await Once(order.Id, () => CarryOut(actor, order.Id));
        return Progress(order.Id);
    }

    public async Task<Reply<ActProgress>> Undo(Actor actor, Guid command, Guid act, string reason)
    {
        if (Refuse(actor) is { } problem)
            return problem;
        if (!ActReasons.All.Contains(reason))
            return new Problem("act.reason-unknown", "A reason of the catalogue is needed.", "reason");
        using (await _turn.Take())
        {
            var refused = await Decide(actor.Id, new RoomCommand.Undo(Now, command, act, actor.Id, reason));
            if (!refused.IsEmpty)
                return refused;
        }
        await Once(command, () => CarryOutUndo(actor, act));
        return Progress(act);
    }

    public Task Acknowledged(Guid session, Guid act, bool confirmed, DateTimeOffset at)
    {
        if (State.Act(act) is not { } known || !known.Sessions.Contains(session)
            || known.Find(session) is { DeliveredAt: not null } outcome && (!confirmed || outcome.ConfirmedAt is not null))
            return Task.CompletedTask;
        var before = _arrived.GetValueOrDefault((act, session));
        _arrived[(act, session)] = new(session, before?.DeliveredAt ?? at, before?.ConfirmedAt ?? (confirmed ? at : null));
        Shown.ActChanged(act);
        Tell(Urgency.Now);
        return Task.CompletedTask;
    }

    private Reply<ActPreview> Forecast(Actor actor, ActOrder order)
    {
        if (Refuse(actor) is { } problem)
            return problem;
        if (ActMapping.Check(order, Now) is { IsEmpty: false } wrong)
            return wrong;
        var candidates = Candidates(order);
        var (those, skipped) = RoomRules.Sort(order.Kind.ToCore(), candidates);
        var limits = RoomRules.Limit(order.ToCore(), candidates).ToDictionary(limited => limited.Session);
        return new ActPreview(
            those.Length, [.. those.Select(session => Target(session, null) with { Limit = limits.GetValueOrDefault(session)?.ToProblem() })],
            [.. skipped.Select(no => Target(no.Session, new(no.Code, no.Message)))], ActMapping.CanBeUndone(order.Kind));

        ActTarget Target(Guid session, Problem? no) =>
            Shown.Find(session) is { } cell ? new(session, cell.Watch?.LegalName ?? "", cell.State?.State ?? "unknown", no) : new(session, "", "unknown", no);
    }

    private ImmutableArray<ActCandidate> Candidates(ActOrder order) =>
        [.. (order.Sessions is { } named ? named.Distinct() : _terms.Sessions).Select(session => Shown.Find(session) is { } cell
            ? new ActCandidate(session, cell.State?.State ?? "", cell.Watch?.Stage ?? "", WindowLeaves: cell.WindowLeaves(Now))
            : new ActCandidate(session, "", "", IsHere: false))];

    private void Ordered(Actor actor, ActOrder order)
    {
        meters.Ordered(order.Kind);
        Shown.ActChanged(order.Id);
        Tell(Urgency.Now);
        if (State.Act(order.Id) is not { } act || !ActRules.Answers(act.Order))
            return;
        foreach (var session in act.Sessions)
            Answered(session, actor.Id);
    }

    private async Task CarryOut(Actor actor, Guid id)
    {
        if (State.Act(id) is not { } act || State.ToBeDone(act) is not { IsEmpty: false } pending)
            return;
        var (done, refused) = await ActRunner.Run(
            pending, session => GrainFactory.GetGrain<IWatchGrain>(session).Take(actor, act.Order.ToWire(id, session)));
        using (await _turn.Take())
            await Decide(actor.Id, new RoomCommand.CarryOut(Now, id, done, refused));
        ArmAgain();
        meters.CarriedOut(Now - act.At);
        Shown.ActChanged(id);
        Tell(Urgency.Now);
    }

    private async Task CarryOutUndo(Actor actor, Guid id)
    {
        if (State.Act(id) is not { Undo: { } undo, PendingUndo: { IsEmpty: false } pending } act)
            return;
        var (done, refused) = await ActRunner.Run(
            pending, session => GrainFactory.GetGrain<IWatchGrain>(session).Undo(actor, undo.Command, id, undo.Reason, act.Order.ToWire(id, session)));
        using (await _turn.Take())
            await Decide(actor.Id, new RoomCommand.CarryOutUndo(Now, id, done, refused));
        ArmAgain();
        Shown.ActChanged(id);
        Tell(Urgency.Now);
    }

    /// <summary>A repeat while it is under way waits for the same.</summary>
    private async Task Once(Guid id, Func<Task> work)
    {
        if (_underWay.TryGetValue(id, out var running))
        {
            await running;
            return;
        }
        try
        {
            await (_underWay[id] = work());
        }
        finally
        {
            _underWay.Remove(id);
        }
    }

    /// <summary>What was ordered and not finished, a moment ago or before the last activation ended: whether they might was asked when they ordered it.</summary>
    private void ResumeActs()
    {
        foreach (var act in State.Acts.Where(IsToBeFinished))
        {
            if (act.Undo is { } undo)
                Once(undo.Command, () => CarryOutUndo(new(undo.By, null, Roles.System), act.Id)).Ignore();
            else
                Once(act.Id, () => CarryOut(new(act.By, null, Roles.System), act.Id)).Ignore();
        }
        foreach (var act in State.Acts.Where(act => !IsToBeFinished(act) && act.Sessions.Any(session => act.Find(session) is null)))
            Once(act.Id, () => GiveUp(act)).Ignore();
    }

    /// <summary>It is not to be done any more, and nobody knows whether it was.</summary>
    private async Task GiveUp(RoomAct act)
    {
        using (await _turn.Take())
        {
            await Decide(act.By, new RoomCommand.CarryOut(
                Now, act.Id, [],
                [.. act.Sessions.Where(session => act.Find(session) is null).Select(ActRules.Unanswered)]));
        }
        Shown.ActChanged(act.Id);
        Tell(Urgency.Now);
    }

    private bool IsToBeFinished(RoomAct act) =>
        Now - (act.Undo?.At ?? act.At) < TriedFor && !(State.ToBeDone(act).IsEmpty && act.PendingUndo.IsEmpty);

    private void ArmAgain()
    {
        if (_again is not null || !State.Acts.Any(IsToBeFinished))
            return;
        _again = this.RegisterGrainTimer(
            _ =>
            {
                _again?.Dispose();
                _again = null;
                ResumeActs();
                return Task.CompletedTask;
            },
            new() { DueTime = AskAgain, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    /// <summary>What arrived, into the stream: many at once. What cannot be written now stays for the next time.</summary>
    private async Task WriteDown()
    {
        try
        {
            using var turn = await _turn.Take();
            foreach (var act in _arrived.Keys.Select(key => key.Act).Distinct().ToList())
                await WriteDown(act);
        }
        catch (UnavailableException e)
        {
            LogNotWritten(log, Id, e);
        }
    }

    private async Task WriteDown(Guid id)
    {
        var act = State.Act(id);
        var ready = _arrived.Where(arrival => arrival.Key.Act == id && (act is null || !act.Pending.Contains(arrival.Key.Session))).ToList();
        if (ready.Count == 0)
            return;
        await Decide("system", new RoomCommand.Acknowledge(Now, id, [.. ready.Select(arrival => arrival.Value)]));
        foreach (var arrival in ready.Where(arrival => _arrived.GetValueOrDefault(arrival.Key) == arrival.Value))
            _arrived.Remove(arrival.Key);
    }

    private Reply<ActProgress> Progress(Guid id) => State.Act(id) is { } act ? act.ToWire(_arrived) : new Problem("act.past", "This was ordered a while ago.");
}
