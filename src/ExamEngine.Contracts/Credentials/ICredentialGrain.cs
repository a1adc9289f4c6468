using Orleans.Concurrency;

namespace ExamEngine.Contracts.Credentials;

/// <summary>One credential. Key: credential id. The agenda has it sign what a crash left unsigned, keep its entry of the status list and issue its successor.</summary>
[Alias("ee.ICredentialGrain")]
public interface ICredentialGrain : IGrainWithGuidKey, ICarriesDuties
{
    /// <summary>Issues it, once, signed and with an entry of a status list; asked again, answers with what was issued. System only.</summary>
    /// <returns>Refused with <c>credential.missing-glyph</c> when the document cannot be printed; nothing is issued then.</returns>
    [Alias("Issue"), ResponseTimeout("00:00:20")]
    Task<Reply<CredentialView>> Issue(Actor actor, IssueCredential order);

    /// <summary>What anybody may see: what it says, and whether it stands, as far as that is durable. Null when there is no such credential.</summary>
    [Alias("Show"), AlwaysInterleave]
    Task<CredentialView?> Show();

    /// <summary>Revokes it, or the one that took its place; revoked already, nothing changes. System only.</summary>
    /// <param name="reason">A class, never a story: one of <see cref="RevocationReasons"/>.</param>
    [Alias("Revoke")]
    Task<Reply<Done>> Revoke(Actor actor, string reason);

    /// <summary>Takes the revocation back, of it or of the one that took its place. System only.</summary>
    [Alias("Reinstate")]
    Task<Reply<Done>> Reinstate(Actor actor);

    /// <summary>
    /// Issues the same again under the name that the learner's record has now, and says of this one that it was superseded. With the same name nothing changes.
    /// Staff, or the learner.
    /// </summary>
    /// <returns>The credential that stands: the new one, or this.</returns>
    [Alias("Reissue"), ResponseTimeout("00:00:20")]
    Task<Reply<CredentialView>> Reissue(Actor actor);

    /// <summary>The signed PDF; null when there is no such credential, or it does not stand.</summary>
    [Alias("Pdf"), ResponseTimeout("00:00:20")]
    Task<CredentialFile?> Pdf();

    /// <summary>A file of the credential, made when it is first asked for.</summary>
    /// <param name="form">One of <see cref="CredentialForms"/>.</param>
    /// <returns>Refused with <c>credential.revoked</c> or <c>credential.superseded</c> when it does not stand.</returns>
    [Alias("File"), ResponseTimeout("00:00:20")]
    Task<Reply<CredentialFile>> File(string form);

    /// <summary>The signed Open Badge as JSON, whether it stands or not: its entry in the status list says that. Null when there is no such credential.</summary>
    [Alias("Document"), ResponseTimeout("00:00:20")]
    Task<string?> Document();
}

/// <summary>Why a credential was revoked, in the classes that everybody may read.</summary>
public static class RevocationReasons
{
    /// <summary>A review took the score away.</summary>
    public const string Review = "review";

    /// <summary>What earned it is no longer so: a grade changed, or a part of it was revoked.</summary>
    public const string Award = "award";

    /// <summary>It was issued by mistake.</summary>
    public const string Error = "error";

    /// <summary>Another took its place.</summary>
    public const string Superseded = "superseded";

    public static readonly ImmutableArray<string> All = [Review, Award, Error, Superseded];
}

/// <summary>What a credential is given for.</summary>
public static class CredentialKinds
{
    public const string Exam = "exam", Course = "course", Program = "program";

    public static readonly ImmutableArray<string> All = [Exam, Course, Program];
}

/// <summary>The files of a credential.</summary>
public static class CredentialForms
{
    /// <summary>The paper, with the signed Open Badge attached.</summary>
    public const string Pdf = "pdf";

    /// <summary>The signed Open Badge 3.0.</summary>
    public const string Json = "json";

    /// <summary>The same as a compact JWS.</summary>
    public const string Jwt = "jwt";

