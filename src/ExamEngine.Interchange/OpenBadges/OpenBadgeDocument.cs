using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>An Open Badge 3.0 on Verifiable Credentials 2.0, to be signed.</summary>
public static class OpenBadgeDocument
{
    internal const string Credentials = "https://www.w3.org/ns/credentials/v2";
    internal const string Badges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    /// <exception cref="ArgumentException">An id is no absolute address, a text that must be there is empty, or the kind of achievement or result is not one of 1EdTech's.</exception>
    public static JsonObject Of(BadgeContent content)
    {
        var document = Start([Credentials, Badges], "OpenBadgeCredential", content.Id, content.Name, content.Issuer, content.ValidFrom, content.ValidUntil, content.Status);
        var subject = Subject("AchievementSubject", content.Learner);
        if (content.ActivityStart is { } start)
            subject["activityStartDate"] = Date(start);
        if (content.ActivityEnd is { } end)
            subject["activityEndDate"] = Date(end);
        var achievement = Achievement(content.Achievement);
        if (!content.Results.IsEmpty)
        {
            subject["result"] = new JsonArray([.. content.Results.Select(r => new JsonObject
            {
                ["type"] = new JsonArray("Result"),
                ["resultDescription"] = r.Id,
                ["value"] = r.Value,
            })]);
            achievement["resultDescription"] = new JsonArray([.. content.Results.Select(Description)]);
        }

        subject["achievement"] = achievement;
        document["credentialSubject"] = subject;
        return document;
    }

    internal static JsonObject Start(
        string[] contexts, string type, string id, string name, BadgeIssuer issuer, DateTimeOffset from, DateTimeOffset? until, BadgeStatus? status)
    {
        var document = new JsonObject
        {
            ["@context"] = new JsonArray([.. contexts.Select(c => JsonValue.Create(c))]),
            ["id"] = Address(id),
            ["type"] = new JsonArray("VerifiableCredential", type),
            ["name"] = Text(name),
            ["issuer"] = Profile(issuer),
            ["validFrom"] = Date(from),
        };
        if (until is { } end)
            document["validUntil"] = Date(end);
        if (status is not null)
        {
            var index = status.Index.ToString(CultureInfo.InvariantCulture);
            document["credentialStatus"] = new JsonObject
            {
                ["id"] = $"{status.List.AbsoluteUri}#{index}",
                ["type"] = "BitstringStatusListEntry",
                ["statusPurpose"] = Text(status.Purpose),
                ["statusListIndex"] = index,
                ["statusListCredential"] = status.List.AbsoluteUri,
            };
        }

        return document;
    }

    internal static JsonObject Subject(string type, BadgeLearner learner)
    {
        var subject = new JsonObject();
        if (learner.Id is { } id)
            subject["id"] = Address(id);
        subject["type"] = new JsonArray(type);
        var identity = new JsonObject
        {
            ["type"] = "IdentityObject",
            ["identityHash"] = learner.Salt is { } secret ? Hash(Text(learner.Name), secret) : Text(learner.Name),
            ["identityType"] = "name",
            ["hashed"] = learner.Salt is not null,
            ["salt"] = learner.Salt ?? "not-used",
        };
        subject["identifier"] = new JsonArray(identity);
        return subject;
    }

    internal static JsonObject Achievement(BadgeAchievement achievement)
    {
        var criteria = new JsonObject();
        if (achievement.CriteriaPage is { } page)
            criteria["id"] = page.AbsoluteUri;
        criteria["narrative"] = Text(achievement.Criteria);
        var document = new JsonObject
        {
            ["id"] = Address(achievement.Id),
            ["type"] = new JsonArray("Achievement"),
            ["achievementType"] = AchievementTypes.Contains(achievement.Type) || achievement.Type.StartsWith("ext:", StringComparison.Ordinal)
                ? achievement.Type
                : throw new ArgumentException($"{achievement.Type} is no type of achievement.", nameof(achievement)),
            ["name"] = Text(achievement.Name),
            ["description"] = Text(achievement.Description),
            ["criteria"] = criteria,
        };
        if (achievement.Image is { } image)
            document["image"] = Image(image);
        return document;
    }

    internal static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static string Address(string id) =>
        Uri.TryCreate(id, UriKind.Absolute, out _) ? id : throw new ArgumentException($"\"{id}\" is no absolute address.", nameof(id));

    internal static JsonObject Profile(BadgeIssuer issuer)
    {
        var profile = new JsonObject { ["id"] = Address(issuer.Id), ["type"] = new JsonArray("Profile"), ["name"] = Text(issuer.Name) };
        if (issuer.Url is { } url)
            profile["url"] = url.AbsoluteUri;
        if (issuer.Email is { } email)
            profile["email"] = Text(email);
        if (issuer.Image is { } image)
            profile["image"] = Image(image);
        return profile;
    }

    private static JsonObject Description(BadgeResult result)
    {
        var description = new JsonObject
        {
            ["id"] = Address(result.Id),
            ["type"] = new JsonArray("ResultDescription"),
            ["name"] = Text(result.Name),
            ["resultType"] = ResultTypes.Contains(result.Type) || result.Type.StartsWith("ext:", StringComparison.Ordinal)
                ? result.Type
                : throw new ArgumentException($"{result.Type} is no type of result.", nameof(result)),
        };
        if (result.Least is { } least)
            description["valueMin"] = least;
        if (result.Most is { } most)
            description["valueMax"] = most;
        return description;
    }

    private static JsonObject Image(Uri image) => new() { ["id"] = image.AbsoluteUri, ["type"] = "Image" };

    private static string Hash(string name, string salt) => $"sha256${Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name + salt)))}";

    private static string Text(string text) => text.Length > 0 ? text : throw new ArgumentException("A text that must be there is empty.", nameof(text));

    private static readonly HashSet<string> AchievementTypes = new(StringComparer.Ordinal)
    {
        "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree", "Award", "Badge", "BachelorDegree", "Certificate",
        "CertificateOfCompletion", "Certification", "CommunityService", "Competency", "Course", "CoCurricular", "Degree", "Diploma", "DoctoralDegree",
        "Fieldwork", "GeneralEducationDevelopment", "JourneymanCertificate", "LearningProgram", "License", "Membership", "ProfessionalDoctorate",
        "QualityAssuranceCredential", "MasterCertificate", "MasterDegree", "MicroCredential", "ResearchDoctorate", "SecondarySchoolDiploma",
    };

    private static readonly HashSet<string> ResultTypes = new(StringComparer.Ordinal)
    {
        "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore", "RawScore", "Result", "RubricCriterion",
        "RubricCriterionLevel", "RubricScore", "ScaledScore", "Status",
    };
}
