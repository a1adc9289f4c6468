using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ExamEngine.Core.Programs;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Programs;

/// <summary>What a learner earned in a program, and lost.</summary>
internal abstract record ProgressEvent
{
    private ProgressEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <param name="Course">A course of several parts; null for the program itself.</param>
    /// <param name="Proctored">True when all of it was sat under watch.</param>
    /// <param name="Sessions">The sittings it rests on.</param>
    /// <param name="Credential">The document that says so: this award on these sittings and no other.</param>
    /// <param name="Parts">The credentials that a program's is made of; empty for a course.</param>
    public sealed record AwardGiven(
        string? Course, int Version, DateTimeOffset EarnedAt, decimal? Percent, bool Proctored, ImmutableArray<Guid> Sessions, Guid Credential, ImmutableArray<Guid> Parts) : ProgressEvent;

    public sealed record AwardWithdrawn(string? Course, AwardLoss Cause) : ProgressEvent;

    /// <summary>The withdrawal was taken back: the same award, by the same document.</summary>
    public sealed record AwardReinstated(string? Course) : ProgressEvent;
}

/// <summary>One award in all its documents, the last of which counts.</summary>
/// <param name="Course">Null for the program's.</param>
/// <param name="Lost">Why the last is withdrawn; null while it stands.</param>
/// <param name="Before">Documents that the last took the place of.</param>
internal sealed record HeldAward(string? Course, ProgressEvent.AwardGiven Last, AwardLoss? Lost, ImmutableArray<Guid> Before)
{
    public bool Stands => Lost is null;

    public Earned Earned => new(Last.Version, Last.EarnedAt, Last.Percent, Last.Sessions);
}

internal sealed record ProgressState(ImmutableArray<HeldAward> Awards)
{
    public static readonly ProgressState Empty = new([]);

    /// <param name="course">Null for the program's award.</param>
    public HeldAward? Award(string? course) => Awards.FirstOrDefault(award => award.Course == course);

    public static ProgressState Evolve(ProgressState state, ProgressEvent happened) => happened switch
    {
        ProgressEvent.AwardGiven e => state.Award(e.Course) is { } before
            ? new(state.Awards.Replace(before, new(e.Course, e, null, before.Before.Add(before.Last.Credential).Remove(e.Credential))))
            : new(state.Awards.Add(new(e.Course, e, null, []))),
        ProgressEvent.AwardWithdrawn e => state.Changed(e.Course, award => award with { Lost = e.Cause }),
        ProgressEvent.AwardReinstated e => state.Changed(e.Course, award => award with { Lost = null }),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    private ProgressState Changed(string? course, Func<HeldAward, HeldAward> change) => Award(course) is { } award
        ? new(Awards.Replace(award, change(award)))
        : throw new InvalidOperationException("What was never given does not change.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProgressEvent.AwardGiven))]
[JsonSerializable(typeof(ProgressEvent.AwardWithdrawn))]
[JsonSerializable(typeof(ProgressEvent.AwardReinstated))]
internal sealed partial class ProgressJson : JsonSerializerContext;

internal static class ProgressJournal
{
    public static readonly EventCodec<ProgressEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("progress.award-given.v1", ProgressJson.Default.AwardGiven),
        new EventName("progress.award-withdrawn.v1", ProgressJson.Default.AwardWithdrawn),
        new EventName("progress.award-reinstated.v1", ProgressJson.Default.AwardReinstated));

    public static string StreamOf(string learner, string program) => $"progress/{learner}/{program}";
}
