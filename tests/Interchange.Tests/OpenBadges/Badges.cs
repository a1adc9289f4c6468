using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Interchange.Tests.OpenBadges;

/// <summary>A badge like those that are issued, and what a verifier is told about its issuer.</summary>
internal static class Badges
{
    public const string Web = "did:web:exams.example.edu";

    public static readonly DateTimeOffset Issued = new(2026, 2, 24, 9, 30, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly Uri List = new("https://exams.example.edu/status/1");
    public static readonly BadgeKey Key = BadgeKey.FromSeed(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
    public static readonly BadgeKey OtherKey = BadgeKey.FromSeed(Enumerable.Range(101, 32).Select(i => (byte)i).ToArray());
    public static readonly IssuerIdentity Issuer = IssuerIdentity.OfKey(Key);

    public static BadgeContent Content(string issuer, string achievement = "https://exams.example.edu/courses/probability") => new(
        "urn:uuid:0f0f3a3e-5b0a-4c58-9d2d-6d8b7a0c0d11",
        "Probability: the Science of Uncertainty and Data",
        new BadgeIssuer(issuer, "Example Institute", new Uri("https://exams.example.edu/"), new Uri("https://exams.example.edu/seal.png"), "credentials@example.edu"),
        new BadgeLearner("Արմեն \"Արի\" Պետրոսյան\u00e9\t😀"),
        new BadgeAchievement(
            achievement, "Course", "Probability", "What chance is, and what follows.", "Passed the *proctored* exam.",
            new Uri("https://exams.example.edu/courses/probability/criteria"), new Uri("https://exams.example.edu/courses/probability.png")),
        Issued,
        ActivityStart: Issued.AddDays(-60),
        ActivityEnd: Issued.AddDays(-1),
        Status: new BadgeStatus(List, 94567))
    {
        Results = [new("urn:uuid:6b2c1a0e-94a5-4c11-8e02-d8a1c7d0f6f1", "Percent", "Final grade", "0.87", "0", "1")],
    };

    public static JsonObject Document(Func<BadgeContent, BadgeContent>? change = null, IssuerIdentity? issuer = null) =>
        OpenBadgeDocument.Of((change ?? (c => c))(Content((issuer ?? Issuer).Id)));

    public static JsonObject Signed(Func<BadgeContent, BadgeContent>? change = null, IssuerIdentity? issuer = null) =>
        DataIntegrity.Sign(Document(change, issuer), issuer ?? Issuer, Issued);

    public static JsonObject StatusList(int[] set, IssuerIdentity? issuer = null, string purpose = "revocation", DateTimeOffset? until = null, Uri? address = null)
    {
        var bits = new byte[StatusBits.LeastBits / 8];
        foreach (var index in set)
            StatusBits.Set(bits, index, true);
        var identity = issuer ?? Issuer;
        return DataIntegrity.Sign(StatusListDocument.Of(address ?? List, identity.Id, bits, Issued, until, purpose), identity, Issued);
    }

    public static JsonObject With(this JsonObject document, Action<JsonObject> change)
    {
        change(document);
        return document;
    }

    public static JsonElement Element(this JsonObject document) => JsonSerializer.SerializeToElement(document);
}

/// <summary>Answers what it was given, and nothing else.</summary>
internal sealed class KnownSources : IBadgeSources
{
    public Dictionary<string, JsonObject> Dids { get; } = [];

    public Dictionary<string, JsonObject> Lists { get; } = [];

    public List<string> Asked { get; } = [];

    public static KnownSources With(JsonObject statusList) => new() { Lists = { [Badges.List.AbsoluteUri] = statusList } };

    public ValueTask<JsonObject?> Did(string did, CancellationToken ct)
    {
        Asked.Add(did);
        return new(Dids.GetValueOrDefault(did));
    }

    public ValueTask<JsonObject?> StatusList(Uri address, CancellationToken ct)
    {
        Asked.Add(address.OriginalString);
        return new(Lists.GetValueOrDefault(address.OriginalString));
    }
}
