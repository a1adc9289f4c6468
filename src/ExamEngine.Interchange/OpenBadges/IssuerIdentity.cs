namespace ExamEngine.Interchange.OpenBadges;

/// <summary>Who issues and signs.</summary>
/// <param name="Id"><c>did:key:…</c> or <c>did:web:…</c></param>
/// <param name="VerificationMethod">Where a verifier finds the public key: the id, <c>#</c>, and which key it is.</param>
public sealed record IssuerIdentity(string Id, string VerificationMethod, BadgeKey Key)
{
    /// <summary>The key itself is the identity.</summary>
    public static IssuerIdentity OfKey(BadgeKey key) => new(key.DidKey, $"{key.DidKey}#{key.Multibase}", key);

    /// <summary>A web site vouches for the key, in the document that <see cref="DidWeb.Document"/> makes.</summary>
    /// <param name="did">See <see cref="DidWeb.Of"/>.</param>
    public static IssuerIdentity OfWeb(string did, BadgeKey key) => new(did, $"{did}#{key.Multibase}", key);
}
