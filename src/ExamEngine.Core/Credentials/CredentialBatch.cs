using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Credentials;

/// <summary>An award that is to be documented, with the number that its credential will have.</summary>
/// <param name="Kind"><c>exam</c>, <c>course</c> or <c>program</c>.</param>
public sealed record OrderedAward(
    Guid Credential, string Learner, string LegalName, string Country, string Kind, string SubjectId, string Title, string ProgramId, string ProgramTitle, string Language,
    DateTimeOffset EarnedAt, bool Proctored);

/// <summary>One that could not be issued. <paramref name="Award"/> is its place in the order.</summary>
public sealed record AwardHeld(int Award, string Code, string Message);

/// <summary>What happened to a batch.</summary>
public abstract record BatchEvent
{
    private BatchEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>Part of the order; its parts are written together.</summary>
    public sealed record Ordered(ImmutableArray<OrderedAward> Awards) : BatchEvent;

    /// <summary>All awards before <paramref name="To"/> are issued or held.</summary>
    public sealed record Advanced(int To, ImmutableArray<AwardHeld> Held) : BatchEvent;
}

/// <summary>A batch: everything before <paramref name="Done"/> is behind it, for good.</summary>
public sealed record BatchState(ImmutableArray<OrderedAward> Awards, int Done, ImmutableArray<AwardHeld> Held, DateTimeOffset OrderedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>Awards written as one event.</summary>
    public const int Part = 500;

    public static readonly BatchState Empty = new([], 0, [], default, null);

    public static BatchState Evolve(BatchState state, BatchEvent happened) => happened switch
    {
        BatchEvent.Ordered ordered => state with { Awards = [.. state.Awards, .. ordered.Awards], OrderedAt = ordered.At },
        BatchEvent.Advanced advanced => state with
        {
            Done = advanced.To,
            Held = [.. state.Held, .. advanced.Held],
            FinishedAt = advanced.To == state.Awards.Length ? advanced.At : null,
        },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}
