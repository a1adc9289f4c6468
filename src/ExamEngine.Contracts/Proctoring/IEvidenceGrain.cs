namespace ExamEngine.Contracts.Proctoring;

/// <summary>
/// How long the evidence of one session is kept, and the record of its erasure. Key: session id. The bytes lie in the evidence store; the
/// session's end has this grain read the exam's policy, and the agenda has it erase.
/// </summary>
[Alias("ee.IEvidenceGrain")]
public interface IEvidenceGrain : IGrainWithGuidKey, ICarriesDuties
{
    /// <summary>Whoever asks has checked who may know. Empty until the session has ended.</summary>
    [Alias("Kept")]
    Task<ImmutableArray<KeptEvidence>> Kept();
}

/// <param name="Group"><c>stills</c>, <c>recording</c>, <c>identity</c>, <c>talk</c>.</param>
/// <param name="ErasedAt">Null until it was.</param>
/// <param name="Erased">How many pieces, or lines of talk.</param>
[GenerateSerializer, Alias("ee.kept-evidence"), Immutable]
public sealed record KeptEvidence([property: Id(0)] string Group, [property: Id(1)] DateTimeOffset Until, [property: Id(2)] DateTimeOffset? ErasedAt, [property: Id(3)] int Erased);
