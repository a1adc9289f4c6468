using System.Security.Cryptography;
using System.Text;
using ExamEngine.Contracts.Credentials;

namespace ExamEngine.Contracts.Schools;

/// <summary>
/// What one learner shares with one school of one program: consent, withdrawal, every look of the school, and the credit it granted. Key:
/// <see cref="ShareId.Of"/>.
/// </summary>
[Alias("ee.IShareGrain")]
public interface IShareGrain : IGrainWithGuidKey
{
    /// <summary>What would be shared, all of it. The learner.</summary>
    /// <returns>Refused with <c>agreement.not-in-force</c> or <c>share.not-earned</c>.</returns>
    [Alias("Offer")]
    Task<Reply<ShareOffer>> Offer(Actor actor, string schoolId, string programId);

    /// <summary>Consents to what was seen; while a consent stands nothing changes. The learner.</summary>
    /// <param name="textVersion">Of the offer that the learner saw; another is refused with <c>share.changed</c>.</param>
    [Alias("Consent")]
    Task<Reply<ShareView>> Consent(Actor actor, string schoolId, string programId, string textVersion);

    /// <summary>The school sees nothing from here on; withdrawn already, nothing changes. The learner.</summary>
    [Alias("Withdraw")]
    Task<Reply<ShareView>> Withdraw(Actor actor);

    /// <summary>What was shared, who looked and what was granted, whether the consent stands or not. The learner, and staff.</summary>
    [Alias("Show")]
    Task<Reply<ShareView>> Show(Actor actor);

    /// <summary>The receipt of a consent, or of its withdrawal. The learner, and staff.</summary>
    /// <param name="number">Of the consent, from 1.</param>
    [Alias("Receipt")]
    Task<Reply<ShareReceipt>> Receipt(Actor actor, int number, bool ofWithdrawal);

    /// <summary>The record as it stands now. The school, and written down.</summary>
    /// <param name="how"><c>listed</c> or <c>opened</c>.</param>
    /// <returns>Refused with <c>share.withdrawn</c> from the moment the learner withdrew.</returns>
    [Alias("Look"), ResponseTimeout("00:00:20")]
    Task<Reply<SharedRecord>> Look(Actor actor, string how);

    /// <summary>Has every credential of the record verified, as a stranger's would be. The school, and written down.</summary>
    [Alias("Verify"), ResponseTimeout("00:00:30")]
    Task<Reply<RecordVerdict>> Verify(Actor actor);

    /// <summary>The documents of the record in one form. The school, and written down.</summary>
    /// <param name="form">One of <see cref="CredentialForms"/>; JSON is there of those that do not stand as well.</param>
    /// <param name="credentialId">Null for all of them.</param>
    [Alias("Files"), ResponseTimeout("00:01:00")]
    Task<Reply<RecordFiles>> Files(Actor actor, string form, Guid? credentialId);

    /// <summary>Grants credit, or corrects what was granted. The school.</summary>
    [Alias("Grant"), ResponseTimeout("00:00:20")]
    Task<Reply<CreditView>> Grant(Actor actor, CreditOrder order);

    /// <summary>Takes back what was granted. The school.</summary>
    [Alias("TakeBack")]
    Task<Reply<CreditView>> TakeBack(Actor actor, string reason);
}

