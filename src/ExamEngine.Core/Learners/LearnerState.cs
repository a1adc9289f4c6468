using System.Collections.Immutable;

namespace ExamEngine.Core.Learners;

/// <summary>One learner's right to sit one exam.</summary>
public sealed record ExamRegistration(string Exam, DateTimeOffset? Opens, DateTimeOffset? Closes, int TimeMultiplierPercent, int ExtraAttempts);

/// <summary>One attempt of a learner. <paramref name="EndedAt"/> is null until grading has told, or the session that it never started.</summary>
public sealed record LearnerAttempt(
    Guid Command, Guid Session, string Exam, int Version, ulong Seed, int Number, DateTimeOffset BegunAt, DateTimeOffset? EndedAt, bool Released, bool? Passed,
    decimal? Points, decimal? MaxPoints, Guid? Credential)
{
    /// <summary>The seat was taken and the exam never started: it counts as used, and there is nothing to grade.</summary>
    public bool NeverStarted => EndedAt is not null && MaxPoints is null;
}

/// <summary>A learner's record: name, registrations, attempts.</summary>
public sealed record LearnerState(
    string LegalName, string Country, ImmutableDictionary<string, ExamRegistration> Registrations, ImmutableArray<LearnerAttempt> Attempts)
{
    public static readonly LearnerState Empty = new("", "", ImmutableDictionary<string, ExamRegistration>.Empty, []);

    public LearnerAttempt? Attempt(Guid session) => Attempts.FirstOrDefault(attempt => attempt.Session == session);

    public static LearnerState Evolve(LearnerState state, LearnerEvent happened) => happened switch
    {
        LearnerEvent.Described e => state with { LegalName = e.LegalName, Country = e.Country },
        LearnerEvent.Registered e => state with
        {
            Registrations = state.Registrations.SetItem(e.Exam, new(e.Exam, e.Opens, e.Closes, e.TimeMultiplierPercent, e.ExtraAttempts)),
        },
        LearnerEvent.SessionBegun e => state with
        {
            Attempts = state.Attempts.Add(new(e.Command, e.Session, e.Exam, e.Version, e.Seed, e.Number, e.At, null, false, null, null, null, null)),
        },
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
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}
