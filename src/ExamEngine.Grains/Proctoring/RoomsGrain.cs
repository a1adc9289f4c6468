using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;
using Orleans.Concurrency;
using Orleans.Placement;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// All rooms of one scope. At a start bell thousands of check-ins begin at once: whoever comes while an append is under way is placed by the next
/// one, all together, so that the pace is the journal's and not one append a session.
/// </summary>
[GrainType("rooms"), Reentrant, RandomPlacement]
internal sealed partial class RoomsGrain(IJournal journal, TimeProvider time, RoomTitles titles)
    : EventSourcedGrain<RoomsState, RoomsEvent>(journal, time, RoomsJournal.Codec, RoomsState.Empty), IRoomsGrain
{
    private const int MostAtOnce = 500;

    private static readonly Problem Unknown = new("room.unknown", "There are no such rooms.");
    private static readonly Problem Forbidden = new("account.forbidden", "Assigning proctors takes a member of staff.");

    private readonly Turn _turn = new();
    private readonly HashSet<Guid> _waiting = [];

    private string Id => this.GetPrimaryKeyString();

    protected override string StreamName() => RoomsJournal.StreamOf(Id);

    protected override RoomsState Evolve(RoomsState state, RoomsEvent happened, long version) => RoomsState.Evolve(state, happened);

    public async Task<string> Place(Guid session)
    {
        if (State.RoomOf(session) is null)
        {
            _waiting.Add(session);
            using var turn = await _turn.Take();
            if (State.RoomOf(session) is null)
                await PlaceWaiting(session);
        }
        return RoomName(State.RoomOf(session) ?? throw new InvalidOperationException("The session was not placed."));
    }

    public async Task<Reply<RoomsView>> Assign(Actor actor, RoomAssignment assignment)
    {
        if (!IsStaff(actor))
            return Forbidden;
        if (await Title() is null)
            return Unknown;
        var room = assignment.Room is { } name ? NumberOf(name) ?? 0 : (int?)null;
        using (await _turn.Take())
        {
            var refused = await Decide(actor.Id, new RoomsCommand.Assign(
                Now, assignment.CommandId, room, assignment.Proctors.IsDefault ? [] : assignment.Proctors, assignment.RoomSize));
            if (!refused.IsEmpty)
                return refused;
        }
        return await View(actor);
    }

    public async Task<Reply<RoomsView>> View(Actor actor)
    {
        if (await Title() is not { } title)
            return Unknown;
        var mine = State.Rooms.Where(room => SeesAll(actor) || MayWatch(actor, room)).ToList();
        if (mine.Count == 0 && !SeesAll(actor))
            return Unknown;

        var cards = new RoomCard[mine.Count];
        await FanOut.Each(Enumerable.Range(0, mine.Count), RoomsAtOnce, async i => cards[i] = await Card(mine[i]));
        return new RoomsView(Id, title, State.Leads, [.. cards]);
    }

    public async Task<RoomTerms> RoomOf(string room) =>
        NumberOf(room) is { } number && State.Room(number) is { } found && await Title() is { } title
            ? new(title, [.. found.Seats.Where(seat => RoomsState.IsShown(seat, Now)).Select(seat => seat.Session)], found.Proctors, State.Leads)
            : new("", [], [], []);

    public async Task Settle(ImmutableArray<Guid> over, ImmutableArray<Guid> live)
    {
        using var turn = await _turn.Take();
        await Decide(Actor.System.Id, new RoomsCommand.Settle(Now, over, live));
    }

    /// <summary>This one, and as many of those that wait as one append takes.</summary>
    private async Task PlaceWaiting(Guid session)
    {
        ImmutableArray<Guid> batch = [session, .. _waiting.Where(other => other != session).Take(MostAtOnce - 1)];
        _waiting.ExceptWith(batch);
        await Decide(Actor.System.Id, new RoomsCommand.Place(Now, batch));
    }

    /// <summary>Decide, append, evolve, tell. Whoever calls has the turn.</summary>
    private async Task<ImmutableArray<Problem>> Decide(string actor, RoomsCommand command)
    {
        var decision = RoomsRules.Decide(State, command);
        if (decision.Events.IsEmpty)
            return decision.Refusals.ToProblems();
        var (before, after) = (State, decision.Events.Aggregate(State, RoomsState.Evolve));
        await Commit(actor, decision.Events, projections: RoomRows.Of(Id, await Title() ?? "", before, after, decision.Events));
        foreach (var room in RoomsTouched.By(before, State, decision.Events))
            Room(room).TermsChanged().Ignore();
        return [];
    }

    private async Task<RoomCard> Card(Room room)
    {
        try
        {
            return await Room(room.Number).Card().WaitAsync(CardWithin);
        }
        catch (Exception e) when (e is TimeoutException or OrleansException or UnavailableException)
        {
            // The overview shows the other rooms, and of this one what is known here.
            return new(RoomName(room.Number), room.Number, room.Seats.Length, 0, 0, 0, room.Proctors, 0, null);
        }
    }

    private ValueTask<string?> Title() => RoomScope.Parse(Id) is { } scope ? titles.Of(scope) : new((string?)null);

    private IRoomGrain Room(int number) => GrainFactory.GetGrain<IRoomGrain>(RoomName(number));

    private string RoomName(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id}~{number}");

    private int? NumberOf(string room) => RoomId.Parse(room) is { } id && id.Scope.ToString() == Id ? id.Number : null;

    private bool SeesAll(Actor actor) => IsStaff(actor) || (actor.Is(Roles.Proctor) && State.Leads.Contains(actor.Id));

    private static bool MayWatch(Actor actor, Room room) => actor.Is(Roles.Proctor) && room.Proctors.Contains(actor.Id);

    private static bool IsStaff(Actor actor) => actor.Is(Roles.Staff | Roles.Admin | Roles.System);
}