public static class ShareId
{
    /// <summary>The same whenever it is asked for: a version 8 UUID of what it is about, so that a school's addresses name no learner.</summary>
    public static Guid Of(string schoolId, string programId, string learnerId)
    {
        var id = SHA256.HashData(Encoding.UTF8.GetBytes($"{schoolId}\n{programId}\n{learnerId}")).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}

/// <summary>What of a credential a school sees.</summary>
public static class SharedFields
{
    public static readonly ImmutableArray<string> All = ["name", "achievement", "issuedAt", "issuer", "number", "standing"];
}

/// <summary>A credential of an offer or of a consent.</summary>
/// <param name="Kind">One of <see cref="CredentialKinds"/>.</param>
[GenerateSerializer, Alias("ee.shared-credential"), Immutable]
public sealed record SharedCredentialView(
    [property: Id(0)] Guid Id, [property: Id(1)] string Kind, [property: Id(2)] string Title, [property: Id(3)] string Name, [property: Id(4)] DateTimeOffset IssuedAt);

/// <summary>All that a learner is asked to consent to.</summary>
/// <param name="Fields">Some of <see cref="SharedFields"/>.</param>
/// <param name="TextVersion">A hash of all the rest and of how often it was consented to before: one that was withdrawn is not given again by a late request.</param>
[GenerateSerializer, Alias("ee.share-offer"), Immutable]
public sealed record ShareOffer(
    [property: Id(0)] Guid ShareId, [property: Id(1)] string SchoolId, [property: Id(2)] string SchoolName, [property: Id(3)] string ProgramId, [property: Id(4)] string ProgramTitle,
    [property: Id(5)] AgreementVersion Agreement, [property: Id(6)] ImmutableArray<SharedCredentialView> Credentials, [property: Id(7)] ImmutableArray<string> Fields,
    [property: Id(8)] string TextVersion);

/// <summary>What a learner shares, or shared.</summary>
/// <param name="Stands">Whether the school may look now.</param>
/// <param name="Consents">Oldest first.</param>
/// <param name="Looks">The newest <see cref="MostLooks"/>, newest first.</param>
/// <param name="LookCount">All of them.</param>
[GenerateSerializer, Alias("ee.share"), Immutable]
public sealed record ShareView(
    [property: Id(0)] Guid ShareId, [property: Id(1)] string SchoolId, [property: Id(2)] string SchoolName, [property: Id(3)] string ProgramId, [property: Id(4)] string ProgramTitle,
    [property: Id(5)] bool Stands, [property: Id(6)] ImmutableArray<ConsentView> Consents, [property: Id(7)] CreditView Credit, [property: Id(8)] ImmutableArray<LookView> Looks,
    [property: Id(9)] int LookCount)
{
    public const int MostLooks = 500;
}

/// <param name="WithdrawnAt">Null while it stands.</param>
[GenerateSerializer, Alias("ee.share-consent"), Immutable]
public sealed record ConsentView(
    [property: Id(0)] int Number, [property: Id(1)] DateTimeOffset GivenAt, [property: Id(2)] DateTimeOffset? WithdrawnAt, [property: Id(3)] AgreementVersion Agreement,
    [property: Id(4)] ImmutableArray<SharedCredentialView> Credentials, [property: Id(5)] ImmutableArray<string> Fields);

/// <param name="How"><c>listed</c>, <c>opened</c>, <c>verified</c> or <c>downloaded</c>.</param>
/// <param name="By">The account's id; its name where a page shows it.</param>
[GenerateSerializer, Alias("ee.share-look"), Immutable]
public sealed record LookView([property: Id(0)] DateTimeOffset At, [property: Id(1)] string How, [property: Id(2)] string By);

/// <summary>What a learner was given, signed.</summary>
/// <param name="WithdrawnAt">Null in the receipt of a consent.</param>
/// <param name="Credit">What was granted when the consent was withdrawn; null for nothing.</param>
/// <param name="Signature">A compact JWS (RFC 7515, ES256) whose payload is the rest as JSON.</param>
[GenerateSerializer, Alias("ee.share-receipt"), Immutable]
public sealed record ShareReceipt(
    [property: Id(0)] Guid ShareId, [property: Id(1)] int Number, [property: Id(2)] string LearnerId, [property: Id(3)] string SchoolId, [property: Id(4)] string SchoolName,
    [property: Id(5)] string ProgramId, [property: Id(6)] string ProgramTitle, [property: Id(7)] AgreementVersion Agreement, [property: Id(8)] ImmutableArray<SharedCredentialView> Credentials,
    [property: Id(9)] ImmutableArray<string> Fields, [property: Id(10)] string TextVersion, [property: Id(11)] DateTimeOffset GivenAt, [property: Id(12)] DateTimeOffset? WithdrawnAt,
    [property: Id(13)] CreditGrantView? Credit, [property: Id(14)] string Signature);

/// <summary>A learner's record as its school sees it.</summary>
/// <param name="Name">As the program's credential has it now.</param>
[GenerateSerializer, Alias("ee.shared-record"), Immutable]
public sealed record SharedRecord(
    [property: Id(0)] Guid ShareId, [property: Id(1)] string Name, [property: Id(2)] string ProgramId, [property: Id(3)] string ProgramTitle, [property: Id(4)] DateTimeOffset ConsentedAt,
    [property: Id(5)] AgreementVersion Agreement, [property: Id(6)] ImmutableArray<CredentialNow> Credentials, [property: Id(7)] CreditView Credit);

/// <summary>A credential as it stands now: of one that was superseded, the one that took its place.</summary>
/// <param name="Standing"><c>valid</c> or <c>revoked</c>.</param>
[GenerateSerializer, Alias("ee.credential-now"), Immutable]
public sealed record CredentialNow(
    [property: Id(0)] Guid Id, [property: Id(1)] string Kind, [property: Id(2)] string Title, [property: Id(3)] string Name, [property: Id(4)] DateTimeOffset IssuedAt,
    [property: Id(5)] string Standing, [property: Id(6)] DateTimeOffset? RevokedAt, [property: Id(7)] string? RevokedFor);

/// <summary>What the verifier says of a record.</summary>
/// <param name="Valid">Every credential of it is.</param>
[GenerateSerializer, Alias("ee.record-verdict"), Immutable]
public sealed record RecordVerdict(
    [property: Id(0)] Guid ShareId, [property: Id(1)] string Name, [property: Id(2)] string ProgramId, [property: Id(3)] bool Valid, [property: Id(4)] ImmutableArray<CredentialVerdict> Credentials);

/// <param name="Code">As of <see cref="BadgeVerdictView"/>.</param>
[GenerateSerializer, Alias("ee.credential-verdict"), Immutable]
public sealed record CredentialVerdict(
    [property: Id(0)] Guid Id, [property: Id(1)] string Kind, [property: Id(2)] string Title, [property: Id(3)] bool Valid, [property: Id(4)] string Code, [property: Id(5)] string Reason);

/// <param name="Missing">Why a document is not there, such as <c>credential.revoked</c>.</param>
[GenerateSerializer, Alias("ee.record-files"), Immutable]
public sealed record RecordFiles(
    [property: Id(0)] SharedRecord Record, [property: Id(1)] ImmutableArray<CredentialFile> Files, [property: Id(2)] ImmutableArray<Problem> Missing);

/// <param name="On">The day of the school's decision.</param>
/// <param name="Reference">The school's own.</param>
/// <param name="Reason">Needed where something else is granted already; else empty.</param>
[GenerateSerializer, Alias("ee.credit-order"), Immutable]
public sealed record CreditOrder([property: Id(0)] decimal Points, [property: Id(1)] DateOnly On, [property: Id(2)] string Reference, [property: Id(3)] string Reason);

/// <param name="Granted">Null for nothing.</param>
/// <param name="History">Oldest first.</param>
[GenerateSerializer, Alias("ee.credit"), Immutable]
public sealed record CreditView([property: Id(0)] CreditGrantView? Granted, [property: Id(1)] ImmutableArray<CreditEntry> History);

[GenerateSerializer, Alias("ee.credit-grant"), Immutable]
public sealed record CreditGrantView([property: Id(0)] decimal Points, [property: Id(1)] DateOnly On, [property: Id(2)] string Reference);

/// <param name="Kind"><c>granted</c>, <c>corrected</c> or <c>takenBack</c>.</param>
/// <param name="Reason">Empty for <c>granted</c>.</param>
[GenerateSerializer, Alias("ee.credit-entry"), Immutable]
public sealed record CreditEntry([property: Id(0)] DateTimeOffset At, [property: Id(1)] string Kind, [property: Id(2)] CreditGrantView? Grant, [property: Id(3)] string Reason);
