namespace ExamEngine.Contracts.Credentials;

/// <summary>Many credentials issued as one order, such as the awards of years before this engine. Key: batch id.</summary>
[Alias("ee.ICredentialBatchGrain")]
public interface ICredentialBatchGrain : IGrainWithStringKey, ICarriesDuties
{
    /// <summary>Takes the order and begins; the same order again changes nothing. Staff.</summary>
    [Alias("Order"), ResponseTimeout("00:01:00")]
    Task<Reply<CredentialBatchView>> Order(Actor actor, ImmutableArray<AwardOrder> awards);

    /// <summary>How far it has come. Staff.</summary>
    [Alias("Show")]
    Task<Reply<CredentialBatchView>> Show(Actor actor);

    /// <summary>The credentials of it in the order of the awards, from one of them on. Staff.</summary>
    [Alias("Issued")]
    Task<Reply<BatchCredentials>> Issued(Actor actor, int from);
}

/// <summary>An award to be documented.</summary>
/// <param name="Kind">One of <see cref="CredentialKinds"/>.</param>
/// <param name="SubjectId">Exam, course or program id.</param>
/// <param name="ProgramId">Empty for none.</param>
/// <param name="Country">ISO 3166-1 alpha-2; empty where it is not known.</param>
[GenerateSerializer, Alias("ee.award-order"), Immutable]
public sealed record AwardOrder(
    [property: Id(0)] string LearnerId, [property: Id(1)] string LegalName, [property: Id(2)] string Country, [property: Id(3)] string Kind, [property: Id(4)] string SubjectId,
    [property: Id(5)] string Title, [property: Id(6)] string ProgramId, [property: Id(7)] string ProgramTitle, [property: Id(8)] string Language,
    [property: Id(9)] DateTimeOffset EarnedAt, [property: Id(10)] bool Proctored)
{
    /// <summary>The most that one batch takes.</summary>
    public const int MostInBatch = 20_000;
}

/// <param name="Held">Those that could not be issued, with the reason; the rest of the batch is not held up by them.</param>
[GenerateSerializer, Alias("ee.credential-batch"), Immutable]
public sealed record CredentialBatchView(
    [property: Id(0)] string Id, [property: Id(1)] int Ordered, [property: Id(2)] int Issued, [property: Id(3)] ImmutableArray<BatchHeld> Held,
    [property: Id(4)] DateTimeOffset OrderedAt, [property: Id(5)] DateTimeOffset? FinishedAt);

/// <param name="Award">Its place in the order, from 0.</param>
[GenerateSerializer, Alias("ee.batch-held"), Immutable]
public sealed record BatchHeld([property: Id(0)] int Award, [property: Id(1)] string LearnerId, [property: Id(2)] string Code, [property: Id(3)] string Message);

/// <param name="Next">Where the next page begins; null at the end.</param>
[GenerateSerializer, Alias("ee.batch-credentials"), Immutable]
public sealed record BatchCredentials([property: Id(0)] ImmutableArray<Guid> Ids, [property: Id(1)] int? Next);
