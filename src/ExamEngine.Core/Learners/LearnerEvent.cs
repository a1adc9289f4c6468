using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Learners;

/// <summary>What happened to a learner's record.</summary>
public abstract partial record LearnerEvent
{
    private LearnerEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    public sealed record Described(string LegalName, string Country) : LearnerEvent;

    /// <summary>What the learner is granted in every exam, besides what a registration grants for one.</summary>
    public sealed record Accommodated(
        int TimeMultiplierPercent, int BreakMinutes, ImmutableArray<string> Tools, ImmutableArray<string> ExemptRules, bool NoCamera,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NoMicrophone = false,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NoScreen = false) : LearnerEvent;

    public sealed record Registered(string Exam, DateTimeOffset? Opens, DateTimeOffset? Closes, int TimeMultiplierPercent, int ExtraAttempts) : LearnerEvent;

    /// <summary>Registered by a seat in a window, or the window or the accommodation has changed since.</summary>
    public sealed record RegisteredInWindow(string Window, string Exam, DateTimeOffset Opens, DateTimeOffset Closes, int TimeMultiplierPercent) : LearnerEvent;

    /// <summary>The seat was released, or the window cancelled, before an attempt was begun.</summary>
    public sealed record WithdrawnFromWindow(string Window) : LearnerEvent;

    /// <summary>A session was drawn ahead. It takes the place of one prepared earlier for the same window.</summary>
    public sealed record SessionPrepared(
        Guid Command, Guid Session, string Exam, int Version, ulong Seed, int Number, string Window, DateTimeOffset Closes, int TimeMultiplierPercent) : LearnerEvent;

    /// <summary>The prepared session is not needed, or ended with its window: no attempt was used.</summary>
    public sealed record PreparedWithdrawn(Guid Session) : LearnerEvent;

    /// <summary>An attempt was used: the learner may take the seat of <paramref name="Session"/>.</summary>
    public sealed record SessionBegun(Guid Command, Guid Session, string Exam, int Version, ulong Seed, int Number) : LearnerEvent;

    /// <summary>As <see cref="SessionBegun"/>, by a seat in a window.</summary>
    public sealed record SessionBegunInWindow(string Window, SessionBegun Begun) : LearnerEvent;

    /// <summary>The learner was not let in: the attempt is theirs again.</summary>
    public sealed record AttemptReturned(Guid Session, DateTimeOffset EndedAt) : LearnerEvent;

    /// <summary>News from grading; or from the session that it ended without a start, and then nothing but its end is known.</summary>
    /// <param name="Released">True when the learner may know.</param>
    public sealed record ResultKnown(Guid Session, DateTimeOffset EndedAt, bool Released, bool? Passed, decimal? Points, decimal? MaxPoints, Guid? Credential) : LearnerEvent;

    /// <summary>News from the review of an attempt.</summary>
    /// <param name="InForce">Null while people look at it.</param>
    /// <param name="Program">The exam's; empty when it belongs to none.</param>
    public sealed record ReviewKnown(Guid Session, Finding? InForce, string Program) : LearnerEvent;
}
