using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ExamEngine.Core.Programs;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Programs;

/// <summary>What happened to a program's definition.</summary>
internal abstract record ProgramEvent
{
    private ProgramEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>A version that is in force from now on. Journals from before there were proposals hold one for every change.</summary>
    /// <param name="Source">The authoring file, so that the same file again changes nothing.</param>
    public sealed record Defined(ProgramDefinition Program, string Source) : ProgramEvent;

    /// <summary>Other words for what is in force, from now on and in every credential that is issued from now on.</summary>
    public sealed record Reworded(ProgramDefinition Program, string Source) : ProgramEvent;

    /// <summary>Other demands, in force when they are confirmed. It takes the place of what was proposed before.</summary>
    public sealed record Proposed(ProgramDefinition Program, string Source) : ProgramEvent;

    /// <param name="ForEverybody">A correction: versions before it count for nobody.</param>
    public sealed record ProposalPutInForce(int Version, bool ForEverybody) : ProgramEvent;

    public sealed record ProposalDropped(int Version) : ProgramEvent;
}

/// <summary>A program's versions with the files they came from, and what is proposed.</summary>
internal sealed record ProgramState(ImmutableArray<ProgramVersion> Versions, ImmutableArray<string> Sources, ProgramEvent.Proposed? Proposal)
{
    public static readonly ProgramState Empty = new([], [], null);

    /// <summary>The number that the proposal has, or the next would have.</summary>
    public int Next => Versions.Length + 1;

    /// <summary>The versions as they would be with the proposal in force; null when that is not <paramref name="version"/>.</summary>
    public ImmutableArray<ProgramVersion>? With(int version, bool forEverybody, DateTimeOffset now) =>
        Proposal is { } proposal && version == Next && !Versions.IsEmpty ? VersionRules.With(Versions, proposal.Program, forEverybody, now) : null;

    public static string Hash(string source) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)));

    public static ProgramState Evolve(ProgramState state, ProgramEvent happened) => happened switch
    {
        ProgramEvent.Defined e => state with { Versions = state.Versions.Add(new(state.Next, e.Program, e.At, false)), Sources = state.Sources.Add(e.Source) },
        ProgramEvent.Reworded e => state with
        {
            Versions = state.Versions.SetItem(state.Versions.Length - 1, state.Versions[^1] with { Program = e.Program }),
            Sources = state.Sources.SetItem(state.Sources.Length - 1, e.Source),
        },
        ProgramEvent.Proposed e => state with { Proposal = e },
        ProgramEvent.ProposalPutInForce e when state.Proposal is { } proposal => state with
        {
            Versions = state.Versions.Add(new(e.Version, proposal.Program, e.At, e.ForEverybody)),
            Sources = state.Sources.Add(proposal.Source),
            Proposal = null,
        },
        ProgramEvent.ProposalPutInForce => throw new InvalidOperationException("What came into force was never proposed."),
        ProgramEvent.ProposalDropped => state with { Proposal = null },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(ProgramDefinition))]
[JsonSerializable(typeof(ProgramEvent.Defined))]
[JsonSerializable(typeof(ProgramEvent.Reworded))]
[JsonSerializable(typeof(ProgramEvent.Proposed))]
[JsonSerializable(typeof(ProgramEvent.ProposalPutInForce))]
[JsonSerializable(typeof(ProgramEvent.ProposalDropped))]
internal sealed partial class ProgramJson : JsonSerializerContext;

internal static class ProgramJournal
{
    public static readonly EventCodec<ProgramEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("program.defined.v1", ProgramJson.Default.Defined),
        new EventName("program.reworded.v1", ProgramJson.Default.Reworded),
        new EventName("program.proposed.v1", ProgramJson.Default.Proposed),
        new EventName("program.proposal-put-in-force.v1", ProgramJson.Default.ProposalPutInForce),
        new EventName("program.proposal-dropped.v1", ProgramJson.Default.ProposalDropped));

    public static string StreamOf(string program) => $"program/{program}";
}
