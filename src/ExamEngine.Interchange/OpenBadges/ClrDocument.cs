using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges.JsonLd;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>What a record of several badges says.</summary>
/// <param name="Whole">What the achievements of the badges are parts of; null when they stand side by side.</param>
public sealed record ClrContent(
    string Id,
    string Name,
    BadgeIssuer Issuer,
    BadgeLearner Learner,
    DateTimeOffset ValidFrom,
    BadgeAchievement? Whole = null,
    DateTimeOffset? ValidUntil = null,
    BadgeStatus? Status = null);

/// <summary>A Comprehensive Learner Record 2.0: signed badges of one learner, held together and to be signed itself.</summary>
public static class ClrDocument
{
    /// <param name="badges">Signed, each by its issuer.</param>
    /// <exception cref="ArgumentException">There is none, one is not signed, or the content is faulty as for <see cref="OpenBadgeDocument.Of"/>.</exception>
    public static JsonObject Of(ClrContent content, IReadOnlyList<JsonObject> badges)
    {
        if (badges.Count == 0 || badges.Any(b => b["proof"] is null))
            throw new ArgumentException("A record holds badges, each of them signed.", nameof(badges));

        var document = OpenBadgeDocument.Start(
            [OpenBadgeDocument.Credentials, ClrContext.Current, OpenBadgeDocument.Badges],
            "ClrCredential", content.Id, content.Name, content.Issuer, content.ValidFrom, content.ValidUntil, content.Status);
        var subject = OpenBadgeDocument.Subject("ClrSubject", content.Learner);
        subject["verifiableCredential"] = new JsonArray([.. badges.Select(b => b.DeepClone())]);
        if (content.Whole is { } whole)
        {
            subject["achievement"] = new JsonArray(OpenBadgeDocument.Achievement(whole));
            var parts = badges
                .Select(b => b["credentialSubject"]?["achievement"]?["id"]?.GetValue<string>())
                .OfType<string>()
                .Where(part => part != whole.Id)
                .Select(part => new JsonObject { ["type"] = "Association", ["associationType"] = "isParentOf", ["sourceId"] = whole.Id, ["targetId"] = part })
                .ToArray();
            if (parts.Length > 0)
                subject["association"] = new JsonArray([.. parts]);
        }

        document["credentialSubject"] = subject;
        return document;
    }
}
