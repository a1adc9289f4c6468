using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>
/// Which room a session gets. Of the rooms that somebody watches and that have a place, the least filled one; while there is none, the rooms that
/// nobody watches are filled one after another, so that few wait for a proctor and a lead sees which. Rooms are opened as they are needed.
/// </summary>
internal static class RoomPlacing
{
    public static IEnumerable<RoomsEvent> Place(RoomsState state, RoomsCommand.Place place)
    {
        var fresh = place.Sessions.Distinct().Where(session => state.RoomOf(session) is null).ToArray();
        if (fresh.Length == 0)
            yield break;

        // What is over, or forgotten, makes room first.
        var left = ImmutableArray.CreateBuilder<Guid>();
        var rooms = state.Rooms.Select(room => new Filling(room, place.At, left)).ToList();
        var placed = ImmutableArray.CreateBuilder<Placement>(fresh.Length);
        foreach (var session in fresh)
        {
            var room = Best(rooms, state.Size) ?? Best(Opened(rooms), state.Size)
                // Nobody is sent away because the rooms are full: a hundred thousand sit at once then.
                ?? Best(rooms, RoomsRules.MostSessions) ?? throw new InvalidOperationException("No room has a place.");
            room.Take(left);
            placed.Add(new(session, room.Number));
        }
        if (left.Count > 0)
            yield return new RoomsEvent.SessionsLeft(left.ToImmutable()) { At = place.At };
        yield return new RoomsEvent.SessionsPlaced(placed.ToImmutable()) { At = place.At };
    }

    private static Filling? Best(List<Filling> rooms, int size)
    {
        Filling? best = null;
        foreach (var room in rooms)
        {
            if (room.Live < size && room.IsBetterThan(best))
                best = room;
        }
        return best;
    }

    private static List<Filling> Opened(List<Filling> rooms)
    {
        if (rooms.Count < RoomsRules.MostRooms)
            rooms.Add(new(Room.New(rooms.Count + 1), default, ImmutableArray.CreateBuilder<Guid>()));
        return rooms;
    }

    /// <summary>A room while a batch is placed.</summary>
    private sealed class Filling
    {
        private readonly bool _isWatched;
        private readonly Queue<Guid> _over;
        private int _shown;

        public Filling(Room room, DateTimeOffset at, ImmutableArray<Guid>.Builder left)
        {
            (Number, _isWatched) = (room.Number, room.Proctors.Length > 0);
            left.AddRange(room.Seats.Where(seat => !RoomsState.IsShown(seat, at)).Select(seat => seat.Session));
            var shown = room.Seats.Where(seat => RoomsState.IsShown(seat, at)).ToList();
            (_shown, Live) = (shown.Count, shown.Count(seat => seat.OverAt is null));
            _over = new(shown.Where(seat => seat.OverAt is not null).OrderBy(seat => seat.OverAt).Select(seat => seat.Session));
        }

        public int Number { get; }

        public int Live { get; private set; }

        public bool IsBetterThan(Filling? other) => other is null || (_isWatched && (!other._isWatched || Live < other.Live));

        /// <summary>A full board lets go of what has been over longest. There is something: fewer than its size are not over.</summary>
        public void Take(ImmutableArray<Guid>.Builder left)
        {
            Live++;
            if (_shown == RoomsRules.MostSessions)
                left.Add(_over.Dequeue());
            else
                _shown++;
        }
    }
}
