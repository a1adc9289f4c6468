using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Grains.Proctoring;

/// <summary>Which rooms have other terms after events than before.</summary>
internal static class RoomsTouched
{
    public static IEnumerable<int> By(RoomsState before, RoomsState after, ImmutableArray<RoomsEvent> events) => events.SelectMany(happened => happened switch
    {
        RoomsEvent.SessionsPlaced e => e.Placements.Select(placement => placement.Room),
        RoomsEvent.SessionsLeft e => e.Sessions.Select(session => before.Places[session]),
        RoomsEvent.ProctorsAssigned e => [e.Room],
        RoomsEvent.LeadsAssigned => after.Rooms.Select(room => room.Number),
        _ => [],
    }).Distinct();
}
