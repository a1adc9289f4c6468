using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>What somebody asks of a room. Whether they may was checked before.</summary>
/// <param name="At">The server's time, in whole milliseconds.</param>
public abstract record RoomCommand(DateTimeOffset At)
{
    /// <param name="Proctor">Null gives the session back.</param>
    /// <param name="Here">The sessions of the room; <paramref name="Mine"/> whoever may take care in it.</param>
    public sealed record TakeCare(DateTimeOffset At, Guid Command, Guid Session, string? Proctor, string By, ImmutableArray<Guid> Here, ImmutableArray<string> Mine)
        : RoomCommand(At);

    /// <summary>Sessions that are on the board no more.</summary>
    public sealed record Forget(DateTimeOffset At, ImmutableArray<Guid> Sessions) : RoomCommand(At);

    /// <param name="Id">Names the act from then on; repeating it changes nothing.</param>
    /// <param name="Those">The sessions that are named, or all of the room, as they stand now.</param>
    public sealed record Order(DateTimeOffset At, Guid Id, RoomOrder What, string By, ImmutableArray<ActCandidate> Those) : RoomCommand(At);

    public sealed record CarryOut(DateTimeOffset At, Guid Id, ImmutableArray<Guid> Done, ImmutableArray<ActRefused> Refused) : RoomCommand(At);

    public sealed record Acknowledge(DateTimeOffset At, Guid Id, ImmutableArray<ActArrival> Arrivals) : RoomCommand(At);

    public sealed record Undo(DateTimeOffset At, Guid Command, Guid Id, string By, string Reason) : RoomCommand(At);

    public sealed record CarryOutUndo(DateTimeOffset At, Guid Id, ImmutableArray<Guid> Done, ImmutableArray<ActRefused> Refused) : RoomCommand(At);
}

/// <summary>A session that an act may be for.</summary>
/// <param name="State">As its own view says it; empty while the room does not know it, and then the session itself decides.</param>
/// <param name="Stage">Of its check-in, likewise.</param>
/// <param name="IsHere">False for one that is not of this room.</param>
/// <param name="WindowLeaves">How much more time could be added before the window's close cuts it; null where the close cuts nothing.</param>
public readonly record struct ActCandidate(Guid Session, string State, string Stage, bool IsHere = true, TimeSpan? WindowLeaves = null);
