using System.Collections.Immutable;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Learners;

/// <summary>How a learner's record follows the seat in a window: repeated, it says nothing new.</summary>
public static class LearnerSeats
{
    /// <param name="seat">The seat as the window has it now; null when it has none for this learner, or was cancelled.</param>
    public static ImmutableArray<LearnerEvent> Follow(LearnerState learner, string window, ExamRegistration? seat, DateTimeOffset now)
    {
        var known = learner.InWindow(window);
        // Whoever has begun keeps what they began with: a result needs a registration to stand under.
        if (seat == known || (seat is null && learner.Attempts.Any(attempt => attempt.Window == window)))
            return [];

        LearnerEvent followed = seat is { Opens: { } opens, Closes: { } closes }
            ? new LearnerEvent.RegisteredInWindow(window, seat.Exam, opens, closes, seat.TimeMultiplierPercent) { At = now }
            : new LearnerEvent.WithdrawnFromWindow(window) { At = now };
        return learner.PreparedFor(window) is { } prepared && !prepared.Fits(prepared.Version, seat, prepared.Number, learner.Accommodation)
            ? [followed, new LearnerEvent.PreparedWithdrawn(prepared.Session) { At = now }]
            : [followed];
    }

    /// <summary>What is granted in every exam. Sessions that were prepared without it are not needed.</summary>
    public static ImmutableArray<LearnerEvent> Accommodate(LearnerState learner, Accommodation granted, DateTimeOffset now) => granted == learner.Accommodation
        ? []
        : [
            new LearnerEvent.Accommodated(
                granted.TimeMultiplierPercent, granted.BreakMinutes, granted.Tools, granted.ExemptRules, granted.NoCamera, granted.NoMicrophone, granted.NoScreen)
            { At = now },
            .. learner.Prepared.Select(prepared => new LearnerEvent.PreparedWithdrawn(prepared.Session) { At = now }),
        ];

    /// <summary>Nothing when what is prepared fits; else a fresh session takes its place.</summary>
    /// <param name="registration">By a seat in a window.</param>
    /// <param name="session">The id of the fresh session, and of the command that seats it.</param>
    public static ImmutableArray<LearnerEvent> Prepare(
        LearnerState learner, ExamRegistration registration, int version, Guid session, ulong seed, DateTimeOffset now)
    {
        if (registration is not { Window: { } window, Closes: { } closes })
            throw new ArgumentException("Only a seat in a window is prepared.", nameof(registration));
        var number = learner.AttemptsAt(registration.Exam) + 1;
        var prepared = learner.PreparedFor(window);
        if (prepared?.Fits(version, registration, number, learner.Accommodation) == true)
            return [];
        var fresh = new LearnerEvent.SessionPrepared(
            session, session, registration.Exam, version, seed, number, window, closes,
            learner.Granted(registration).TimeMultiplierPercent)
        { At = now };
        return prepared is null ? [fresh] : [new LearnerEvent.PreparedWithdrawn(prepared.Session) { At = now }, fresh];
    }

    /// <summary>
    /// The beginning of an attempt: the prepared session when it fits, else a fresh one, and then what was prepared is withdrawn.
    /// The last event is the beginning.
    /// </summary>
    public static ImmutableArray<LearnerEvent> Begin(
        LearnerState learner, ExamRegistration? registration, string exam, int version, Guid command, Guid session, ulong seed, DateTimeOffset now)
    {
        var number = learner.AttemptsAt(exam) + 1;
        var prepared = registration?.Window is { } window ? learner.PreparedFor(window) : null;
        var fits = prepared?.Fits(version, registration, number, learner.Accommodation) == true;
        var begun = prepared is not null && fits
            ? new LearnerEvent.SessionBegun(command, prepared.Session, exam, version, prepared.Seed, number) { At = now }
            : new LearnerEvent.SessionBegun(command, session, exam, version, seed, number) { At = now };
        LearnerEvent happened = registration?.Window is { } place ? new LearnerEvent.SessionBegunInWindow(place, begun) { At = now } : begun;
        return prepared is null || fits ? [happened] : [new LearnerEvent.PreparedWithdrawn(prepared.Session) { At = now }, happened];
    }
}
