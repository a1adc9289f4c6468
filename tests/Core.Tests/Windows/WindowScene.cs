using ExamEngine.Core.Tests.Builders;
using ExamEngine.Core.Windows;

namespace ExamEngine.Core.Tests.Windows;

/// <summary>A window under test: decide, keep, evolve, at a time that a test sets. It opens at 60:00 and closes at 120:00 of <see cref="Scene.Moment"/>.</summary>
internal sealed class WindowScene
{
    public static readonly WindowTerms Terms = new("fin-101", "March", Scene.Moment("60:00"), Scene.Moment("120:00"), 3);

    private int _commands;

    public WindowState State { get; private set; } = WindowState.Nothing;

    public List<WindowEvent> Stream { get; } = [];

    public DateTimeOffset Now { get; private set; } = Scene.Opening;

    public WindowState.Planned Planned => Assert.IsType<WindowState.Planned>(State);

    public SeatRoll Roll => Planned.Roll;

    public static WindowScene Of(WindowTerms? terms = null)
    {
        var scene = new WindowScene();
        scene.Plan(terms ?? Terms);
        return scene;
    }

    public WindowScene At(string after)
    {
        Now = Scene.Moment(after);
        return this;
    }

    public WindowDecision When(WindowCommand command)
    {
        var decision = WindowRules.Decide(State, command);
        foreach (var happened in decision.Events)
        {
            Stream.Add(happened);
            State = WindowEvolution.Evolve(State, happened);
        }
        return decision;
    }

    public WindowDecision Plan(WindowTerms terms) => When(new WindowCommand.Plan(Now, terms));

    public WindowDecision Take(params string[] learners) => Take(NewId(), learners);

    public WindowDecision Take(Guid command, params string[] learners) => When(new WindowCommand.TakeSeats(Now, command, [.. learners.Select(Asked)]));

    public WindowDecision Accommodate(string learner, int? percent) => When(new WindowCommand.TakeSeats(Now, NewId(), [Asked(learner) with { TimeMultiplierPercent = percent }]));

    public WindowDecision Release(string learner) => When(new WindowCommand.ReleaseSeat(Now, learner));

    public WindowDecision Cancel() => When(new WindowCommand.Cancel(Now));

    public WindowDecision Tell(int from, int atMost = 2) => When(new WindowCommand.TellSeats(Now, from, atMost));

    public WindowDecision Prepare(int from, int atMost = 2) => When(new WindowCommand.PrepareSeats(Now, from, atMost));

    public Guid NewId() => new($"eeeeeeee-0000-7000-8000-{++_commands:x12}");

    private static SeatRequest Asked(string learner) => new(learner, null, Known: true);
}

/// <summary>What a test expects of a decision.</summary>
internal static class WindowDecisionChecks
{
    public static void Refused(this WindowDecision decision, params (string? Where, string Code)[] expected)
    {
        Assert.Empty(decision.Events);
        Assert.Equal(expected, decision.Refusals.Select(refusal => (refusal.Where, refusal.Code)));
    }

    public static T Happened<T>(this WindowDecision decision)
        where T : WindowEvent => Assert.IsType<T>(Assert.Single(decision.Events));

    public static void Nothing(this WindowDecision decision)
    {
        Assert.Empty(decision.Events);
        Assert.Empty(decision.Refusals);
    }

    /// <summary>So many taken and known, and these refused.</summary>
    public static void Answered(this WindowDecision decision, int taken, int known, params (string Learner, string Code)[] refused)
    {
        var seats = Assert.IsType<SeatAnswers>(decision.Seats);
        Assert.Equal((taken, known), (seats.Taken, seats.Known));
        Assert.Equal(refused, seats.Refused.Select(seat => (seat.Learner, seat.Why.Code)));
    }
}
