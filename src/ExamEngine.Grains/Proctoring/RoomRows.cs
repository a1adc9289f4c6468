using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What the read model shows of rooms: their scope, and whose rooms they are.</summary>
internal static class RoomRows
{
    public static IReadOnlyList<ProjectionRow> Of(string scope, string title, RoomsState before, RoomsState after, ImmutableArray<RoomsEvent> events)
    {
        var rows = new List<ProjectionRow> { new RoomScopeRow(scope, title, after.Rooms.Length, after.Places.Count, events[^1].At) };
        foreach (var happened in events)
        {
            switch (happened)
            {
                case RoomsEvent.ProctorsAssigned e:
                    rows.AddRange(Assigned(scope, e.Room, before.Room(e.Room)?.Proctors ?? [], e.Proctors));
                    break;
                case RoomsEvent.LeadsAssigned e:
                    rows.AddRange(Assigned(scope, RoomProctorRow.Lead, before.Leads, e.Proctors));
                    break;
                default:
                    break;
            }
        }
        return rows;
    }

    private static IEnumerable<RoomProctorRow> Assigned(string scope, int room, ImmutableArray<string> were, ImmutableArray<string> are) =>
        are.Except(were).Select(proctor => Row(proctor, RoomProctorRow.Assigned))
            .Concat(were.Except(are).Select(proctor => Row(proctor, RoomProctorRow.Released)))
            .Select(row => row with { Scope = scope, Room = room, Id = RoomProctorRow.IdOf(scope, room, row.ProctorId) });

    private static RoomProctorRow Row(string proctor, string state) => new("", proctor, "", 0, state);
}
