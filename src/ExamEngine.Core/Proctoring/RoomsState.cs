using System.Collections.Immutable;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Proctoring;

/// <summary>A session in a room.</summary>
/// <param name="Since">When it was placed.</param>
/// <param name="OverAt">When it ended; null while it has not.</param>
public readonly record struct RoomSeat(Guid Session, DateTimeOffset Since, DateTimeOffset? OverAt);

/// <summary>One room.</summary>
/// <param name="Seats">At most <see cref="RoomsRules.MostSessions"/>, in the order of placing.</param>
/// <param name="Live">How many of them are not over: these take up its size.</param>
public sealed record Room(int Number, ImmutableArray<string> Proctors, ImmutableArray<RoomSeat> Seats, int Live)
{
    internal static Room New(int number) => new(number, [], [], 0);
}

/// <summary>An act for all rooms.</summary>
public sealed record WideAct(Guid Act, ImmutableArray<int> Rooms);

/// <summary>
/// All rooms of one scope: about 150 bytes a session. What is over leaves after a day, and everything after a week, so an exam that is sat for
/// years weighs what its last days do.
/// </summary>
/// <param name="Rooms">Room n at place n - 1.</param>
/// <param name="Places">The room of each session.</param>
/// <param name="Size">How many sessions that are not over a room takes.</param>
public sealed record RoomsState(ImmutableArray<Room> Rooms, ImmutableDictionary<Guid, int> Places, ImmutableArray<string> Leads, int Size, CommandTrail Trail)
{
    private const int MostActs = 200;
    private static readonly TimeSpan OverStays = TimeSpan.FromDays(1), Stays = TimeSpan.FromDays(7);

    public static readonly RoomsState Empty = new([], ImmutableDictionary<Guid, int>.Empty, [], RoomsRules.DefaultSize, CommandTrail.Empty);

    /// <summary>The last acts for all rooms, with the rooms that they are in; oldest first.</summary>
    public ImmutableArray<WideAct> Acts { get; init; } = [];

    /// <summary>The rooms that an act for all is in; null of one that is not known.</summary>
    public ImmutableArray<int>? RoomsOf(Guid act) => Acts.FirstOrDefault(wide => wide.Act == act)?.Rooms;

    public Room? Room(int number) => number >= 1 && number <= Rooms.Length ? Rooms[number - 1] : null;

    public int? RoomOf(Guid session) => Places.TryGetValue(session, out var room) ? room : null;

    /// <summary>True when the seat is on the room's board at that time.</summary>
    public static bool IsShown(RoomSeat seat, DateTimeOffset at) => at - seat.Since < Stays && (seat.OverAt is not { } over || at - over < OverStays);

    public static RoomsState Evolve(RoomsState state, RoomsEvent happened) => happened switch
    {
        RoomsEvent.SessionsPlaced e => state.Place(e.Placements, e.At),
        RoomsEvent.SessionsOver e => state.Change(e.Sessions, seat => seat with { OverAt = e.At }),
        RoomsEvent.SessionsBack e => state.Change(e.Sessions, seat => seat with { OverAt = null }),
        RoomsEvent.SessionsLeft e => state.Change(e.Sessions, _ => null) with { Places = state.Places.RemoveRange(e.Sessions) },
        RoomsEvent.ProctorsAssigned e => state.Open(e.Room).With(e.Room, room => room with { Proctors = e.Proctors }) with { Trail = state.Trail.Add(e.Command) },
        RoomsEvent.LeadsAssigned e => state with { Leads = e.Proctors, Trail = state.Trail.Add(e.Command) },
        RoomsEvent.SizeChosen e => state with { Size = e.Size, Trail = state.Trail.Add(e.Command) },
        RoomsEvent.ActOrdered e => state with { Acts = (state.Acts.Length < MostActs ? state.Acts : state.Acts.RemoveAt(0)).Add(new(e.Act, e.Rooms)) },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    private RoomsState Place(ImmutableArray<Placement> placements, DateTimeOffset at)
    {
        var (state, places) = (Open(placements.Max(placement => placement.Room)), Places.ToBuilder());
        foreach (var placement in placements)
            places.Add(placement.Session, placement.Room);
        foreach (var here in placements.GroupBy(placement => placement.Room))
        {
            var seats = here.Select(placement => new RoomSeat(placement.Session, at, null)).ToArray();
            state = state.With(here.Key, room => room with { Seats = room.Seats.AddRange(seats), Live = room.Live + seats.Length });
        }
        return state with { Places = places.ToImmutable() };
    }

    /// <summary>Rooms up to this number are there.</summary>
    private RoomsState Open(int number) => number <= Rooms.Length
        ? this
        : this with { Rooms = Rooms.AddRange(Enumerable.Range(Rooms.Length + 1, number - Rooms.Length).Select(Proctoring.Room.New)) };

    private RoomsState With(int number, Func<Room, Room> change) => this with { Rooms = Rooms.SetItem(number - 1, change(Rooms[number - 1])) };

    /// <summary>What <paramref name="change"/> makes null is gone.</summary>
    private RoomsState Change(ImmutableArray<Guid> sessions, Func<RoomSeat, RoomSeat?> change)
    {
        var state = this;
        foreach (var here in sessions.GroupBy(session => Places[session]))
        {
            var moved = here.ToHashSet();
            state = state.With(here.Key, room =>
            {
                ImmutableArray<RoomSeat> seats = [.. room.Seats.Select(seat => moved.Contains(seat.Session) ? change(seat) : seat).OfType<RoomSeat>()];
                return room with { Seats = seats, Live = seats.Count(seat => seat.OverAt is null) };
            });
        }
        return state;
    }
}
