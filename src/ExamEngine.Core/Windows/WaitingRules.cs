using ExamEngine.Core.Kernel;
using static ExamEngine.Core.Windows.WindowState;

namespace ExamEngine.Core.Windows;

/// <summary>
/// Registration by the learners themselves. Nobody passes anybody: a place is free to take only while nobody waits, and one that comes free
/// is kept for whoever has waited longest by the very decision that freed it. Seats and kept places together never exceed the capacity.
/// </summary>
public static class WaitingRules
{
    public const int MostWaiting = 10_000;

    /// <summary>Places that are offered by one event; more follow by the agenda.</summary>
    public const int OfferSlice = 500;

    /// <summary>True when somebody waits and a place is free for them.</summary>
    public static bool CanOffer(Planned window, DateTimeOffset now) =>
        window.Waiting.Places.Length > window.Waiting.Offered && window.Terms.Capacity > window.Held && window.Registration?.IsOpen(window.Terms, now) == true;

    /// <summary>Null when there is no place, nobody who waits, or no time left to register.</summary>
    internal static WindowEvent.PlacesOffered? Offer(WindowState state, DateTimeOffset now)
    {
        if (state is not Planned { Registration: { } terms } window || !CanOffer(window, now))
            return null;
        var (kept, ends) = (now.AddMinutes(terms.OfferMinutes), terms.Ends(window.Terms));
        return new(
            [.. window.Waiting.Places.Where(place => place.OfferedUntil is null).Take(Math.Min(OfferSlice, window.Terms.Capacity - window.Held)).Select(place => place.Learner)],
            kept < ends ? kept : ends)
        { At = now };
    }

    internal static WindowDecision Set(Planned window, WindowCommand.SetRegistration set)
    {
        if (set.Terms == window.Registration)
            return WindowDecision.Nothing;
        if (window.Terms.HasClosed(set.At))
            return WindowRules.Closed;
        if (set.Terms is not { } terms)
            return WindowDecision.Of(new WindowEvent.RegistrationStopped { At = set.At });

        var found = new Findings();
        found.Require(terms.EndsBeforeMinutes is null or (>= 0 and <= RegistrationTerms.MostMinutes), "input.ends-before", "Registration ends 0 minutes to a year before the opening.", "endsBeforeMinutes");
        found.Require(terms.ChangeBeforeMinutes is >= 0 and <= RegistrationTerms.MostMinutes, "input.change-before", "Changes end 0 minutes to a year before the opening.", "changeBeforeMinutes");
        found.Require(terms.OfferMinutes is >= 1 and <= RegistrationTerms.MostMinutes, "input.offer-minutes", "A place is kept for a minute to a year.", "offerMinutes");
        found.Require(found.Count > 0 || !(terms.From >= terms.Ends(window.Terms)), "input.registration-from", "Registration would end before it opens.", "from");
        return found.Count > 0
            ? new([], found.Refusals)
            : WindowDecision.Of(new WindowEvent.RegistrationOpened(terms.From, terms.EndsBeforeMinutes, terms.ChangeBeforeMinutes, terms.OfferMinutes) { At = set.At });
    }

    internal static WindowDecision Register(Planned window, WindowCommand.Register register)
    {
        if (window.Roll.Find(register.Learner) is not null)
            return WindowDecision.Nothing;
        var place = window.Waiting.Find(register.Learner);
        // What is kept for somebody is theirs until the moment that they were told.
        if (place?.OfferedUntil is { } until)
        {
            return until > register.At && !window.Terms.HasClosed(register.At) ? Seat(register)
                : WindowDecision.Refuse("window.offer-over", "The place was kept for you, and that time is over.");
        }
        if (window.Terms.HasClosed(register.At))
            return WindowRules.Closed;
        if (window.Registration is not { } terms)
            return WindowDecision.Refuse("window.no-registration", "Learners do not register for this window themselves.");
        if (terms.From > register.At)
            return WindowDecision.Refuse("window.registration-not-open", "Registration for this window has not opened yet.");
        if (!terms.IsOpen(window.Terms, register.At))
            return WindowDecision.Refuse("window.registration-over", "Registration for this window is over.");
        // What was done for this command is done, and was given back since.
        if (window.Roll.Has(register.Command) && place is null)
            return WindowDecision.Refuse("window.seat-released", "The seat was not taken, or was released since.");
        if (place is null && window.Terms.Capacity > window.Held && !CanOffer(window, register.At))
            return Seat(register);
        if (!register.Waits)
            return WindowDecision.Refuse("window.full", "The window is full.");
        if (place is not null)
            return WindowDecision.Nothing;
        return window.Waiting.Places.Length >= MostWaiting
            ? WindowDecision.Refuse("window.waiting-list-full", "The waiting list is full.")
            : WindowDecision.Of(new WindowEvent.WaitingJoined(register.Command, register.Learner) { At = register.At });
    }

    internal static WindowDecision Leave(Planned window, WindowCommand.Leave leave)
    {
        if (window.Roll.Find(leave.Learner) is not null)
        {
            return window.Registration is not { } terms ? WindowDecision.Refuse("window.no-registration", "Your program gives back seats in this window.")
                : terms.ChangeEnds(window.Terms) <= leave.At ? WindowDecision.Refuse("window.change-too-late", "It is too late to change or cancel.")
                : WindowDecision.Of(new WindowEvent.SeatReleased(leave.Learner) { At = leave.At });
        }
        return window.Waiting.Find(leave.Learner) is null ? WindowDecision.Nothing : WindowDecision.Of(new WindowEvent.WaitingLeft(leave.Learner) { At = leave.At });
    }

    internal static WindowDecision Lapse(Planned window, DateTimeOffset now) =>
        window.Waiting.Places.Where(place => place.OfferedUntil <= now).Select(place => place.Learner).ToArray() is { Length: > 0 } late
            ? WindowDecision.Of(new WindowEvent.OffersLapsed([.. late]) { At = now })
            : WindowDecision.Nothing;

    private static WindowDecision Seat(WindowCommand.Register register) =>
        WindowDecision.Of(new WindowEvent.SeatsTaken(register.Command, [new(register.Learner, null)]) { At = register.At });
}