    /// <summary>The badge as a picture with the Open Badge in it.</summary>
    public const string Png = "png", Svg = "svg";

    /// <summary>A program with all its parts: CLR 2.0.</summary>
    public const string Clr = "clr";

    public static readonly ImmutableArray<string> All = [Pdf, Json, Jwt, Png, Svg, Clr];
}

/// <summary>What is to be issued. It says of the learner the name alone: a score or an address is not in the document.</summary>
/// <param name="AttemptId">The attempt that earned it; empty for a course or a program.</param>
/// <param name="ExamId">Empty for a course or a program.</param>
/// <param name="ExamTitle">The title of what was earned: of the exam, the course or the program.</param>
/// <param name="ProgramTitle">Empty for an exam of no program, and for a program itself.</param>
/// <param name="ProgramId">Empty for an exam of no program; for a program itself, its id.</param>
/// <param name="Country">The learner's, ISO 3166-1 alpha-2.</param>
/// <param name="Kind">One of <see cref="CredentialKinds"/>.</param>
/// <param name="SubjectId">Exam, course or program id; empty for that of the exam.</param>
[GenerateSerializer, Alias("ee.issue-credential"), Immutable]
public sealed record IssueCredential(
    [property: Id(0)] Guid AttemptId, [property: Id(1)] string LearnerId, [property: Id(2)] string LegalName, [property: Id(3)] string ExamId, [property: Id(4)] string ExamTitle,
    [property: Id(5)] string ProgramTitle, [property: Id(6)] string Language, [property: Id(7)] decimal ScorePercent, [property: Id(8)] DateTimeOffset EarnedAt, [property: Id(9)] bool Proctored,
    [property: Id(10)] string ProgramId, [property: Id(11)] string Country, [property: Id(12)] string Kind = CredentialKinds.Exam, [property: Id(13)] string SubjectId = "")
{
    /// <summary>The credentials that a program consists of, in the order of its courses; empty for the rest.</summary>
    [Id(14)]
    public ImmutableArray<Guid> Parts { get; init; } = [];

    /// <summary>The credential whose place this one takes; null where there was none.</summary>
    [Id(15)]
    public Guid? Supersedes { get; init; }
}

/// <param name="Standing"><c>valid</c>, <c>revoked</c> or <c>superseded</c>.</param>
/// <param name="KeyFingerprint">SHA-256 of the certificate that signs the PDF, lower-case hex.</param>
/// <param name="RevokedAt">Null while it stands; of a superseded one, when the other took its place.</param>
/// <param name="RevokedFor">The class of the reason, one of <see cref="RevocationReasons"/>; null while it stands.</param>
/// <param name="Kind">One of <see cref="CredentialKinds"/>.</param>
/// <param name="SupersededBy">The credential that took its place; null when none did.</param>
/// <param name="IssuerId">The identity that signed the Open Badge, such as <c>did:key:z6Mk…</c>; null until it is signed.</param>
[GenerateSerializer, Alias("ee.credential"), Immutable]
public sealed record CredentialView(
    [property: Id(0)] Guid Id, [property: Id(1)] string Name, [property: Id(2)] string Title, [property: Id(3)] string ProgramTitle, [property: Id(4)] string Issuer,
    [property: Id(5)] DateTimeOffset IssuedAt, [property: Id(6)] string Statement, [property: Id(7)] string Standing, [property: Id(8)] string KeyFingerprint,
    [property: Id(9)] DateTimeOffset? RevokedAt = null, [property: Id(10)] string? RevokedFor = null, [property: Id(11)] string Kind = CredentialKinds.Exam,
    [property: Id(12)] Guid? SupersededBy = null, [property: Id(13)] string? IssuerId = null);

[GenerateSerializer, Alias("ee.pdf"), Immutable]
public sealed record CredentialFile([property: Id(0)] string FileName, [property: Id(1)] ImmutableArray<byte> Content, [property: Id(2)] string MediaType = "application/pdf");
