using System.Collections.Immutable;

namespace ExamEngine.Core.Windows;

/// <summary>What somebody asks of a window.</summary>
/// <param name="At">The server's time, in whole milliseconds.</param>
public abstract partial record WindowCommand(DateTimeOffset At)
{
    /// <summary>Plans the window, or changes it. The terms say it all, so repeating changes nothing.</summary>
    public sealed record Plan(DateTimeOffset At, WindowTerms Terms) : WindowCommand(At);

    public sealed record TakeSeats(DateTimeOffset At, Guid Command, ImmutableArray<SeatRequest> Seats) : WindowCommand(At);

    public sealed record ReleaseSeat(DateTimeOffset At, string Learner) : WindowCommand(At);

    public sealed record Cancel(DateTimeOffset At) : WindowCommand(At);

    /// <summary>The next slice of learners is to be told how the window stands.</summary>
    /// <param name="From">How far the telling has come by the agenda's word; a duty carried out twice is known by it.</param>
    public sealed record TellSeats(DateTimeOffset At, int From, int AtMost) : WindowCommand(At);

    /// <summary>The next slice of seats is to be prepared.</summary>
    /// <param name="From">As in <see cref="TellSeats"/>.</param>
    public sealed record PrepareSeats(DateTimeOffset At, int From, int AtMost) : WindowCommand(At);
}

/// <param name="TimeMultiplierPercent">Null: none for a new seat, unchanged for one that is there.</param>
/// <param name="Known">False when there is no such learner.</param>
public sealed record SeatRequest(string Learner, int? TimeMultiplierPercent, bool Known);
