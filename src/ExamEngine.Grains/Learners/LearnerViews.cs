using System.Collections.Immutable;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Learners;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Proctoring;
using ExamEngine.Grains.Sessions;

namespace ExamEngine.Grains.Learners;

/// <summary>The cards of a learner's home page.</summary>
internal static class LearnerViews
{
    /// <param name="used">Attempts used: those of <paramref name="attempts"/>, and those that were never started or missed, which leave nothing to show.</param>
    public static ExamCard Exam(
        ExamVersion exam, LearnerState learner, ExamRegistration? registration, ExamStanding standing, ImmutableArray<EligibilityReason> reasons, LearnerAttempt? open, int used,
        ImmutableArray<AttemptCard> attempts, bool choosesWindow)
    {
        var limit = Core.Sessions.SessionPaper.Accommodate(exam.TimeLimit, learner.Granted(registration).TimeMultiplierPercent);
        return new(
            exam.ExamId, exam.Title, exam.CourseId, Name(standing), reasons.ToProblems(), registration?.Opens, registration?.Closes, (long)limit.TotalMilliseconds,
            exam.Sections.Sum(section => section.Entries.Sum(entry => entry is SectionEntry.Pool pool ? pool.Draw : 1)), exam.CutScorePercent,
            Eligibility.AttemptsAllowed(exam, registration), used, open?.Session, attempts, [.. reasons.Select(reason => reason.ToWire())], choosesWindow);
    }

    /// <summary>What ended before its start, by the state it ended in: whoever was not let in has their attempt again.</summary>
    public static LearnerEvent NeverStarted(Guid session, string state, DateTimeOffset ended) => state == SessionMapping.Denied
        ? new LearnerEvent.AttemptReturned(session, ended)
        : new LearnerEvent.ResultKnown(session, ended, false, null, null, null, null);

    /// <summary>What grading knows of an attempt and its record does not.</summary>
    public static ImmutableArray<LearnerEvent> News(LearnerAttempt known, AttemptSummary news, DateTimeOffset now)
    {
        var events = ImmutableArray.CreateBuilder<LearnerEvent>(2);
        if (known.EndedAt != news.EndedAt || (known.Released, known.Passed, known.Points, known.Credential) != (news.Released, news.Passed, news.Points, news.CredentialId))
            events.Add(new LearnerEvent.ResultKnown(known.Session, news.EndedAt, news.Released, news.Passed, news.Points, news.MaxPoints, news.CredentialId) { At = now });
        var finding = news.Finding?.ToCore();
        if ((news.UnderReview || finding is not null) && known.Review != new AttemptReview(finding, news.ProgramId))
            events.Add(new LearnerEvent.ReviewKnown(known.Session, finding, news.ProgramId) { At = now });
        return events.DrainToImmutable();
    }

    public static BriefingView Briefing(ExamVersion exam, ExamCard card) => new(
        card, Markup.Html(exam.Instructions, exam.ExamId, exam.Version), Markup.Html(exam.HonourCode, exam.ExamId, exam.Version),
        exam.Navigation == Navigation.Linear, exam.Sections.Length,
        (long)exam.Policy.Grace.TotalMilliseconds, (long)exam.Policy.LostTimeCap.TotalMilliseconds, exam.Policy.WindowCloseWins);

    /// <param name="status">The live session's, while grading has not told yet.</param>
    public static AttemptCard Attempt(LearnerAttempt attempt, SessionStatus? status, bool showScore) => new(
        attempt.Session, attempt.Number,
        attempt switch
        {
            { Voided: true } => "voided",
            { Released: true } => "released",
            { EndedAt: not null, Passed: not null, Review: { InForce: null } } => "underReview",
            { EndedAt: not null, Passed: not null } => "held",
            { EndedAt: not null } => "grading",
            _ => status?.EndedAt is null ? "running" : "grading",
        },
        attempt.BegunAt, attempt.EndedAt ?? status?.EndedAt,
        attempt.Released && showScore ? attempt.Passed : null, attempt.Released && showScore ? attempt.Points : null, attempt.Released && showScore ? attempt.MaxPoints : null, attempt.Credential);

    private static string Name(ExamStanding standing) => standing switch
    {
        ExamStanding.Ready => "ready",
        ExamStanding.Running => "running",
        ExamStanding.NotYet => "notYet",
        ExamStanding.Closed => "closed",
        ExamStanding.NeedsRehearsal => "needsRehearsal",
        ExamStanding.NoAttemptsLeft => "noAttemptsLeft",
        ExamStanding.Passed => "passed",
        ExamStanding.Barred => "barred",
        ExamStanding.NotRegistered => "notRegistered",
        ExamStanding.NeedsEnrolment => "needsEnrolment",
        ExamStanding.NeedsPrerequisite => "needsPrerequisite",
        ExamStanding.NeedsPayment => "needsPayment",
        ExamStanding.CoolingOff => "coolingOff",
        ExamStanding.WindowUsed => "windowUsed",
        ExamStanding.NameUnconfirmed => "nameUnconfirmed",
        ExamStanding.AccommodationPending => "accommodationPending",
        _ => throw new InvalidOperationException($"Unknown standing {standing}."),
    };
}
