using System.Collections.Immutable;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>What a badge says. Every text arrives ready; nothing is computed or translated here.</summary>
/// <param name="Id">Such as <c>urn:uuid:…</c>; an absolute address, as all ids here.</param>
/// <param name="Name">Of the credential, as a wallet shows it.</param>
/// <param name="ValidUntil">Null: it does not expire.</param>
/// <param name="Status">Null: it can never be revoked.</param>
public sealed record BadgeContent(
    string Id,
    string Name,
    BadgeIssuer Issuer,
    BadgeLearner Learner,
    BadgeAchievement Achievement,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidUntil = null,
    DateTimeOffset? ActivityStart = null,
    DateTimeOffset? ActivityEnd = null,
    BadgeStatus? Status = null)
{
    public ImmutableArray<BadgeResult> Results { get; init; } = [];
}

/// <summary>The issuer as the badge describes it.</summary>
/// <param name="Id">The DID that signs: <see cref="IssuerIdentity.Id"/>.</param>
public sealed record BadgeIssuer(string Id, string Name, Uri? Url = null, Uri? Image = null, string? Email = null);

/// <summary>Whose achievement it is.</summary>
/// <param name="Name">The legal name.</param>
/// <param name="Salt">With a salt, only the hash of name and salt is in the badge: who knows both can prove the name.</param>
/// <param name="Id">The learner's own DID, if there is one.</param>
public sealed record BadgeLearner(string Name, string? Salt = null, string? Id = null);

/// <param name="Id">The same for all who achieve it, such as the address of the program.</param>
/// <param name="Type">Of 1EdTech's list, such as <c>Course</c>, <c>MicroCredential</c>, <c>LearningProgram</c>, <c>Assessment</c>; or <c>ext:…</c></param>
/// <param name="Criteria">In Markdown: what had to be done.</param>
public sealed record BadgeAchievement(string Id, string Type, string Name, string Description, string Criteria, Uri? CriteriaPage = null, Uri? Image = null);

/// <summary>A result and what it is a result of.</summary>
/// <param name="Id">Of the description, such as <c>urn:uuid:…</c></param>
/// <param name="Type">Of 1EdTech's list, such as <c>Percent</c>, <c>ScaledScore</c>, <c>LetterGrade</c>, <c>Status</c>.</param>
/// <param name="Value">As text, such as <c>0.87</c></param>
public sealed record BadgeResult(string Id, string Type, string Name, string Value, string? Least = null, string? Most = null);

/// <summary>Where it is read whether the badge still stands.</summary>
/// <param name="Purpose"><c>revocation</c> or <c>suspension</c></param>
public sealed record BadgeStatus(Uri List, int Index, string Purpose = "revocation");
