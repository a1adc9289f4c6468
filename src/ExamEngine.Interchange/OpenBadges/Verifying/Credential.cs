using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ExamEngine.Interchange.OpenBadges.Verifying;

/// <summary>A credential as it stands in JSON, and the few of its words that a verdict depends on.</summary>
internal sealed partial class Credential
{
    private const string VersionOne = "https://www.w3.org/2018/credentials/v1";

    private Credential(JsonElement document) => Document = document;

    public JsonElement Document { get; }

    public required string IssuerId { get; init; }

    public required HashSet<string> Types { get; init; }

    public required DateTimeOffset? ValidFrom { get; init; }

    public required DateTimeOffset? ValidUntil { get; init; }

    public JsonElement? Subject => Member(Document, "credentialSubject");

    public string? Id => Text(Document, "id");

    /// <summary>Reads it, or says why it is no credential.</summary>
    /// <param name="issuerByClaim">For a credential that leaves its issuer to the signature around it.</param>
    public static (Credential? Read, Refusal? Refusal) Read(JsonElement document, string? issuerByClaim = null)
    {
        if (document.ValueKind != JsonValueKind.Object)
            return Refused("It is no JSON object.");
        if (Member(document, "@context") is not { } contexts
            || (contexts.ValueKind == JsonValueKind.Array ? contexts.EnumerateArray().FirstOrDefault() : contexts) is not { ValueKind: JsonValueKind.String } first
            || first.GetString() is not (VersionOne or OpenBadgeDocument.Credentials))
            return Refused("Its first context is not that of verifiable credentials.");
        var types = Texts(Member(document, "type")).ToHashSet(StringComparer.Ordinal);
        if (!types.Contains("VerifiableCredential"))
            return Refused("It is not of the type VerifiableCredential.");
        if (Member(document, "credentialSubject") is not { ValueKind: JsonValueKind.Object or JsonValueKind.Array })
            return Refused("It is about nobody.");
        if ((IssuerOf(document) ?? issuerByClaim) is not { Length: > 0 } issuer)
            return Refused("It names no issuer.");

        var isOne = first.GetString() == VersionOne;
        var (from, until) = isOne ? ("issuanceDate", "expirationDate") : ("validFrom", "validUntil");
        var (otherFrom, otherUntil) = isOne ? ("validFrom", "validUntil") : ("issuanceDate", "expirationDate");
        if (!Date(document, from, out var starts) || !Date(document, until, out var ends) || !Date(document, otherFrom, out var alsoStarts) || !Date(document, otherUntil, out var alsoEnds))
            return Refused("A date in it is none.");
        return (new Credential(document) { IssuerId = issuer, Types = types, ValidFrom = starts ?? alsoStarts, ValidUntil = ends ?? alsoEnds }, null);
    }

    public Refusal? Dates(DateTimeOffset now)
    {
        if (ValidUntil is { } until && until < now)
            return new(BadgeCodes.Expired, $"It was valid until {Written(until)}.");
        if (ValidFrom is { } from && from > now)
            return new(BadgeCodes.NotYetValid, $"It is valid from {Written(from)} on.");
        return null;
    }

    public BadgeFacts Facts => new(
        Types switch
        {
            _ when Types.Contains("ClrCredential") => "learner-record",
            _ when Types.Contains("OpenBadgeCredential") || Types.Contains("AchievementCredential") => "open-badge",
            _ when Types.Contains("EndorsementCredential") => "endorsement",
            _ when Types.Contains("BitstringStatusListCredential") => "status-list",
            _ => "credential",
        },
        Id,
        Words(Document, "name"),
        AchievementOf(Subject) is { } achievement ? Words(achievement, "name") : null,
        IssuerId,
        Member(Document, "issuer") is { ValueKind: JsonValueKind.Object } issuer ? Words(issuer, "name") : null,
        ValidFrom,
        ValidUntil);

    /// <summary>Null when it is not there.</summary>
    public static JsonElement? Member(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? Text(JsonElement map, string name) => Member(map, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The members of a list, or the one that stands for a list of one.</summary>
    public static IEnumerable<JsonElement> Several(JsonElement? value) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { } one => [one],
    };

    public static IEnumerable<string> Texts(JsonElement? value) => Several(value).Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!);

    public static string Written(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <returns>False if it is there and is no date.</returns>
    public static bool Date(JsonElement map, string name, out DateTimeOffset? date)
    {
        date = null;
        if (Member(map, name) is not { } value)
            return true;
        if (value.ValueKind != JsonValueKind.String || !DateForm.IsMatch(value.GetString()!)
            || !DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
            return false;
        date = read;
        return true;
    }

    private static (Credential?, Refusal) Refused(string reason) => (null, Refusal.Malformed(reason));

    private static string? IssuerOf(JsonElement document) => Member(document, "issuer") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } profile => Text(profile, "id"),
        _ => null,
    };

    private static JsonElement? AchievementOf(JsonElement? subject) =>
        Several(subject).Select(s => Several(Member(s, "achievement")).Cast<JsonElement?>().FirstOrDefault()).FirstOrDefault();

    /// <summary>A text, or the first of several languages.</summary>
    private static string? Words(JsonElement map, string name) => Several(Member(map, name)).FirstOrDefault() switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } tagged => Text(tagged, "@value"),
        _ => null,
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex DateForm { get; }
}
