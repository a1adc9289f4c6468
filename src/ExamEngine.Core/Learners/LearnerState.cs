using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Learners;

/// <summary>A learner's record: name, registrations, attempts, and what is prepared for the start.</summary>
/// <param name="Registrations">Those without a window, by exam.</param>
public sealed record LearnerState(
    string LegalName, string Country, ImmutableDictionary<string, ExamRegistration> Registrations, ImmutableArray<LearnerAttempt> Attempts)
{
    public static readonly LearnerState Empty = new("", "", ImmutableDictionary<string, ExamRegistration>.Empty, []);

    /// <summary>Registrations by a seat in a window, one a window, in the order they came.</summary>
    public ImmutableArray<ExamRegistration> Windows { get; init; } = [];

    /// <summary>Sessions that are seated and not begun, at most one a window.</summary>
    public ImmutableArray<PreparedSession> Prepared { get; init; } = [];

    /// <summary>What the learner is granted in every exam.</summary>
    public Accommodation Accommodation { get; init; } = Accommodation.None;

    /// <summary>Programs with whose awards the learner's name may be published: none until they agree.</summary>
    public ImmutableSortedSet<string> NamePublished { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What was paid, passed, confirmed and asked for.</summary>
    public Entitlements Entitlements { get; init; } = Entitlements.None;

    /// <summary>What the learner is granted in one exam: of the time whichever is more.</summary>
    public Accommodation Granted(ExamRegistration? registration) => Accommodation.AtLeast(registration?.TimeMultiplierPercent ?? 100);

    /// <summary>What the learner is granted in an attempt, by the registration that it was begun under.</summary>
    public Accommodation GrantedFor(LearnerAttempt attempt) =>
        Granted(attempt.Window is { } window ? InWindow(window) : Registrations.GetValueOrDefault(attempt.Exam));

    public LearnerAttempt? Attempt(Guid session) => Attempts.FirstOrDefault(attempt => attempt.Session == session);

    public ExamRegistration? InWindow(string window) => Windows.FirstOrDefault(registration => registration.Window == window);

    public PreparedSession? PreparedFor(string window) => Prepared.FirstOrDefault(prepared => prepared.Window == window);

    /// <summary>Until when the learner may not sit the exam: a bar is from all exams of a program, or from the one exam that belongs to none. Null when nothing is in force.</summary>
    public DateTimeOffset? BarredUntil(string exam, string program, DateTimeOffset now)
    {
        DateTimeOffset? until = null;
        foreach (var attempt in Attempts)
        {
            if (attempt.Review is { InForce: Finding.BarredUntil bar } review && (program.Length > 0 ? review.Program == program : attempt.Exam == exam) && bar.Until > now && !(bar.Until <= until))
                until = bar.Until;
        }
        return until;
    }

    public int AttemptsAt(string exam) => Attempts.Count(attempt => attempt.Exam == exam && !attempt.Returned);

    /// <summary>Seats in windows that closed without a beginning.</summary>
    public int NoShowsAt(string exam, DateTimeOffset now) => Windows.Count(registration =>
        registration.Exam == exam && registration.Closes <= now && !Attempts.Any(attempt => attempt.Window == registration.Window));

    public bool IsRegistered(string exam) => Registrations.ContainsKey(exam) || Windows.Any(registration => registration.Exam == exam);

    /// <summary>
    /// The registration that counts now: one that is open, and then one in a window before one without, and what closes last; else the one
    /// that opens first; else the one that closed last. Extra attempts are the learner's, whichever it is.
    /// </summary>
    public ExamRegistration? RegistrationFor(string exam, DateTimeOffset now)
    {
        var alone = Registrations.GetValueOrDefault(exam);
        if (Windows.IsEmpty)
            return alone;
        ExamRegistration? best = null;
        foreach (var registration in Windows)
        {
            if (registration.Exam == exam && (best is null || Before(registration, best, now)))
                best = registration;
        }
        if (alone is null || best is null)
            return best ?? alone;
        return (Before(alone, best, now) ? alone : best) with { ExtraAttempts = Math.Max(alone.ExtraAttempts, best.ExtraAttempts) };
    }

    public static LearnerState Evolve(LearnerState state, LearnerEvent happened) => happened switch
    {
        LearnerEvent.Described e => state with { LegalName = e.LegalName, Country = e.Country },
        LearnerEvent.Accommodated e => state with { Accommodation = new(e.TimeMultiplierPercent, e.BreakMinutes, e.Tools, e.ExemptRules, e.NoCamera, e.NoMicrophone, e.NoScreen) },
        LearnerEvent.AttemptReturned e => state.Attempt(e.Session) is { } returned
            ? state with { Attempts = state.Attempts.Replace(returned, returned with { EndedAt = e.EndedAt, Returned = true }) }
            : throw new InvalidOperationException("An attempt was returned that was never begun."),
        LearnerEvent.Registered e => state with
        {
            Registrations = state.Registrations.SetItem(e.Exam, new(e.Exam, e.Opens, e.Closes, e.TimeMultiplierPercent, e.ExtraAttempts)),
        },
        LearnerEvent.RegisteredInWindow e => state with
        {
            Windows = [.. state.Windows.Where(other => other.Window != e.Window), new(e.Exam, e.Opens, e.Closes, e.TimeMultiplierPercent, 0, e.Window)],
        },
        LearnerEvent.WithdrawnFromWindow e => state with { Windows = [.. state.Windows.Where(other => other.Window != e.Window)] },
        LearnerEvent.SessionPrepared e => state with
        {
            Prepared = [.. state.Prepared.Where(other => other.Window != e.Window),
                new(e.Command, e.Session, e.Exam, e.Version, e.Seed, e.Number, e.Window, e.Closes, e.TimeMultiplierPercent)],
        },
        LearnerEvent.PreparedWithdrawn e => Unprepare(state, e.Session),
        LearnerEvent.SessionBegun e => Begin(state, e, null),
        LearnerEvent.SessionBegunInWindow e => Begin(state, e.Begun with { At = e.At }, e.Window),
        LearnerEvent.ResultKnown e => state.Attempt(e.Session) is { } attempt
            ? state with
            {
                Attempts = state.Attempts.Replace(attempt, attempt with
                {
                    EndedAt = e.EndedAt,
                    Released = e.Released,
                    Passed = e.Passed,
                    Points = e.Points,
                    MaxPoints = e.MaxPoints,
                    Credential = e.Credential,
                }),
            }
            : throw new InvalidOperationException("A result for an attempt that was never begun."),
        LearnerEvent.ReviewKnown e => state.Attempt(e.Session) is { } attempt
            ? state with { Attempts = state.Attempts.Replace(attempt, attempt with { Review = new(e.InForce, e.Program) }) }
            : throw new InvalidOperationException("A review of an attempt that was never begun."),
        LearnerEvent.NamePublishingAgreed e => state with { NamePublished = state.NamePublished.Add(e.Program) },
        LearnerEvent.NamePublishingWithdrawn e => state with { NamePublished = state.NamePublished.Remove(e.Program) },
        _ => state with { Entitlements = Entitlements.Evolve(state.Entitlements, happened) },
    };

    private static LearnerState Begin(LearnerState state, LearnerEvent.SessionBegun e, string? window) => Unprepare(state, e.Session) with
    {
        Attempts = state.Attempts.Add(new(e.Command, e.Session, e.Exam, e.Version, e.Seed, e.Number, e.At, null, false, null, null, null, null, window)),
    };

    private static LearnerState Unprepare(LearnerState state, Guid session) =>
        state.Prepared.IsEmpty ? state : state with { Prepared = [.. state.Prepared.Where(prepared => prepared.Session != session)] };

    /// <summary>True when <paramref name="one"/> counts rather than <paramref name="other"/>.</summary>
    private static bool Before(ExamRegistration one, ExamRegistration other, DateTimeOffset now)
    {
        var (a, b) = (Phase(one, now), Phase(other, now));
        if (a != b)
            return a < b;
        return a switch
        {
            0 => (one.Window is null, other.Window is null) switch
            {
                (false, true) => true,
                (true, false) => false,
                _ => ClosesOf(one) > ClosesOf(other),
            },
            1 => one.Opens < other.Opens,
            _ => ClosesOf(one) > ClosesOf(other),
        };
    }

    /// <summary>0: open; 1: opens later; 2: closed.</summary>
    private static int Phase(ExamRegistration registration, DateTimeOffset now) => registration.Closes <= now ? 2 : registration.Opens > now ? 1 : 0;

    private static DateTimeOffset ClosesOf(ExamRegistration registration) => registration.Closes ?? DateTimeOffset.MaxValue;
}
