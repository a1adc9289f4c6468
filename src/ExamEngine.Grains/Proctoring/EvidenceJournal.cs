using System.Text.Json.Serialization;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>How the keeping and erasing of evidence stands in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EvidenceEvent.Kept))]
[JsonSerializable(typeof(EvidenceEvent.LateStillsFound))]
[JsonSerializable(typeof(EvidenceEvent.ErasureBegan))]
[JsonSerializable(typeof(EvidenceEvent.Erased))]
internal sealed partial class EvidenceJson : JsonSerializerContext;

internal static class EvidenceJournal
{
    public static readonly EventCodec<EvidenceEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new("evidence.kept.v1", EvidenceJson.Default.Kept),
        new("evidence.late-stills-found.v1", EvidenceJson.Default.LateStillsFound),
        new("evidence.erasure-began.v1", EvidenceJson.Default.ErasureBegan),
        new("evidence.erased.v1", EvidenceJson.Default.Erased));

    public static string StreamOf(Guid session) => $"evidence/{session}";
}
