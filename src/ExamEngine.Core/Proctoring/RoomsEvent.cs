using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Proctoring;

/// <summary>What happened to the rooms of a scope.</summary>
public abstract record RoomsEvent
{
    private RoomsEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>Sessions that came at about the same time. A room that is named first comes into being.</summary>
    public sealed record SessionsPlaced(ImmutableArray<Placement> Placements) : RoomsEvent;

    /// <summary>They ended: their place is free, and they stay on the board for a while.</summary>
    public sealed record SessionsOver(ImmutableArray<Guid> Sessions) : RoomsEvent;

    /// <summary>They were over and go on.</summary>
    public sealed record SessionsBack(ImmutableArray<Guid> Sessions) : RoomsEvent;

    /// <summary>They are on no board any more.</summary>
    public sealed record SessionsLeft(ImmutableArray<Guid> Sessions) : RoomsEvent;

    /// <param name="Proctors">All of the room's from now on.</param>
    public sealed record ProctorsAssigned(Guid Command, int Room, ImmutableArray<string> Proctors) : RoomsEvent;

    /// <param name="Proctors">All leads from now on.</param>
    public sealed record LeadsAssigned(Guid Command, ImmutableArray<string> Proctors) : RoomsEvent;

    public sealed record SizeChosen(Guid Command, int Size) : RoomsEvent;

    /// <summary>An act for all is in these rooms. Whoever comes into another one later was not meant.</summary>
    public sealed record ActOrdered(Guid Act, ImmutableArray<int> Rooms) : RoomsEvent;
}

public readonly record struct Placement(Guid Session, int Room);
