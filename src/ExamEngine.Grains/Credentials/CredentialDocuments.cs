using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Hosting;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Grains.Credentials;

/// <summary>
/// What an Open Badge says of a credential: the holder's name and what was achieved. No score, no address and no account: what a learner shares with a
/// document, they share with whoever has it.
/// </summary>
internal static class CredentialDocuments
{
    /// <summary>Letters of all scripts as they are; it is never put into a page.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Uri ListAddress(int list, GrainOptions options) => new(options.PublicAddress, string.Create(CultureInfo.InvariantCulture, $"status/{list}"));

    public static JsonObject Badge(Guid id, CredentialEvent.Issued issued, string issuer, int list, int index, GrainOptions options) => OpenBadgeDocument.Of(new(
        $"urn:uuid:{id}", issued.Title, Issuer(issued, issuer, options), new(issued.LegalName), Achievement(id, issued, options), issued.At, ActivityEnd: issued.EarnedAt,
        Status: new(ListAddress(list, options), index)));

    /// <summary>The record of a program: its own badge and those of its parts, revoked when the program is.</summary>
    public static JsonObject Clr(Guid id, CredentialEvent.Issued issued, CredentialEvent.Signed signed, IReadOnlyList<JsonObject> badges, GrainOptions options) => ClrDocument.Of(
        new(
            $"urn:uuid:{id}#record", issued.Title, Issuer(issued, signed.Issuer, options), new(issued.LegalName), issued.At, Achievement(id, issued, options),
            Status: new(ListAddress(signed.List, options), signed.Index)),
        badges);

    private static BadgeIssuer Issuer(CredentialEvent.Issued issued, string issuer, GrainOptions options) => new(issuer, issued.Issuer, options.PublicAddress);

    private static BadgeAchievement Achievement(Guid id, CredentialEvent.Issued issued, GrainOptions options)
    {
        var kind = CredentialFacts.KindOf(issued);
        var wording = issued.Wording ?? CredentialTemplates.Word(
            CredentialTemplate.Default, CredentialWording.BuiltIn, new(kind, issued.Proctored, issued.Language, issued.Title, issued.ProgramTitle, issued.Issuer));
        return new(
            new Uri(options.PublicAddress, $"achievements/{kind}/{Uri.EscapeDataString(issued.SubjectId)}").AbsoluteUri,
            kind switch { CredentialKinds.Program => "MicroCredential", CredentialKinds.Course => "Course", _ => "Assessment" },
            issued.Title, wording.Description, wording.Criteria, Image: new Uri(options.PublicAddress, $"api/credentials/{id}/png"));
    }
}
