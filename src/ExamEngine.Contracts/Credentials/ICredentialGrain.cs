namespace ExamEngine.Contracts.Credentials;

/// <summary>One credential. Key: credential id.</summary>
[Alias("ee.ICredentialGrain")]
public interface ICredentialGrain : IGrainWithGuidKey
{
    /// <summary>Issues it, once; asked again, answers with what was issued. System only.</summary>
    [Alias("Issue")]
    Task<Reply<CredentialView>> Issue(Actor actor, IssueCredential order);

    /// <summary>What anybody may see: what it says, and whether it stands. Null when there is no such credential.</summary>
    [Alias("Show")]
    Task<CredentialView?> Show();

    /// <summary>Revokes it; revoked already, nothing changes. System only.</summary>
    /// <param name="reason">A class, never a story: <c>review</c>.</param>
    [Alias("Revoke")]
    Task<Reply<Done>> Revoke(Actor actor, string reason);

    /// <summary>Takes the revocation back. System only.</summary>
    [Alias("Reinstate")]
    Task<Reply<Done>> Reinstate(Actor actor);

    /// <summary>The signed PDF, drawn when it is first asked for; null when there is no such credential, or it is revoked.</summary>
    [Alias("Pdf"), ResponseTimeout("00:00:20")]
    Task<PdfFile?> Pdf();
}

/// <param name="ProgramId">Empty for an exam of no program.</param>
/// <param name="Country">The learner's, ISO 3166-1 alpha-2.</param>
[GenerateSerializer, Alias("ee.issue-credential"), Immutable]
public sealed record IssueCredential(
    [property: Id(0)] Guid AttemptId, [property: Id(1)] string LearnerId, [property: Id(2)] string LegalName, [property: Id(3)] string ExamId, [property: Id(4)] string ExamTitle,
    [property: Id(5)] string ProgramTitle, [property: Id(6)] string Language, [property: Id(7)] decimal ScorePercent, [property: Id(8)] DateTimeOffset EarnedAt, [property: Id(9)] bool Proctored,
    [property: Id(10)] string ProgramId, [property: Id(11)] string Country);

/// <param name="Standing"><c>valid</c> or <c>revoked</c>.</param>
/// <param name="KeyFingerprint">SHA-256 of the signing certificate, lower-case hex.</param>
/// <param name="RevokedAt">Null while it stands.</param>
/// <param name="RevokedFor">The class of the reason, such as <c>review</c>; null while it stands.</param>
[GenerateSerializer, Alias("ee.credential"), Immutable]
public sealed record CredentialView(
    [property: Id(0)] Guid Id, [property: Id(1)] string Name, [property: Id(2)] string Title, [property: Id(3)] string ProgramTitle, [property: Id(4)] string Issuer,
    [property: Id(5)] DateTimeOffset IssuedAt, [property: Id(6)] string Statement, [property: Id(7)] string Standing, [property: Id(8)] string KeyFingerprint,
    [property: Id(9)] DateTimeOffset? RevokedAt = null, [property: Id(10)] string? RevokedFor = null);

[GenerateSerializer, Alias("ee.pdf"), Immutable]
public sealed record PdfFile([property: Id(0)] string FileName, [property: Id(1)] ImmutableArray<byte> Content);
