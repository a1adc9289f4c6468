using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Learners;

/// <summary>Where a learner stands with an exam.</summary>
public enum ExamStanding { Ready, Running, NotYet, Closed, NeedsRehearsal, NoAttemptsLeft, Passed, Barred, NotRegistered }

/// <summary>
/// May this learner sit this exam now, and if not, why not: every reason, in words. The standing is the first reason's: what a learner
/// most wants to know, so that a pass is still called one when the window has closed.
/// </summary>
public static class Eligibility
{
    /// <param name="open">The attempt that has begun and not ended; null when there is none.</param>
    /// <param name="rehearsed">True when the learner has finished the rehearsal once.</param>
    public static (ExamStanding Standing, ImmutableArray<Refusal> Reasons) Of(
        LearnerState learner, ExamVersion exam, LearnerAttempt? open, bool rehearsed, DateTimeOffset now)
    {
        if (open is not null)
            return (ExamStanding.Running, []);

        var reasons = ImmutableArray.CreateBuilder<Refusal>();
        var standing = ExamStanding.Ready;
        var registration = learner.RegistrationFor(exam.ExamId, now);
        if (!exam.Rehearsal && learner.Attempts.Any(attempt => attempt.Exam == exam.ExamId && attempt is { Released: true, Passed: true, Voided: false }))
            Because(ExamStanding.Passed, "learner.passed", "You have passed this exam.");
        if (!exam.Rehearsal && learner.BarredUntil(exam.ExamId, exam.ProgramId, now) is { } barred)
            Because(ExamStanding.Barred, "learner.barred", string.Create(CultureInfo.InvariantCulture, $"You may sit no exam of this program before {barred.UtcDateTime:d MMMM yyyy, HH:mm} UTC."));
        if (registration is null && !exam.Rehearsal)
            Because(ExamStanding.NotRegistered, "learner.not-registered", "You are not registered for this exam.");
        if (registration?.Closes <= now)
            Because(ExamStanding.Closed, "learner.window-closed", "The time for sitting this exam is over.");
        if (AttemptsAllowed(exam, registration) <= learner.AttemptsAt(exam.ExamId))
            Because(ExamStanding.NoAttemptsLeft, "learner.no-attempts-left", "You have used all your attempts.");
        if (registration?.Opens > now)
            Because(ExamStanding.NotYet, "learner.window-not-open", "This exam has not opened yet.");
        if (exam.Policy.RequiresRehearsal && !rehearsed)
            Because(ExamStanding.NeedsRehearsal, "learner.rehearsal-needed", "Finish the rehearsal first: it tries out your device and your connection.");
        return (standing, reasons.ToImmutable());

        void Because(ExamStanding why, string code, string message)
        {
            if (standing == ExamStanding.Ready)
                standing = why;
            reasons.Add(new(code, message));
        }
    }

    /// <summary>Null for no limit.</summary>
    public static int? AttemptsAllowed(ExamVersion exam, ExamRegistration? registration) => exam.Policy.AttemptsAllowed + (registration?.ExtraAttempts ?? 0);
}
