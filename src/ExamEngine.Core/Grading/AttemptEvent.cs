using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Grading;

/// <summary>What happened to a sealed session in grading.</summary>
public abstract record AttemptEvent
{
    private AttemptEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>A grade under the key of <paramref name="Version"/>. A later grade replaces it.</summary>
    /// <param name="Pending">Responses that wait for a person.</param>
    /// <param name="Passed">Null while any is pending.</param>
    public sealed record Graded(string Learner, string Exam, int Version, DateTimeOffset EndedAt, decimal Points, decimal MaxPoints, int Pending, bool? Passed) : AttemptEvent;

    public sealed record ResponseMarked(Guid Command, string By, int Item, string Field, decimal Points, string Comment) : AttemptEvent;

    /// <summary>Answers that could not be sent in time came by file; the exam's policy takes them.</summary>
    public sealed record AnswersHandedIn(ImmutableArray<LateAnswer> Answers) : AttemptEvent;

    /// <summary>The window closes later than it did: until then nobody may see the grade.</summary>
    public sealed record ReleaseDeferred(DateTimeOffset Until) : AttemptEvent;

    /// <summary>The learner may see the grade.</summary>
    /// <param name="Credential">The credential it earned; null when none.</param>
    public sealed record Released(Guid? Credential) : AttemptEvent;

    /// <summary>News from the review of a watched session.</summary>
    /// <param name="InForce">Null: people look at it, and nothing is released. A serious one voids the attempt for as long as it is in force.</param>
    public sealed record ReviewHeard(Finding? InForce) : AttemptEvent;
}

/// <summary>One answer from a hand-in file.</summary>
public sealed record LateAnswer(Guid Command, long Seq, int Item, string Field, ResponseValue Value);
