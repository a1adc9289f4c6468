using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Proctoring;

/// <summary>What follows from a command: events, or every reason why there are none.</summary>
public sealed record RoomDecision(ImmutableArray<RoomEvent> Events, ImmutableArray<Refusal> Refusals)
{
    public static readonly RoomDecision Nothing = new([], []);

    public static RoomDecision Of(RoomEvent happened) => new([happened], []);

    public static RoomDecision Refuse(string code, string message) => new([], [new(code, message)]);
}

/// <summary>The rules of one room. Pure.</summary>
public static class RoomRules
{
    public static RoomDecision Decide(RoomState state, RoomCommand command) => command switch
    {
        RoomCommand.TakeCare care => TakeCare(state, care),
        RoomCommand.Forget forget => forget.Sessions.Where(state.Care.ContainsKey).ToImmutableArray() is { IsEmpty: false } gone
            ? RoomDecision.Of(new RoomEvent.CareEnded(gone) { At = forget.At })
            : RoomDecision.Nothing,
        RoomCommand.Order order => Order(state, order),
        RoomCommand.CarryOut done => Those(state.Act(done.Id)?.Pending, done.Done, done.Refused) is { } those
            ? RoomDecision.Of(new RoomEvent.ActCarriedOut(done.Id, those.Done, those.Refused) { At = done.At })
            : RoomDecision.Nothing,
        RoomCommand.Acknowledge acknowledge => Acknowledge(state, acknowledge),
        RoomCommand.Undo undo => Undo(state, undo),
        RoomCommand.CarryOutUndo done => Those(state.Act(done.Id)?.PendingUndo, done.Done, done.Refused) is { } those
            ? RoomDecision.Of(new RoomEvent.UndoCarriedOut(done.Id, those.Done, those.Refused) { At = done.At })
            : RoomDecision.Nothing,
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    /// <summary>Of the proctors, the one with the fewest sessions to take care of; the first of several, null when there is none.</summary>
    public static string? Suggest(ImmutableArray<string> proctors, RoomState state)
    {
        var load = state.Care.Values.GroupBy(proctor => proctor, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return proctors.MinBy(proctor => load.GetValueOrDefault(proctor));
    }

    private static RoomDecision TakeCare(RoomState state, RoomCommand.TakeCare care) =>
        state.Trail.Has(care.Command) || state.Care.GetValueOrDefault(care.Session) == care.Proctor ? RoomDecision.Nothing
        : !care.Here.Contains(care.Session) ? RoomDecision.Refuse("session.unknown", "There is no such session in this room.")
        : care.Proctor is { } proctor && proctor != care.By && !care.Mine.Contains(proctor)
            ? RoomDecision.Refuse("room.proctor-unknown", "That proctor is not of this room.")
        : RoomDecision.Of(new RoomEvent.CareTaken(care.Command, care.Session, care.Proctor, care.By) { At = care.At });

    private static RoomDecision Order(RoomState state, RoomCommand.Order order)
    {
        if (state.Act(order.Id) is not null)
            return RoomDecision.Nothing;
        if (state.IsPast(order.Id))
            return IsPast;

        var (those, skipped) = Sort(order.What.Kind, order.Those);
        if (those.IsEmpty)
        {
            return skipped.IsEmpty || order.What.IsForAll
                ? RoomDecision.Refuse("act.nobody", "There is nobody here whom this is for.")
                : new([], [.. skipped.Select(refused => new Refusal(refused.Code, refused.Message)).Distinct()]);
        }
        var limited = Limit(order.What, order.Those);
        var ordered = new RoomEvent.ActOrdered(order.Id, order.What, order.By, those, order.What.IsForAll ? [] : skipped, limited.IsEmpty ? null : limited);
        return RoomDecision.Of(ordered with { At = order.At });
    }

    /// <summary>Where less comes of an act than was said.</summary>
    public static ImmutableArray<ActLimited> Limit(RoomOrder order, ImmutableArray<ActCandidate> candidates) =>
        [.. candidates.Select(candidate => ActRules.Limit(order, candidate)).OfType<ActLimited>()];

    /// <summary>Whom an act is for, and whom not and why.</summary>
    public static (ImmutableArray<Guid> Those, ImmutableArray<ActRefused> Skipped) Sort(ProctorActKind kind, ImmutableArray<ActCandidate> candidates)
    {
        var (those, skipped) = (ImmutableArray.CreateBuilder<Guid>(candidates.Length), ImmutableArray.CreateBuilder<ActRefused>());
        foreach (var candidate in candidates)
        {
            var no = candidate.IsHere
                ? ActRules.Check(kind, candidate.State, candidate.Stage)
                : new("session.unknown", "There is no such session in this room.");
            if (no is null)
                those.Add(candidate.Session);
            else
                skipped.Add(new(candidate.Session, no.Code, no.Message));
        }
        return (those.ToImmutable(), skipped.ToImmutable());
    }

    private static RoomDecision Acknowledge(RoomState state, RoomCommand.Acknowledge acknowledge)
    {
        if (state.Act(acknowledge.Id) is not { } act)
            return RoomDecision.Nothing;
        ImmutableArray<ActArrival> fresh =
        [
            .. acknowledge.Arrivals.Where(arrival => act.Find(arrival.Session) is { IsDone: true } outcome
                && (outcome.DeliveredAt is null || arrival.ConfirmedAt is not null && outcome.ConfirmedAt is null)),
        ];
        return fresh.IsEmpty ? RoomDecision.Nothing : RoomDecision.Of(new RoomEvent.ActAcknowledged(acknowledge.Id, fresh) { At = acknowledge.At });
    }

    private static RoomDecision Undo(RoomState state, RoomCommand.Undo undo) =>
        state.IsPast(undo.Id) ? IsPast
        : state.Act(undo.Id) is not { } act ? RoomDecision.Refuse("act.unknown", "There is no such act.")
        : act.Undo?.Command == undo.Command ? RoomDecision.Nothing
        : act.Undo is not null ? RoomDecision.Refuse("act.undone", "This has been taken back already.")
        : !ProctorAct.CanBeUndone(act.Order.Kind) || act.Pending.IsEmpty && !act.Outcomes.Any(outcome => outcome.IsDone)
            ? RoomDecision.Refuse("act.cannot-be-undone", "This cannot be taken back.")
        : RoomDecision.Of(new RoomEvent.ActUndone(undo.Id, undo.Command, undo.By, undo.Reason) { At = undo.At });

    private static RoomDecision IsPast =>
        RoomDecision.Refuse("act.past", "So many acts have been ordered here since that this one is kept no more: it is neither done again nor taken back.");

    /// <summary>Of what was carried out, what was still to be; null when nothing was.</summary>
    private static (ImmutableArray<Guid> Done, ImmutableArray<ActRefused> Refused)? Those(
        ImmutableArray<Guid>? pending, ImmutableArray<Guid> done, ImmutableArray<ActRefused> refused)
    {
        var open = pending?.ToHashSet() ?? [];
        var (was, no) = (done.Where(open.Contains).ToImmutableArray(), refused.Where(session => open.Contains(session.Session)).ToImmutableArray());
        return was.IsEmpty && no.IsEmpty ? null : (was, no);
    }
}
