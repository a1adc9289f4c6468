using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Proctoring;

/// <summary>What follows from a command: events, or every reason why there are none.</summary>
public sealed record RoomsDecision(ImmutableArray<RoomsEvent> Events, ImmutableArray<Refusal> Refusals)
{
    public static readonly RoomsDecision Nothing = new([], []);
}

/// <summary>The rules of the rooms of a scope: who sits where, and whose rooms they are. Pure.</summary>
public static class RoomsRules
{
    /// <summary>The most sessions on one board, those that are over included.</summary>
    public const int MostSessions = 200;

    public const int DefaultSize = 50;
    public const int MostRooms = 2_000;

    /// <summary>The most proctors of one room, and the most leads.</summary>
    public const int MostProctors = 50;

    public const int LongestAccount = 64;

    public static RoomsDecision Decide(RoomsState state, RoomsCommand command) => command switch
    {
        RoomsCommand.Place place => new([.. RoomPlacing.Place(state, place)], []),
        RoomsCommand.Assign assign => Assign(state, assign),
        RoomsCommand.Settle settle => Settle(state, settle),
        RoomsCommand.Order order => order.Rooms.IsEmpty || state.RoomsOf(order.Act) is not null
            ? RoomsDecision.Nothing
            : new([new RoomsEvent.ActOrdered(order.Act, order.Rooms) { At = order.At }], []),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    private static RoomsDecision Assign(RoomsState state, RoomsCommand.Assign assign)
    {
        if (state.Trail.Has(assign.Command))
            return RoomsDecision.Nothing;

        var found = new Findings();
        found.Require(assign.Room is null or >= 1 and <= MostRooms, "room.unknown", $"Rooms are numbered from 1 to {MostRooms}.", "room");
        found.Require(assign.Size is null or >= 1 and <= MostSessions, "input.room-size", $"A room takes 1 to {MostSessions} sessions.", "roomSize");
        found.Require(assign.Proctors.Length <= MostProctors, "input.too-many", $"At most {MostProctors} proctors.", "proctors");
        found.Require(assign.Proctors.All(id => id.Length is >= 1 and <= LongestAccount), "input.proctor", $"An account's id has 1 to {LongestAccount} characters.", "proctors");
        if (found.Count > 0)
            return new([], found.Refusals);

        ImmutableArray<string> proctors = [.. assign.Proctors.Distinct(StringComparer.Ordinal)];
        var events = ImmutableArray.CreateBuilder<RoomsEvent>(2);
        var were = assign.Room is { } number ? state.Room(number)?.Proctors : state.Leads;
        if (were is not { } known || !known.SequenceEqual(proctors))
        {
            events.Add(assign.Room is { } room
                ? new RoomsEvent.ProctorsAssigned(assign.Command, room, proctors) { At = assign.At }
                : new RoomsEvent.LeadsAssigned(assign.Command, proctors) { At = assign.At });
        }
        if (assign.Size is { } size && size != state.Size)
            events.Add(new RoomsEvent.SizeChosen(assign.Command, size) { At = assign.At });
        return new(events.ToImmutable(), []);
    }

    /// <summary>Says only what is not known; sessions that are not here any more are nobody's matter.</summary>
    private static RoomsDecision Settle(RoomsState state, RoomsCommand.Settle settle)
    {
        var events = ImmutableArray.CreateBuilder<RoomsEvent>(2);
        if (Those(settle.Over, over: false) is { IsEmpty: false } over)
            events.Add(new RoomsEvent.SessionsOver(over) { At = settle.At });
        if (Those(settle.Live, over: true) is { IsEmpty: false } live)
            events.Add(new RoomsEvent.SessionsBack(live) { At = settle.At });
        return new(events.ToImmutable(), []);

        ImmutableArray<Guid> Those(ImmutableArray<Guid> sessions, bool over) =>
            [.. sessions.Distinct().Where(session => state.RoomOf(session) is { } room
                && state.Rooms[room - 1].Seats.Any(seat => seat.Session == session && seat.OverAt is not null == over))];
    }
}
