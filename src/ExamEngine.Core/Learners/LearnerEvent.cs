using System.Text.Json.Serialization;

namespace ExamEngine.Core.Learners;

/// <summary>What happened to a learner's record.</summary>
public abstract record LearnerEvent
{
    private LearnerEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    public sealed record Described(string LegalName, string Country) : LearnerEvent;

    public sealed record Registered(string Exam, DateTimeOffset? Opens, DateTimeOffset? Closes, int TimeMultiplierPercent, int ExtraAttempts) : LearnerEvent;

    /// <summary>An attempt was used: the learner may take the seat of <paramref name="Session"/>.</summary>
    public sealed record SessionBegun(Guid Command, Guid Session, string Exam, int Version, ulong Seed, int Number) : LearnerEvent;

    /// <summary>News from grading; or from the session that it ended without a start, and then nothing but its end is known.</summary>
    /// <param name="Released">True when the learner may know.</param>
    public sealed record ResultKnown(Guid Session, DateTimeOffset EndedAt, bool Released, bool? Passed, decimal? Points, decimal? MaxPoints, Guid? Credential) : LearnerEvent;
}
