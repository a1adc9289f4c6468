using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>Acts on all rooms: each room does its own part under the same id and keeps it, so a repeat finds out how it stands.</summary>
internal sealed partial class RoomsGrain
{
    private const int RoomsAtOnce = 32, ActsAtOnce = 8, MostListed = 200;
    private static readonly TimeSpan CardWithin = TimeSpan.FromSeconds(2);
    private readonly Dictionary<Guid, Task<Reply<ActProgress>>> _underWay = [];

    public async Task<Reply<ActPreview>> Preview(Actor actor, ActOrder order)
    {
        if (Refuse(actor, order) is { IsEmpty: false } problems)
            return problems;
        var parts = Parts(order);
        var previews = new Reply<ActPreview>[parts.Count];
        await FanOut.Each(Enumerable.Range(0, parts.Count), RoomsAtOnce, async i => previews[i] = await Room(parts[i].Room).Preview(actor, parts[i].Order));
        var there = previews.Select(preview => preview.Value).OfType<ActPreview>().ToList();
        return new ActPreview(
            there.Sum(preview => preview.Count), [.. there.SelectMany(preview => preview.Affected).Take(MostListed)],
            [.. Strangers(order).Concat(there.SelectMany(preview => preview.Skipped)).Take(MostListed)], ActMapping.CanBeUndone(order.Kind));
    }

    public Task<Reply<ActProgress>> Act(Actor actor, ActOrder order) => Refuse(actor, order) is { IsEmpty: false } problems
        ? Task.FromResult<Reply<ActProgress>>(problems)
        : Once(order.Id, () => Everywhere(
            Parts(order), part => Room(part.Room).Act(actor, part.Order), Strangers(order), order.Sessions is null ? rooms => Ordered(order.Id, rooms) : null));

    public Task<Reply<ActProgress>> Undo(Actor actor, Guid command, Guid act, string reason) => !SeesAll(actor)
        ? Task.FromResult<Reply<ActProgress>>(Unknown)
        : Once(command, () => Everywhere(
            [.. RoomsOf(act).Select(room => new Part(room, ActMapping.None))], part => Room(part.Room).Undo(actor, command, act, reason), []));

    /// <summary>A repeat while it is under way waits for the same.</summary>
    private async Task<Reply<ActProgress>> Once(Guid id, Func<Task<Reply<ActProgress>>> work)
    {
        if (_underWay.TryGetValue(id, out var running))
            return await running;
        try
        {
            return await (_underWay[id] = work());
        }
        finally
        {
            _underWay.Remove(id);
        }
    }

    /// <summary>Where nobody was meant when it was ordered, it is for nobody who comes before it is asked after again.</summary>
    private async Task Ordered(Guid act, ImmutableArray<int> rooms)
    {
        using var turn = await _turn.Take();
        await Decide(Actor.System.Id, new RoomsCommand.Order(Now, act, rooms));
    }

    /// <param name="taken">Told which rooms have it, or may have it: they did not answer.</param>
    private async Task<Reply<ActProgress>> Everywhere(
        List<Part> parts, Func<Part, Task<Reply<ActProgress>>> call, IEnumerable<ActTarget> strangers, Func<ImmutableArray<int>, Task>? taken = null)
    {
        var answers = new Reply<ActProgress>[parts.Count];
        await FanOut.Each(Enumerable.Range(0, parts.Count), ActsAtOnce, async i => answers[i] = await Answer(call, parts[i]));
        if (taken is not null)
            await taken([.. parts.Where((_, i) => answers[i].Value is not null || IsOpen(answers[i])).Select(part => part.Room)]);
        var done = answers.Select(answer => answer.Value).OfType<ActProgress>().ToList();
        if (done.Count == 0)
            return answers.Select(answer => answer.Problems).FirstOrDefault(problems => !problems.IsDefaultOrEmpty, [ActMapping.Nobody]);

        ImmutableArray<ActOutcome> outcomes =
        [
            .. done.SelectMany(progress => progress.Outcomes),
            .. strangers.Select(stranger => new ActOutcome(stranger.Session, stranger.Problem, null, null)),
            // A room that refused did so for each session that was named in it, and one that did not answer left open what becomes of all.
            .. answers.SelectMany((answer, i) => answer.Value is not null ? []
                : parts[i].Order.Sessions is { } named ? named.Select(session => new ActOutcome(session, answer.Problems[0], null, null))
                : IsOpen(answer) ? SittingIn(parts[i].Room).Select(session => new ActOutcome(session, ActMapping.NoAnswer, null, null))
                : []),
        ];
        var open = answers.Any(IsOpen);
        return done[0] with
        {
            Outcomes = outcomes,
            Count = Math.Max(outcomes.Length, done.Sum(progress => progress.Count)),
            CanBeUndone = open ? ActMapping.CanBeUndone(done[0].Kind) : done.Any(progress => progress.CanBeUndone),
            UndoneAt = open ? null : done.Max(progress => progress.UndoneAt),
        };
    }

    private static bool IsOpen(Reply<ActProgress> answer) => answer.Value is null && answer.Problems is [{ Code: ActRules.NoAnswer }, ..];

    private IEnumerable<Guid> SittingIn(int room) => State.Room(room)?.Seats.Where(seat => seat.OverAt is null).Select(seat => seat.Session) ?? [];

    private static async Task<Reply<ActProgress>> Answer(Func<Part, Task<Reply<ActProgress>>> call, Part part)
    {
        try
        {
            return await call(part);
        }
        catch (Exception e) when (e is TimeoutException or OrleansException or UnavailableException)
        {
            return ActMapping.NoAnswer;
        }
    }

    private ImmutableArray<Problem> Refuse(Actor actor, ActOrder order) => SeesAll(actor) ? ActMapping.Check(order, Now) : [Unknown];

    /// <summary>The order for each room that it concerns.</summary>
    private List<Part> Parts(ActOrder order) => order.Sessions is not { } named
        ? [.. RoomsOf(order.Id).Select(room => new Part(room, order))]
        : [.. named.Distinct().Where(session => State.RoomOf(session) is not null).GroupBy(session => State.Places[session])
            .Select(here => new Part(here.Key, order with { Sessions = [.. here] }))];

    /// <summary>The rooms that an act for all is in; every one in which somebody sits while it is not known.</summary>
    private IEnumerable<int> RoomsOf(Guid act) => State.RoomsOf(act) ?? State.Rooms.Where(room => room.Seats.Length > 0).Select(room => room.Number);

    private IEnumerable<ActTarget> Strangers(ActOrder order) =>
        (order.Sessions ?? []).Where(session => State.RoomOf(session) is null).Select(session => new ActTarget(session, "", "unknown", ActMapping.UnknownSession));

    private sealed record Part(int Room, ActOrder Order);
}
