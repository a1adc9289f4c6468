using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Contracts.Schools;
using ExamEngine.Core.Schools;
using ExamEngine.Grains.Hosting;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Schools;

/// <summary>From what was consented to, looked at and granted to what is shown of it.</summary>
internal static class ShareViews
{
    public static AgreementVersion Of(SchoolEvent.Agreed agreed) => Of(agreed.Version, agreed.Terms, agreed.At);

    public static AgreementVersion Of(int version, AgreementTerms terms, DateTimeOffset at) =>
        new(version, terms.CreditPoints, terms.Degree, terms.Text, terms.ValidFrom, terms.ValidUntil, at);

    public static ImmutableArray<SharedCredentialView> Of(ImmutableArray<SharedCredential> credentials) =>
        [.. credentials.Select(one => new SharedCredentialView(one.Id, one.Kind, one.Title, one.Name, one.IssuedAt))];

    public static ShareView View(Guid id, ShareState state, ShareText text) => new(
        id, text.School, text.SchoolName, text.Program, text.ProgramTitle, state.Stands,
        [.. state.Consents.Select((consent, i) => new ConsentView(
            i + 1, consent.Given.At, consent.Withdrawn?.At, Agreement(consent.Given), Of(consent.Given.Text.Credentials), consent.Given.Text.Fields))],
        Credit(state),
        [.. Enumerable.Range(1, Math.Min(ShareView.MostLooks, state.Looked.Count)).Select(back => state.Looked[^back]).Select(look => new LookView(look.At, look.How, look.Account))],
        state.Looked.Count);

    public static CreditView Credit(ShareState state) => new(Of(state.Granted), [.. state.Credit.Select(happened => happened switch
    {
        ShareEvent.CreditGranted granted => new CreditEntry(granted.At, "granted", Of(granted.Grant), ""),
        ShareEvent.CreditCorrected corrected => new CreditEntry(corrected.At, "corrected", Of(corrected.Grant), corrected.Reason),
        ShareEvent.CreditTakenBack taken => new CreditEntry(taken.At, "takenBack", null, taken.Reason),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is not about credit."),
    })]);

    public static ShareRow Row(Guid id, ShareState state, string name) => state.Last is not { Given: { } given } last
        ? throw new InvalidOperationException("Nothing was consented to.")
        : new(
            id.ToString(), given.Text.School, given.Text.Program, given.Learner, state.Stands ? ShareRow.Shared : ShareRow.Withdrawn, name,
            ShareRow.SearchOf(name, state.Granted?.Reference), given.At, last.Withdrawn?.At, state.Granted is not null, state.Granted?.Points, state.Granted?.Reference);

    /// <summary>As the credential of the program had it.</summary>
    public static string NameOf(ShareText text) => text.Credentials.First(credential => credential.Kind == ShareRules.ProgramKind).Name;

    /// <summary>
    /// A hash of all that it says and of the number that the consent would have: whoever consented can be shown to what, and a request that comes once more
    /// after a withdrawal does not consent anew.
    /// </summary>
    public static string VersionOf(ShareText text, int number) => Convert.ToHexStringLower(
        SHA256.HashData([.. JsonSerializer.SerializeToUtf8Bytes(text, ShareJson.Default.ShareText), .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n{number}"))]))[..32];

    private static AgreementVersion Agreement(ShareEvent.Given given) => Of(given.Text.Agreement, given.Text.Terms, given.Text.AgreedAt);

    private static CreditGrantView? Of(CreditGrant? grant) => grant is null ? null : new(grant.Points, grant.On, grant.Reference);

    /// <summary>The receipt of a consent; of its withdrawal when <paramref name="withdrawnAt"/> says when. A compact JWS, as it is to be kept.</summary>
    public static string Receipt(Guid id, int number, ShareEvent.Given given, DateTimeOffset? withdrawnAt, CreditGrant? credit, EngineKeys keys)
    {
        var text = given.Text;
        var facts = new ShareReceipt(
            id, number, given.Learner, text.School, text.SchoolName, text.Program, text.ProgramTitle, Agreement(given), Of(text.Credentials), text.Fields, given.TextVersion, given.At,
            withdrawnAt, withdrawnAt is null ? null : Of(credit), "");
        return keys.SignJws(JsonSerializer.SerializeToUtf8Bytes(facts, ShareJson.Default.ShareReceipt));
    }

    /// <summary>What a kept receipt says, with its signature.</summary>
    public static ShareReceipt Receipt(string kept)
    {
        var payload = System.Buffers.Text.Base64Url.DecodeFromChars(kept.Split('.')[1]);
        var facts = JsonSerializer.Deserialize(payload, ShareJson.Default.ShareReceipt) ?? throw new JsonException("A receipt is an object.");
        return facts with { Signature = kept };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShareText))]
[JsonSerializable(typeof(ShareReceipt))]
internal sealed partial class ShareJson : JsonSerializerContext;
