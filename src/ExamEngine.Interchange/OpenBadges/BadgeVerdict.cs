using System.Collections.Immutable;

namespace ExamEngine.Interchange.OpenBadges;

/// <param name="Code">One of <see cref="BadgeCodes"/>.</param>
/// <param name="Reason">A sentence for a person.</param>
/// <param name="Facts">What the badge says, true only if it is valid; null when it could not be read.</param>
public sealed record BadgeVerdict(bool IsValid, string Code, string Reason, BadgeFacts? Facts);

/// <summary>What verdicts are called; they never change.</summary>
public static class BadgeCodes
{
    public const string Valid = "valid";

    /// <summary>It was changed after it was signed, or signed by another key than it says.</summary>
    public const string Tampered = "tampered";
    public const string Expired = "expired";
    public const string NotYetValid = "not-yet-valid";
    public const string Revoked = "revoked";
    public const string Suspended = "suspended";

    /// <summary>Nothing ties the key that signed to the issuer, or the issuer could not be asked.</summary>
    public const string UnknownIssuer = "unknown-issuer";
    public const string UnknownContext = "unknown-context";

    /// <summary>Part of what it says is covered by no signature, as no context defines it.</summary>
    public const string UndefinedTerm = "undefined-term";
    public const string Malformed = "malformed";

    /// <summary>Whether it still stands could not be found out.</summary>
    public const string StatusUnavailable = "status-unavailable";
    public const string UnsupportedProof = "unsupported-proof";
    public const string NotSigned = "not-signed";

    /// <summary>It needs far more work than a badge does.</summary>
    public const string TooMuchWork = "too-much-work";
}

/// <summary>What a badge says about itself.</summary>
/// <param name="Kind"><c>open-badge</c>, <c>learner-record</c>, <c>endorsement</c>, <c>status-list</c> or <c>credential</c></param>
/// <param name="Achievement">What was achieved.</param>
public sealed record BadgeFacts(
    string Kind,
    string? Id,
    string? Name,
    string? Achievement,
    string IssuerId,
    string? IssuerName,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidUntil)
{
    /// <summary>The verdicts of the badges in a learner record, in its order.</summary>
    public ImmutableArray<BadgeVerdict> Parts { get; init; } = [];
}
