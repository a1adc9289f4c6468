using ExamEngine.Core.Kernel;
using static ExamEngine.Core.Windows.WindowState;

namespace ExamEngine.Core.Windows;

/// <summary>The rules of a window. Pure: the same state and command give the same decision on every machine.</summary>
public static class WindowRules
{
    public const int MostCapacity = 100_000;
    public const int LongestTitle = 200;

    /// <summary>What the command does, and whom that leaves a place for.</summary>
    public static WindowDecision Decide(WindowState state, WindowCommand command)
    {
        var decision = Answer(state, command);
        return decision.Events.IsEmpty && command is not WindowCommand.TendOffers ? decision
            : WaitingRules.Offer(decision.Events.Aggregate(state, WindowEvolution.Evolve), command.At) is { } offered ? decision with { Events = decision.Events.Add(offered) }
            : decision;
    }

    private static WindowDecision Answer(WindowState state, WindowCommand command) => (state, command) switch
    {
        (Unplanned, WindowCommand.Plan plan) => PlanNew(plan),
        (Unplanned, _) => WindowDecision.Refuse("window.unknown", "There is no such window."),

        (Planned planned, WindowCommand.Plan plan) => Change(planned, plan),
        (Planned planned, WindowCommand.TakeSeats take) => planned.Terms.HasClosed(take.At) ? Closed : SeatTaking.Decide(planned, take),
        (Planned planned, WindowCommand.ReleaseSeat release) => planned.Roll.Find(release.Learner) is null ? WindowDecision.Nothing
            : planned.Terms.HasClosed(release.At) ? Closed
            : WindowDecision.Of(new WindowEvent.SeatReleased(release.Learner) { At = release.At }),
        (Planned planned, WindowCommand.Cancel cancel) => planned.Terms.HasOpened(cancel.At)
            ? WindowDecision.Refuse("window.opened", "The window has opened: it is cancelled no more.")
            : WindowDecision.Of(new WindowEvent.Cancelled { At = cancel.At }),
        (Planned planned, WindowCommand.TellSeats tell) => Tell(planned.Roll, planned.Told, tell),
        (Planned planned, WindowCommand.PrepareSeats prepare) => Prepare(planned, prepare),

        (Planned planned, WindowCommand.Register register) => WaitingRules.Register(planned, register),
        (Planned planned, WindowCommand.Leave leave) => WaitingRules.Leave(planned, leave),
        (Planned planned, WindowCommand.GiveBack back) => planned.Roll.Find(back.Learner)?.Number == back.Number && !planned.Terms.HasClosed(back.At)
            ? WindowDecision.Of(new WindowEvent.SeatReleased(back.Learner) { At = back.At })
            : WindowDecision.Nothing,
        (Planned planned, WindowCommand.TendOffers tend) => WaitingRules.Lapse(planned, tend.At),
        (Planned planned, WindowCommand.SetRegistration set) => WaitingRules.Set(planned, set),

        (Cancelled, WindowCommand.Cancel or WindowCommand.PrepareSeats or WindowCommand.TendOffers or WindowCommand.GiveBack) => WindowDecision.Nothing,
        (Cancelled cancelled, WindowCommand.TellSeats tell) => Tell(cancelled.Roll, cancelled.Told, tell),
        (Cancelled, WindowCommand.Plan or WindowCommand.TakeSeats or WindowCommand.ReleaseSeat or WindowCommand.Register or WindowCommand.Leave or WindowCommand.SetRegistration) =>
            WindowDecision.Refuse("window.cancelled", "The window was cancelled."),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}, or unknown state {state.GetType().Name}."),
    };

    internal static WindowDecision Closed => WindowDecision.Refuse("window.closed", "The window has closed.");

    private static WindowDecision PlanNew(WindowCommand.Plan plan)
    {
        var found = new Findings();
        CheckTerms(plan.Terms, plan.At, found);
        return found.Count > 0 ? new([], found.Refusals) : WindowDecision.Of(
            new WindowEvent.Planned(plan.Terms.Exam, plan.Terms.Title, plan.Terms.Opens, plan.Terms.Closes, plan.Terms.Capacity) { At = plan.At });
    }

    private static WindowDecision Change(Planned planned, WindowCommand.Plan plan)
    {
        var (now, then) = (planned.Terms, plan.Terms);
        if (now == then)
            return WindowDecision.Nothing;
        if (now.HasClosed(plan.At))
            return Closed;

        var found = new Findings();
        CheckTerms(then, plan.At, found);
        found.Require(then.Exam == now.Exam, "window.exam-fixed", $"The window is of exam '{now.Exam}'.", "examId");
        found.Require(then.Capacity >= planned.Held, "window.seats-taken", $"{planned.Held} seats are taken or kept for somebody.", "capacity");
        if (now.HasOpened(plan.At))
        {
            found.Require(then.Title == now.Title, "window.opened", "The window has opened: its title stays.", "title");
            found.Require(then.Opens == now.Opens, "window.opened", "The window has opened already.", "opens");
            found.Require(then.Closes >= now.Closes, "window.opened", "The window has opened: it can close later, not sooner.", "closes");
            found.Require(then.Capacity >= now.Capacity, "window.opened", "The window has opened: its capacity can grow, not shrink.", "capacity");
        }
        return found.Count > 0
            ? new([], found.Refusals)
            : WindowDecision.Of(new WindowEvent.Changed(then.Title, then.Opens, then.Closes, then.Capacity) { At = plan.At });
    }

    private static void CheckTerms(WindowTerms terms, DateTimeOffset now, Findings found)
    {
        found.Require(!string.IsNullOrWhiteSpace(terms.Title) && terms.Title.Length <= LongestTitle, "input.title", $"A title has 1 to {LongestTitle} characters.", "title");
        found.Require(terms.Closes > terms.Opens, "input.closes", "The window closes before it opens.", "closes");
        found.Require(terms.Closes > now, "input.closes", "The window's close lies in the past.", "closes");
        found.Require(terms.Capacity is >= 1 and <= MostCapacity, "input.capacity", $"A capacity lies between 1 and {MostCapacity}.", "capacity");
    }

    private static WindowDecision Tell(SeatRoll roll, int told, WindowCommand.TellSeats tell) => tell.From != told || told >= roll.LastNumber
        ? WindowDecision.Nothing
        : WindowDecision.Of(new WindowEvent.SeatsTold(Math.Min(told + tell.AtMost, roll.LastNumber)) { At = tell.At });

    /// <summary>A closed window prepares nothing: nobody could begin.</summary>
    private static WindowDecision Prepare(Planned planned, WindowCommand.PrepareSeats prepare) =>
        prepare.From != planned.Prepared || planned.Prepared >= planned.Roll.LastNumber || planned.Terms.HasClosed(prepare.At)
            ? WindowDecision.Nothing
            : WindowDecision.Of(new WindowEvent.SeatsPrepared(Math.Min(planned.Prepared + prepare.AtMost, planned.Roll.LastNumber)) { At = prepare.At });
}
