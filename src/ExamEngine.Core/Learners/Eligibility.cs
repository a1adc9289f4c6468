using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Learners;

/// <summary>Where a learner stands with an exam.</summary>
public enum ExamStanding
{
    Ready, Running, NotYet, Closed, NeedsRehearsal, NoAttemptsLeft, Passed, Barred, NotRegistered,
    NeedsEnrolment, NeedsPrerequisite, NeedsPayment, CoolingOff, WindowUsed, NameUnconfirmed, AccommodationPending,
}

/// <summary>
/// May this learner sit this exam now, and if not, why not: every reason, in words. The standing is the first reason's: what a learner
/// most wants to know, so that a pass is still called one when the window has closed. The learner's page, support and the beginning all
/// ask here, so what is shown is what holds.
/// </summary>
public static class Eligibility
{
    /// <param name="open">The attempt that has begun and not ended; null when there is none.</param>
    /// <param name="rehearsed">True when the learner has finished the rehearsal once.</param>
    public static (ExamStanding Standing, ImmutableArray<EligibilityReason> Reasons) Of(
        LearnerState learner, ExamVersion exam, LearnerAttempt? open, bool rehearsed, DateTimeOffset now) => Of(learner, exam, open, new Surroundings(rehearsed), now);

    /// <param name="open">The attempt that has begun and not ended; null when there is none.</param>
    public static (ExamStanding Standing, ImmutableArray<EligibilityReason> Reasons) Of(
        LearnerState learner, ExamVersion exam, LearnerAttempt? open, Surroundings around, DateTimeOffset now)
    {
        if (open is not null)
            return (ExamStanding.Running, []);

        var reasons = ImmutableArray.CreateBuilder<EligibilityReason>();
        var standing = ExamStanding.Ready;
        var asks = exam.Eligibility ?? EligibilityPolicy.None;
        var registration = learner.RegistrationFor(exam.ExamId, now);
        if (!exam.Rehearsal && HasPassed(learner, exam.ExamId, null))
            Because(ExamStanding.Passed, new("learner.passed", "You have passed this exam.", "", RemedyBy.Nobody));
        if (!exam.Rehearsal && learner.BarredUntil(exam.ExamId, exam.ProgramId, now) is { } barred)
            Because(ExamStanding.Barred, new("learner.barred", $"You may sit no exam of this program before {Moment(barred)}.", "", RemedyBy.Time, barred));
        if (asks.Enrolment && !learner.Entitlements.Programs.Contains(exam.ProgramId))
            Because(ExamStanding.NeedsEnrolment, new("learner.not-enrolled", "You are not enrolled in the program of this exam.", "Enrol in the program.", RemedyBy.Learner));
        foreach (var prerequisite in asks.Passed.Where(prerequisite => !Meets(learner, prerequisite)))
            Because(ExamStanding.NeedsPrerequisite, Missing(prerequisite, around));
        if (asks.Payment && !learner.Entitlements.HasPaid(exam.ExamId, exam.ProgramId))
            Because(ExamStanding.NeedsPayment, new("learner.not-paid", "This exam has not been paid for.", "Pay for it, or redeem a voucher.", RemedyBy.Learner));
        if (registration is null && !exam.Rehearsal)
            Because(ExamStanding.NotRegistered, Unregistered(around));
        if (registration?.Closes <= now)
        {
            var (remedy, by) = AnotherWindow(around);
            Because(ExamStanding.Closed, new("learner.window-closed", "The time for sitting this exam is over.", remedy, by, BarsRegistration: false));
        }
        if (AttemptsAllowed(exam, registration) <= AttemptsUsed(learner, exam, now))
            Because(ExamStanding.NoAttemptsLeft, new("learner.no-attempts-left", "You have used all your attempts.", "Your program may grant another one.", RemedyBy.Staff));
        if (asks.CoolingOff > TimeSpan.Zero && LastEnd(learner, exam.ExamId, around) + asks.CoolingOff is { } cool && cool > now)
            Because(ExamStanding.CoolingOff, new("learner.cooling-off", $"Some time has to pass between two attempts: the next may begin on {Moment(cool)}.", "", RemedyBy.Time, cool));
        if (registration?.Window is { } window && registration.Closes > now && asks.AttemptsPerWindow <= learner.Attempts.Count(attempt => attempt.Window == window && !attempt.Returned))
            Because(ExamStanding.WindowUsed, new("learner.window-used", "You have used your attempts in this window.", "Register for a later window.", RemedyBy.Learner, BarsRegistration: false));
        if (asks.ConfirmedName && (learner.LegalName.Length == 0 || learner.Entitlements.ConfirmedName != learner.LegalName))
            Because(ExamStanding.NameUnconfirmed, Unconfirmed(learner));
        if (asks.AccommodationsDecided && learner.Entitlements.PendingRequest is not null)
        {
            Because(ExamStanding.AccommodationPending, new(
                "learner.accommodation-pending", "Your request for an accommodation has not been answered.", "Your program answers it; you may also withdraw it.", RemedyBy.Staff,
                BarsRegistration: false));
        }
        if (registration?.Opens > now)
            Because(ExamStanding.NotYet, new("learner.window-not-open", "This exam has not opened yet.", "", RemedyBy.Time, registration.Opens, BarsRegistration: false));
        if (exam.Policy.RequiresRehearsal && !around.Rehearsed)
        {
            Because(ExamStanding.NeedsRehearsal, new(
                "learner.rehearsal-needed", "Finish the rehearsal first: it tries out your device and your connection.", "Take the rehearsal.", RemedyBy.Learner, BarsRegistration: false));
        }
        return (standing, reasons.ToImmutable());

        void Because(ExamStanding why, EligibilityReason reason)
        {
            if (standing == ExamStanding.Ready)
                standing = why;
            reasons.Add(reason);
        }
    }

