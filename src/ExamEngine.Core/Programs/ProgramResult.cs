using ExamEngine.Core.Learners;

namespace ExamEngine.Core.Programs;

/// <summary>How a result stands. What people still mark, hold or review is <see cref="Undecided"/>, whatever it will be.</summary>
public enum ResultStanding { Passed, NotPassed, Undecided, Voided }

/// <summary>One attempt that has ended, as a program sees it.</summary>
/// <param name="Course">The course that the exam says it belongs to; empty for none.</param>
/// <param name="Credential">The credential that it earned on its own; null for none.</param>
/// <param name="Proctored">True when the exam was sat under watch.</param>
/// <param name="ScoreShown">False when the exam keeps points and verdict from its learner.</param>
public sealed record ProgramResult(
    Guid Session, string Exam, string Course, DateTimeOffset BegunAt, DateTimeOffset EndedAt, ResultStanding Standing, decimal Points, decimal MaxPoints,
    Guid? Credential = null, bool Proctored = false, bool ScoreShown = true)
{
    /// <summary>Null for an attempt that has nothing to count: under way, never started, or returned.</summary>
    public static ResultStanding? StandingOf(LearnerAttempt attempt) => attempt switch
    {
        { Returned: true } or { EndedAt: null } or { MaxPoints: null } => null,
        { Voided: true } => ResultStanding.Voided,
        { Released: false } or { Review: { InForce: null } } or { Passed: null } => ResultStanding.Undecided,
        { Passed: true } => ResultStanding.Passed,
        _ => ResultStanding.NotPassed,
    };

    /// <summary>The share of the points, exact.</summary>
    internal Fraction Score => MaxPoints > 0 ? Fraction.Of(Points) / Fraction.Of(MaxPoints) : Fraction.Zero;
}
