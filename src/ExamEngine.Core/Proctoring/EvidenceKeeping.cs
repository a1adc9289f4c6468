using System.Collections.Immutable;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Proctoring;

/// <summary>How long the evidence of one sitting is kept, and what of it is gone.</summary>
/// <param name="EndedAt">Null while the sitting goes on.</param>
/// <param name="Days">Days from the end, by group.</param>
/// <param name="Begun">Erasures that began and may not have come to their end, with what they found.</param>
public sealed record EvidenceKeeping(
    DateTimeOffset? EndedAt, ImmutableDictionary<EvidenceGroup, int> Days, ImmutableDictionary<EvidenceGroup, int> Begun,
    ImmutableDictionary<EvidenceGroup, Erasure> Gone)
{
    /// <summary>True once stills that were stored after the end are known and counted.</summary>
    public bool LateStills { get; init; }

    public static readonly EvidenceKeeping Nothing = new(
        null, ImmutableDictionary<EvidenceGroup, int>.Empty, ImmutableDictionary<EvidenceGroup, int>.Empty, ImmutableDictionary<EvidenceGroup, Erasure>.Empty);

    /// <summary>When the group is erased; null while nothing says so.</summary>
    public DateTimeOffset? Until(EvidenceGroup group) => EndedAt is { } ended && Days.TryGetValue(group, out var days) ? ended.AddDays(days) : null;

    /// <summary>What a policy comes to once a sitting has ended; null when that is known.</summary>
    public EvidenceEvent.Kept? Keep(DateTimeOffset endedAt, RetentionDays days, DateTimeOffset now) => EndedAt == endedAt
        ? null
        : new(endedAt, days.Stills, days.Recording, days.Identity, days.Talk) { At = now };

    public static EvidenceKeeping Evolve(EvidenceKeeping state, EvidenceEvent happened) => happened switch
    {
        EvidenceEvent.Kept e => new(
            e.EndedAt,
            new Dictionary<EvidenceGroup, int>
            {
                [EvidenceGroup.Stills] = e.StillsDays,
                [EvidenceGroup.Recording] = e.RecordingDays,
                [EvidenceGroup.Identity] = e.IdentityDays,
                [EvidenceGroup.Talk] = e.TalkDays,
            }.ToImmutableDictionary(),
            Nothing.Begun, Nothing.Gone),
        EvidenceEvent.LateStillsFound => state with { LateStills = true },
        EvidenceEvent.ErasureBegan e => state with { Begun = state.Begun.SetItem(e.Group, e.Found) },
        EvidenceEvent.Erased e => state with { Gone = state.Gone.SetItem(e.Group, new(e.At, e.Count)) },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}

public sealed record Erasure(DateTimeOffset At, int Count);
