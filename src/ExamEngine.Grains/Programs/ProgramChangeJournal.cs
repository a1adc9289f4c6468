using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Programs;

/// <summary>One award of one learner. <paramref name="Course"/> is null for the program's.</summary>
internal sealed record ConcernedAward(string Learner, string? Course);

/// <summary>What happened to another version of a program on its way to everybody.</summary>
internal abstract record ProgramChangeEvent
{
    private ProgramChangeEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <param name="Command">The preview's id from now on.</param>
    /// <param name="Source">SHA-256 of the authoring file that the version comes from.</param>
    public sealed record PreviewBegan(Guid Command, int Version, bool ForEverybody, string Source) : ProgramChangeEvent;

    /// <param name="Through">The last learner of the slice.</param>
    public sealed record LearnersLookedAt(string Through, int Learners, ImmutableArray<ConcernedAward> Gain, ImmutableArray<ConcernedAward> Lose) : ProgramChangeEvent;

    public sealed record PreviewEnded : ProgramChangeEvent;

    public sealed record Confirmed(Guid Command) : ProgramChangeEvent;

    public sealed record LearnersTold(string Through, int Learners) : ProgramChangeEvent;

    public sealed record Applied : ProgramChangeEvent;

    /// <summary>What is proposed is not what was looked at any more: nothing comes of it.</summary>
    public sealed record Dropped : ProgramChangeEvent;
}

internal enum ChangeStage { None, Looking, Ready, Applying, Applied, Dropped }

/// <summary>The newest preview and how far it has come. Counts and lists are of that one.</summary>
/// <param name="Through">The last learner of the slices so far; empty before the first.</param>
/// <param name="Commands">All that were carried out, of earlier previews too: a late repeat must not begin another.</param>
internal sealed record ProgramChangeState(
    ChangeStage Stage, ProgramChangeEvent.PreviewBegan? Preview, string Through, int Looked, int Told, ImmutableArray<ConcernedAward> Gain, ImmutableArray<ConcernedAward> Lose,
    ImmutableHashSet<Guid> Commands)
{
    public static readonly ProgramChangeState Empty = new(ChangeStage.None, null, "", 0, 0, [], [], []);

    public static ProgramChangeState Evolve(ProgramChangeState state, ProgramChangeEvent happened) => happened switch
    {
        ProgramChangeEvent.PreviewBegan e => Empty with { Stage = ChangeStage.Looking, Preview = e, Commands = state.Commands.Add(e.Command) },
        ProgramChangeEvent.LearnersLookedAt e => state with
        {
            Through = e.Through,
            Looked = state.Looked + e.Learners,
            Gain = state.Gain.AddRange(e.Gain),
            Lose = state.Lose.AddRange(e.Lose),
        },
        ProgramChangeEvent.PreviewEnded => state with { Stage = ChangeStage.Ready },
        ProgramChangeEvent.Confirmed e => state with { Stage = ChangeStage.Applying, Through = "", Commands = state.Commands.Add(e.Command) },
        ProgramChangeEvent.LearnersTold e => state with { Through = e.Through, Told = state.Told + e.Learners },
        ProgramChangeEvent.Applied => state with { Stage = ChangeStage.Applied },
        ProgramChangeEvent.Dropped => state with { Stage = ChangeStage.Dropped },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProgramChangeEvent.PreviewBegan))]
[JsonSerializable(typeof(ProgramChangeEvent.LearnersLookedAt))]
[JsonSerializable(typeof(ProgramChangeEvent.PreviewEnded))]
[JsonSerializable(typeof(ProgramChangeEvent.Confirmed))]
[JsonSerializable(typeof(ProgramChangeEvent.LearnersTold))]
[JsonSerializable(typeof(ProgramChangeEvent.Applied))]
[JsonSerializable(typeof(ProgramChangeEvent.Dropped))]
internal sealed partial class ProgramChangeJson : JsonSerializerContext;

internal static class ProgramChangeJournal
{
    public static readonly EventCodec<ProgramChangeEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("program-change.preview-began.v1", ProgramChangeJson.Default.PreviewBegan),
        new EventName("program-change.learners-looked-at.v1", ProgramChangeJson.Default.LearnersLookedAt),
        new EventName("program-change.preview-ended.v1", ProgramChangeJson.Default.PreviewEnded),
        new EventName("program-change.confirmed.v1", ProgramChangeJson.Default.Confirmed),
        new EventName("program-change.learners-told.v1", ProgramChangeJson.Default.LearnersTold),
        new EventName("program-change.applied.v1", ProgramChangeJson.Default.Applied),
        new EventName("program-change.dropped.v1", ProgramChangeJson.Default.Dropped));
}
