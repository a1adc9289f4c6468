using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Windows;

/// <summary>What follows from a command: events, or every reason why there are none. A batch of seats has an answer for each seat besides.</summary>
public sealed record WindowDecision(ImmutableArray<WindowEvent> Events, ImmutableArray<Refusal> Refusals, SeatAnswers? Seats = null)
{
    public static readonly WindowDecision Nothing = new([], []);

    public static WindowDecision Of(WindowEvent happened) => new([happened], []);

    public static WindowDecision Refuse(string code, string message) => new([], [new(code, message)]);
}

/// <summary>How a batch of seats was answered; each seat asked for is counted once.</summary>
/// <param name="Known">Seats that were there before, whatever accommodation they have now.</param>
/// <param name="Refused">Learner and why, in the order asked.</param>
public sealed record SeatAnswers(int Taken, int Known, ImmutableArray<(string Learner, Refusal Why)> Refused);
