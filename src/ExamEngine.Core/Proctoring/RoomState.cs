using System.Collections.Immutable;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Proctoring;

/// <summary>How an act stands in one session.</summary>
/// <param name="Refused">Null when it was done.</param>
/// <param name="UndoRefused">Why it was not taken back; null when it was, or still is to be.</param>
public sealed record RoomActOutcome(
    Guid Session, ActRefused? Refused, DateTimeOffset? DeliveredAt = null, DateTimeOffset? ConfirmedAt = null, bool IsUndone = false, ActRefused? UndoRefused = null)
{
    public bool IsDone => Refused is null;

    internal bool IsToBeUndone =>
        !IsUndone && (Refused is null || ActRules.IsToBeTriedAgain(Refused.Code)) && (UndoRefused is null || ActRules.IsToBeTriedAgain(UndoRefused.Code));
}

/// <summary>An act on sessions of the room.</summary>
/// <param name="Sessions">Those it was to be done in.</param>
/// <param name="Outcomes">What is known by now, of the sessions that were skipped as well.</param>
public sealed record RoomAct(
    Guid Id, RoomOrder Order, string By, DateTimeOffset At, ImmutableArray<Guid> Sessions, ImmutableArray<RoomActOutcome> Outcomes, RoomUndo? Undo)
{
    /// <summary>Where less comes of it than was said.</summary>
    public ImmutableArray<ActLimited> Limited { get; init; } = [];

    /// <summary>Where it is still to be done: nothing is known, or nobody answered.</summary>
    public ImmutableArray<Guid> Pending => [.. Sessions.Where(session => Find(session) is not { } outcome || outcome.Refused is { } refused && ActRules.IsToBeTriedAgain(refused.Code))];

    /// <summary>Where it is still to be taken back: where it was done, and where nobody knows whether it was.</summary>
    public ImmutableArray<Guid> PendingUndo => Undo is null ? [] : [.. Sessions.Where(session => Find(session)?.IsToBeUndone ?? true)];

    public RoomActOutcome? Find(Guid session) => Outcomes.FirstOrDefault(outcome => outcome.Session == session);

    internal RoomAct With(ImmutableArray<Guid> done, ImmutableArray<ActRefused> refused)
    {
        var known = Outcomes.ToDictionary(outcome => outcome.Session);
        foreach (var session in done)
            known[session] = known.TryGetValue(session, out var before) ? before with { Refused = null } : new(session, null);
        foreach (var no in refused)
            known[no.Session] = known.TryGetValue(no.Session, out var before) ? before with { Refused = no } : new(no.Session, no);
        return this with { Outcomes = [.. known.Values] };
    }

    /// <summary>Where it was taken back. What is not known of the act itself may come yet.</summary>
    internal RoomAct WithUndo(ImmutableArray<Guid> done, ImmutableArray<ActRefused> refused)
    {
        var known = Outcomes.ToDictionary(outcome => outcome.Session);
        foreach (var session in done)
            known[session] = Known(session) with { IsUndone = true, UndoRefused = null };
        foreach (var no in refused)
            known[no.Session] = Known(no.Session) with { UndoRefused = no };
        return this with { Outcomes = [.. known.Values] };

        RoomActOutcome Known(Guid session) => known.GetValueOrDefault(session) ?? new(session, ActRules.Unanswered(session));
    }

    internal RoomAct Change(IEnumerable<Guid> sessions, Func<RoomActOutcome, RoomActOutcome> change)
    {
        var those = sessions.ToHashSet();
        return this with { Outcomes = [.. Outcomes.Select(outcome => those.Contains(outcome.Session) ? change(outcome) : outcome)] };
    }
}

public sealed record RoomUndo(Guid Command, string By, DateTimeOffset At, string Reason);

/// <summary>
/// What a room remembers. Bounded: care of the sessions on its board, the last acts, by which they are taken back, and the ids of some more. The last
/// <see cref="FewestActs"/> stay whatever they are; with older ones at most <see cref="MostActs"/> that are for <see cref="MostTouched"/> sessions together:
/// a hundred on the whole of the largest room, or twenty on each of its sessions.
/// </summary>
/// <param name="Care">Who takes care of which session.</param>
/// <param name="Acts">Oldest first.</param>
/// <param name="Past">Fingerprints of acts that are no longer among them, oldest first.</param>
public sealed record RoomState(ImmutableDictionary<Guid, string> Care, ImmutableArray<RoomAct> Acts, ImmutableArray<ulong> Past, CommandTrail Trail)
{
    public const int FewestActs = 50, MostActs = 4_000, MostTouched = 20_000;
    private const int MostPast = 5_000;

