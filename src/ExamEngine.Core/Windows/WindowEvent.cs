using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Windows;

/// <summary>What happened to a window.</summary>
public abstract partial record WindowEvent
{
    private WindowEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    public sealed record Planned(string Exam, string Title, DateTimeOffset Opens, DateTimeOffset Closes, int Capacity) : WindowEvent;

    public sealed record Changed(string Title, DateTimeOffset Opens, DateTimeOffset Closes, int Capacity) : WindowEvent;

    /// <summary>A batch of seats, numbered on from the last one in the order given.</summary>
    public sealed record SeatsTaken(Guid Command, ImmutableArray<TakenSeat> Seats) : WindowEvent;

    /// <summary>Accommodations of seats that were taken before.</summary>
    public sealed record AccommodationsChanged(Guid Command, ImmutableArray<TakenSeat> Seats) : WindowEvent;

    public sealed record SeatReleased(string Learner) : WindowEvent;

    public sealed record Cancelled : WindowEvent;

    /// <summary>The learners with the seats up to this number have the window as it stands on their agenda.</summary>
    public sealed record SeatsTold(int Through) : WindowEvent;

    /// <summary>The preparation of the seats up to this number is on the agenda.</summary>
    public sealed record SeatsPrepared(int Through) : WindowEvent;
}

/// <param name="TimeMultiplierPercent">Accommodation; null for none, which most have and which need not be written a thousand times.</param>
public sealed record TakenSeat(string Learner, int? TimeMultiplierPercent);