    /// <summary>
    /// What keeps a learner from choosing a window that closes then. What ends by itself before the close is no hindrance, nor is what can
    /// still be settled until the beginning.
    /// </summary>
    public static ImmutableArray<EligibilityReason> ToRegister(LearnerState learner, ExamVersion exam, Surroundings around, DateTimeOffset now, DateTimeOffset closes) =>
        [.. Of(learner, exam, null, around, now).Reasons.Where(reason => reason.BarsRegistration && !(reason.EndsAt < closes))];

    /// <summary>Null for no limit.</summary>
    public static int? AttemptsAllowed(ExamVersion exam, ExamRegistration? registration) => exam.Policy.AttemptsAllowed + (registration?.ExtraAttempts ?? 0);

    /// <summary>Attempts that were begun, and windows that were missed where the exam says that they count.</summary>
    public static int AttemptsUsed(LearnerState learner, ExamVersion exam, DateTimeOffset now) =>
        learner.AttemptsAt(exam.ExamId) + (exam.Eligibility is { NoShowUsesAttempt: true } ? learner.NoShowsAt(exam.ExamId, now) : 0);

    private static DateTimeOffset? LastEnd(LearnerState learner, string exam, Surroundings around)
    {
        var heard = learner.Attempts.Where(attempt => attempt.Exam == exam && !attempt.Returned).Max(attempt => attempt.EndedAt);
        return heard is null || around.UnheardEnd > heard ? around.UnheardEnd ?? heard : heard;
    }

    private static bool HasPassed(LearnerState learner, string exam, decimal? least) => learner.Attempts.Any(attempt =>
        attempt.Exam == exam && attempt is { Released: true, Passed: true, Voided: false }
        && (least is null || (attempt is { Points: { } points, MaxPoints: > 0 and { } most } && points * 100 >= least * most)));

    private static bool Meets(LearnerState learner, Prerequisite prerequisite) => prerequisite switch
    {
        Prerequisite.Exam exam => HasPassed(learner, exam.Id, exam.LeastPercent),
        Prerequisite.Course course => learner.Entitlements.Grades.GetValueOrDefault(course.Id) is { Passed: true } grade && (course.LeastPercent is null || grade.Percent >= course.LeastPercent),
        _ => throw new InvalidOperationException($"Unknown prerequisite {prerequisite.GetType().Name}."),
    };

    private static EligibilityReason Missing(Prerequisite prerequisite, Surroundings around)
    {
        var title = around.Titles.GetValueOrDefault(prerequisite is Prerequisite.Course ? $"course/{prerequisite.Id}" : $"exam/{prerequisite.Id}", prerequisite.Id);
        var least = prerequisite.LeastPercent is { } percent ? string.Create(CultureInfo.InvariantCulture, $" with at least {percent:0.##} %") : "";
        return prerequisite is Prerequisite.Course
            ? new("learner.course-not-passed", $"The course “{title}” has to be passed first{least}.", "Pass the course. Its grade comes from the course's platform.", RemedyBy.Learner)
            : new("learner.exam-not-passed", $"The exam “{title}” has to be passed first{least}.", "Pass that exam.", RemedyBy.Learner);
    }

    private static EligibilityReason Unregistered(Surroundings around) => around.Places switch
    {
        Places.None => new("learner.not-registered", "You are not registered for this exam.", "Your program registers you.", RemedyBy.Staff, BarsRegistration: false),
        Places.Free => new("learner.not-registered", "You are not registered for this exam.", "Choose a window.", RemedyBy.Learner, BarsRegistration: false),
        Places.Full => new("learner.windows-full", "All windows of this exam are full.", "Join a waiting list.", RemedyBy.Learner, BarsRegistration: false),
        Places.Later => new("learner.registration-not-open", "Registration for this exam has not opened yet.", "", RemedyBy.Time, around.PlacesAt, BarsRegistration: false),
        Places.Over => new("learner.registration-over", "Registration for this exam is over.", "Ask your program for another window.", RemedyBy.Staff, BarsRegistration: false),
        Places.Waiting => new("learner.waiting", "You are on a waiting list for this exam.", "When a place is free it is offered to you here.", RemedyBy.Time, BarsRegistration: false),
        Places.Offered => new(
            "learner.place-offered", "A place in a window is kept for you.", $"Accept it before {Moment(around.PlacesAt ?? default)}, or let it pass on.", RemedyBy.Learner, BarsRegistration: false),
        _ => throw new InvalidOperationException($"Unknown places {around.Places}."),
    };

    private static (string Remedy, RemedyBy By) AnotherWindow(Surroundings around) => around.Places switch
    {
        Places.Free => ("Choose another window.", RemedyBy.Learner),
        Places.Full => ("Join the waiting list of another window.", RemedyBy.Learner),
        Places.Offered => (Unregistered(around).Remedy, RemedyBy.Learner),
        Places.Waiting => (Unregistered(around).Remedy, RemedyBy.Time),
        Places.Later => ("Choose another window when registration opens.", RemedyBy.Learner),
        _ => ("Ask your program for another window.", RemedyBy.Staff),
    };

    private static EligibilityReason Unconfirmed(LearnerState learner) => learner.LegalName.Length == 0
        ? new("learner.name-unconfirmed", "Your legal name is not known.", "Your program enters your legal name; then you confirm it.", RemedyBy.Staff, BarsRegistration: false)
        : new("learner.name-unconfirmed", "You have not confirmed your legal name.", "Confirm that it is as on your identity document.", RemedyBy.Learner, BarsRegistration: false);

    private static string Moment(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:d MMMM yyyy, HH:mm} UTC");
}