    public static readonly RoomState Empty = new(ImmutableDictionary<Guid, string>.Empty, [], [], CommandTrail.Empty);

    public RoomAct? Act(Guid id) => Acts.FirstOrDefault(act => act.Id == id);

    public bool IsPast(Guid act) => Past.Contains(SessionWork.Fingerprint(act));

    /// <summary>
    /// Where an act may still be done: nowhere once it was taken back, and what stops a session or lets it go on not where something later was ordered to.
    /// </summary>
    public ImmutableArray<Guid> ToBeDone(RoomAct act)
    {
        if (act.Undo is not null || act.Pending.IsEmpty)
            return [];
        var later = ActRules.Holds(act.Order.Kind) ? Acts.SkipWhile(one => one.Id != act.Id).Skip(1).Where(one => ActRules.Holds(one.Order.Kind)).ToList() : [];
        return [.. act.Pending.Where(session => !later.Exists(one => one.Order.IsForAll || one.Sessions.Contains(session)))];
    }

    public static RoomState Evolve(RoomState state, RoomEvent happened) => happened switch
    {
        RoomEvent.CareTaken e => state with
        {
            Care = e.Proctor is { } proctor ? state.Care.SetItem(e.Session, proctor) : state.Care.Remove(e.Session),
            Trail = state.Trail.Add(e.Command),
        },
        RoomEvent.CareEnded e => state with { Care = state.Care.RemoveRange(e.Sessions) },
        RoomEvent.ActOrdered e => state.Add(new RoomAct(
            e.Act, e.Order, e.By, e.At, e.Sessions, [.. e.Skipped.Select(skipped => new RoomActOutcome(skipped.Session, skipped))], null) with
        {
            Limited = e.Limited ?? [],
        }),
        RoomEvent.ActCarriedOut e => state.With(e.Act, act => act.With(e.Done, e.Refused)),
        RoomEvent.ActAcknowledged e => state.With(e.Act, act => Arrive(act, e.Arrivals)),
        RoomEvent.ActUndone e => state.With(e.Act, act => act with { Undo = new(e.Command, e.By, e.At, e.Reason) }) with { Trail = state.Trail.Add(e.Command) },
        RoomEvent.UndoCarriedOut e => state.With(e.Act, act => act.WithUndo(e.Done, e.Refused)),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    private static RoomAct Arrive(RoomAct act, ImmutableArray<ActArrival> arrivals)
    {
        var those = arrivals.ToDictionary(arrival => arrival.Session);
        return act.Change(those.Keys, outcome => outcome with
        {
            DeliveredAt = outcome.DeliveredAt ?? those[outcome.Session].DeliveredAt,
            ConfirmedAt = outcome.ConfirmedAt ?? those[outcome.Session].ConfirmedAt,
        });
    }

    private RoomState Add(RoomAct act)
    {
        var acts = Acts.Add(act);
        var (touched, gone) = (acts.Sum(one => one.Sessions.Length), 0);
        while (acts.Length - gone > FewestActs && (acts.Length - gone > MostActs || touched > MostTouched))
            touched -= acts[gone++].Sessions.Length;
        if (gone == 0)
            return this with { Acts = acts };
        var past = Past.AddRange(acts.Take(gone).Select(one => SessionWork.Fingerprint(one.Id)));
        return this with { Acts = acts.RemoveRange(0, gone), Past = past.RemoveRange(0, Math.Max(0, past.Length - MostPast)) };
    }

    /// <summary>What is said of an act that is no longer remembered says nothing.</summary>
    private RoomState With(Guid id, Func<RoomAct, RoomAct> change)
    {
        for (var i = 0; i < Acts.Length; i++)
        {
            if (Acts[i].Id == id)
                return this with { Acts = Acts.SetItem(i, change(Acts[i])) };
        }
        return this;
    }
}
