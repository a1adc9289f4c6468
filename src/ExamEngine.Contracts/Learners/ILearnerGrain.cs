using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Contracts.Learners;

/// <summary>One learner. Key: learner id.</summary>
[Alias("ee.ILearnerGrain")]
public interface ILearnerGrain : IGrainWithStringKey, ICarriesDuties
{
    /// <summary>Sets the legal name that credentials carry. Staff or system.</summary>
    [Alias("Describe")]
    Task<Reply<Done>> Describe(Actor actor, LearnerProfile profile);

    /// <summary>What the learner is granted in every exam, sessions under way included. Staff or system.</summary>
    [Alias("Accommodate")]
    Task<Reply<Done>> Accommodate(Actor actor, AccommodationView granted);

    /// <summary>The learner themself, staff or system.</summary>
    [Alias("Accommodation")]
    Task<Reply<AccommodationView>> Accommodation(Actor actor);

    /// <summary>Registers the learner for an exam, or changes the registration. Staff or system.</summary>
    [Alias("Register")]
    Task<Reply<Done>> Register(Actor actor, Registration registration);

    /// <summary>My programs, my exams; when, why, or why not yet.</summary>
    [Alias("Home")]
    Task<Reply<HomeView>> Home(Actor actor);

    /// <summary>What is to be read and accepted before the start.</summary>
    [Alias("Briefing")]
    Task<Reply<BriefingView>> Briefing(Actor actor, string examId);

    /// <summary>Takes a seat: uses an attempt and answers with the session. While one is open, that one is answered.</summary>
    [Alias("Begin")]
    Task<Reply<SessionBegun>> Begin(Actor actor, Guid commandId, string examId, bool honourCodeAccepted);
}

/// <param name="Country">ISO 3166-1 alpha-2.</param>
[GenerateSerializer, Alias("ee.learner-profile"), Immutable]
public sealed record LearnerProfile([property: Id(0)] string LegalName, [property: Id(1)] string Country);

/// <summary>One learner's right to sit one exam in a window.</summary>
/// <param name="Opens">Null: open already.</param>
/// <param name="Closes">Null: never closes.</param>
/// <param name="TimeMultiplierPercent">Accommodation: 100 is none.</param>
/// <param name="ExtraAttempts">Attempts beyond the exam's own number.</param>
[GenerateSerializer, Alias("ee.registration"), Immutable]
public sealed record Registration(
    [property: Id(0)] string ExamId, [property: Id(1)] DateTimeOffset? Opens, [property: Id(2)] DateTimeOffset? Closes,
    [property: Id(3)] int TimeMultiplierPercent = 100, [property: Id(4)] int ExtraAttempts = 0);

[GenerateSerializer, Alias("ee.session-begun"), Immutable]
public sealed record SessionBegun([property: Id(0)] Guid SessionId);

/// <param name="MoreRehearsals">Others than the first, such as one with a proctor's check-in.</param>
[GenerateSerializer, Alias("ee.home"), Immutable]
public sealed record HomeView(
    [property: Id(0)] string LegalName, [property: Id(1)] DateTimeOffset Now, [property: Id(2)] ImmutableArray<ProgramCard> Programs, [property: Id(3)] ExamCard? Rehearsal,
    [property: Id(4)] ImmutableArray<ExamCard>? MoreRehearsals = null);

[GenerateSerializer, Alias("ee.program-card"), Immutable]
public sealed record ProgramCard(
    [property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] string DescriptionHtml, [property: Id(3)] ImmutableArray<CourseCard> Courses,
    [property: Id(4)] ImmutableArray<ExamCard> Exams);

[GenerateSerializer, Alias("ee.course-card"), Immutable]
public sealed record CourseCard([property: Id(0)] string Id, [property: Id(1)] string Title);

/// <summary>An exam on the learner's home page.</summary>
/// <param name="Standing"><c>ready</c>, <c>running</c> (open session <paramref name="SessionId"/>), <c>notYet</c>, <c>closed</c>, <c>needsRehearsal</c>, <c>noAttemptsLeft</c>, <c>passed</c>, <c>barred</c>, <c>notRegistered</c>,
/// <c>needsEnrolment</c>, <c>needsPrerequisite</c>, <c>needsPayment</c>, <c>coolingOff</c>, <c>windowUsed</c>, <c>nameUnconfirmed</c>, <c>accommodationPending</c>.</param>
/// <param name="Reasons">Why not, in words; empty when ready.</param>
/// <param name="Why">The same reasons, with what can be done about each.</param>
/// <param name="ChoosesWindow">True when there are windows of the exam that learners register for themselves.</param>
/// <param name="AttemptsAllowed">Null: no limit.</param>
[GenerateSerializer, Alias("ee.exam-card"), Immutable]
public sealed record ExamCard(
    [property: Id(0)] string ExamId, [property: Id(1)] string Title, [property: Id(2)] string CourseId, [property: Id(3)] string Standing, [property: Id(4)] ImmutableArray<Problem> Reasons,
    [property: Id(5)] DateTimeOffset? Opens, [property: Id(6)] DateTimeOffset? Closes, [property: Id(7)] long TimeLimitMs, [property: Id(8)] int Items, [property: Id(9)] decimal CutScorePercent,
    [property: Id(10)] int? AttemptsAllowed, [property: Id(11)] int AttemptsUsed, [property: Id(12)] Guid? SessionId, [property: Id(13)] ImmutableArray<AttemptCard> Attempts,
    [property: Id(14)] ImmutableArray<ReasonView> Why, [property: Id(15)] bool ChoosesWindow);

/// <summary>One attempt. <paramref name="State"/>: <c>running</c>, <c>grading</c> (a person still has to mark), <c>held</c> (graded, not yet released), <c>underReview</c>, <c>released</c>, <c>voided</c>.</summary>
[GenerateSerializer, Alias("ee.attempt-card"), Immutable]
public sealed record AttemptCard(
    [property: Id(0)] Guid SessionId, [property: Id(1)] int Number, [property: Id(2)] string State, [property: Id(3)] DateTimeOffset BegunAt, [property: Id(4)] DateTimeOffset? EndedAt,
    [property: Id(5)] bool? Passed, [property: Id(6)] decimal? Score, [property: Id(7)] decimal? MaxScore, [property: Id(8)] Guid? CredentialId);

[GenerateSerializer, Alias("ee.briefing"), Immutable]
public sealed record BriefingView(
    [property: Id(0)] ExamCard Exam, [property: Id(1)] string InstructionsHtml, [property: Id(2)] string HonourCodeHtml, [property: Id(3)] bool Linear, [property: Id(4)] int Sections,
    [property: Id(5)] long GraceMs, [property: Id(6)] long LostTimeCapMs, [property: Id(7)] bool WindowCloseWins);
