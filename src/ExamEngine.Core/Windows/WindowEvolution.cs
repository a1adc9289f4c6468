using static ExamEngine.Core.Windows.WindowState;

namespace ExamEngine.Core.Windows;

/// <summary>State from events. An event that cannot follow the state throws: the stream is then not what this engine wrote.</summary>
public static class WindowEvolution
{
    public static WindowState Evolve(WindowState state, WindowEvent happened) => (state, happened) switch
    {
        (Unplanned, WindowEvent.Planned e) => new Planned(new(e.Exam, e.Title, e.Opens, e.Closes, e.Capacity), SeatRoll.Empty, 0, 0),
        (Planned s, WindowEvent.Changed e) => Change(s, s.Terms with { Title = e.Title, Opens = e.Opens, Closes = e.Closes, Capacity = e.Capacity }),
        (Planned s, WindowEvent.SeatsTaken e) => Take(s, s.Roll.Take(e.Command, e.Seats)) with { Waiting = s.Waiting.Without(e.Seats.Select(seat => seat.Learner)) },
        (Planned s, WindowEvent.AccommodationsChanged e) => s with { Roll = s.Roll.Accommodate(e.Command, e.Seats) },
        (Planned s, WindowEvent.SeatReleased e) => s with { Roll = s.Roll.Release(e.Learner) },
        (Planned s, WindowEvent.SeatsTold e) => s with { Told = e.Through },
        (Planned s, WindowEvent.SeatsPrepared e) => s with { Prepared = e.Through },
        (Planned s, WindowEvent.RegistrationOpened e) => s with { Registration = new(e.From, e.EndsBeforeMinutes, e.ChangeBeforeMinutes, e.OfferMinutes) },
        (Planned s, WindowEvent.RegistrationStopped) => s with { Registration = null },
        (Planned s, WindowEvent.WaitingJoined e) => s with { Roll = s.Roll.Remember(e.Command), Waiting = s.Waiting.Join(e.Learner, e.At) },
        (Planned s, WindowEvent.WaitingLeft e) => s with { Waiting = s.Waiting.Without([e.Learner]) },
        (Planned s, WindowEvent.PlacesOffered e) => s with { Waiting = s.Waiting.Offer(e.Learners, e.Until) },
        (Planned s, WindowEvent.OffersLapsed e) => s with { Waiting = s.Waiting.Without(e.Learners) },
        (Planned s, WindowEvent.Cancelled) => new Cancelled(s.Terms, s.Roll, 0),
        (Cancelled s, WindowEvent.SeatsTold e) => s with { Told = e.Through },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} cannot follow {state.GetType().Name}."),
    };

    /// <summary>Their learners are told by the same append; while others are still to be told, that round comes to these as well.</summary>
    private static Planned Take(Planned state, SeatRoll roll) =>
        state with { Roll = roll, Told = state.Told == state.Roll.LastNumber ? roll.LastNumber : state.Told };

    /// <summary>Other times: all learners are told anew, and what was prepared for the old ones is prepared anew.</summary>
    private static Planned Change(Planned state, WindowTerms terms) => terms.Opens == state.Terms.Opens && terms.Closes == state.Terms.Closes
        ? state with { Terms = terms }
        : state with { Terms = terms, Told = 0, Prepared = 0 };
}
