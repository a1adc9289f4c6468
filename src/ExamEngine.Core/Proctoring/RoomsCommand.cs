using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>What somebody asks of the rooms of a scope.</summary>
/// <param name="At">The server's time, in whole milliseconds.</param>
public abstract record RoomsCommand(DateTimeOffset At)
{
    /// <summary>Sessions whose check-in begins. Those that have a room keep it.</summary>
    public sealed record Place(DateTimeOffset At, ImmutableArray<Guid> Sessions) : RoomsCommand(At);

    /// <param name="Room">Its number; null for the leads of all rooms.</param>
    /// <param name="Size">How many sessions a room takes from now on; null leaves it.</param>
    public sealed record Assign(DateTimeOffset At, Guid Command, int? Room, ImmutableArray<string> Proctors, int? Size = null) : RoomsCommand(At);

    /// <summary>An act for all rooms was taken on by these, or may have been: they did not answer.</summary>
    public sealed record Order(DateTimeOffset At, Guid Act, ImmutableArray<int> Rooms) : RoomsCommand(At);

    /// <summary>A room says which of its sessions have ended and which go on.</summary>
    public sealed record Settle(DateTimeOffset At, ImmutableArray<Guid> Over, ImmutableArray<Guid> Live) : RoomsCommand(At);
}
