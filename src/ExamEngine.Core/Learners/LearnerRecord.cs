using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Learners;

/// <summary>One learner's right to sit one exam. <paramref name="Window"/>: the window its seat is in; null for a registration without one.</summary>
public sealed record ExamRegistration(string Exam, DateTimeOffset? Opens, DateTimeOffset? Closes, int TimeMultiplierPercent, int ExtraAttempts, string? Window = null);

/// <summary>One attempt of a learner. <paramref name="EndedAt"/> is null until grading has told, or the session that it never started.</summary>
/// <param name="Returned">The learner was not let in: it does not count.</param>
public sealed record LearnerAttempt(
    Guid Command, Guid Session, string Exam, int Version, ulong Seed, int Number, DateTimeOffset BegunAt, DateTimeOffset? EndedAt, bool Released, bool? Passed,
    decimal? Points, decimal? MaxPoints, Guid? Credential, string? Window = null, bool Returned = false)
{
    /// <summary>The seat was taken and the exam never started: there is nothing to grade, and it counts as used unless it was returned.</summary>
    public bool NeverStarted => EndedAt is not null && MaxPoints is null;

    /// <summary>Null when no review has told anything.</summary>
    public AttemptReview? Review { get; init; }

    /// <summary>True when a finding has taken the score away: it counts as an attempt and never as a pass.</summary>
    public bool Voided => Review?.InForce is { IsSerious: true };
}

/// <summary>What a review has told of an attempt. <paramref name="InForce"/> is null while people look at it.</summary>
public sealed record AttemptReview(Finding? InForce, string Program);

/// <summary>
/// A session that was seated ahead of the opening. It uses up no attempt until the learner begins it, and only they begin it: nobody is
/// told its id before.
/// </summary>
public sealed record PreparedSession(
    Guid Command, Guid Session, string Exam, int Version, ulong Seed, int Number, string Window, DateTimeOffset Closes, int TimeMultiplierPercent)
{
    /// <summary>
    /// True while it is what would be drawn now: the newest version, the registration's window, close and accommodation, the next attempt.
    /// </summary>
    /// <param name="granted">What the learner is granted in every exam; when that changes, what was prepared is withdrawn.</param>
    public bool Fits(int version, ExamRegistration? registration, int number, Accommodation granted) =>
        registration is not null && Window == registration.Window && Closes == registration.Closes
        && TimeMultiplierPercent == granted.AtLeast(registration.TimeMultiplierPercent).TimeMultiplierPercent && Version == version && Number == number;
}
