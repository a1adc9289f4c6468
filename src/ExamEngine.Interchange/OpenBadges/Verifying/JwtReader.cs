using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.Keys;

namespace ExamEngine.Interchange.OpenBadges.Verifying;

/// <summary>A credential in a compact JSON Web Signature: as its whole payload, or, as the first version of verifiable credentials had it, in the claim <c>vc</c>.</summary>
internal sealed class JwtReader(KeyFinder keys)
{
    /// <summary>Its header, payload and signature, or why it is none.</summary>
    public static (Parts? Parts, Refusal? Refusal) Read(string token)
    {
        var pieces = token.Split('.');
        try
        {
            if (pieces.Length != 3)
                return (null, Refusal.Malformed("It is no JSON Web Signature."));
            var header = StrictJson.Parse(Base64Url.DecodeFromChars(pieces[0]));
            var payload = StrictJson.Parse(Base64Url.DecodeFromChars(pieces[1]));
            var credential = Credential.Member(payload, "vc") ?? payload;
            var (read, refusal) = Credential.Read(credential, Credential.Text(payload, "iss"));
            return read is null
                ? (null, refusal)
                : (new(header, payload, read, Encoding.ASCII.GetBytes($"{pieces[0]}.{pieces[1]}"), Base64Url.DecodeFromChars(pieces[2])), null);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return (null, Refusal.Malformed("It is no JSON Web Signature."));
        }
    }

    /// <returns>Null when the signature is right, by the issuer, and its claims say what the credential says.</returns>
    public async ValueTask<Refusal?> Verify(Parts jwt, DateTimeOffset now, CancellationToken ct)
    {
        var algorithm = Credential.Text(jwt.Header, "alg");
        if (algorithm is not ("EdDSA" or "ES256" or "RS256") || Credential.Member(jwt.Header, "crit") is not null)
            return new(BadgeCodes.UnsupportedProof, $"Its signature is of a kind that is not supported: {algorithm ?? "unnamed"}.");

        var (key, doubt) = await Key(jwt, ct);
        if (key is null)
            return doubt;
        if (key.Algorithm != algorithm)
            return new(BadgeCodes.UnsupportedProof, "Its key is of another kind than its signature.");
        if (!key.Verify(jwt.Signed, jwt.Signature))
            return new(BadgeCodes.Tampered, "Its signature does not fit: it was changed after it was signed, or signed by another key.");
        if (doubt is not null)
            return doubt;
        return Claims(jwt) ?? Times(jwt, now);
    }

    private async ValueTask<FoundKey> Key(Parts jwt, CancellationToken ct)
    {
        var issuer = jwt.Credential.IssuerId;
        if (Credential.Text(jwt.Header, "kid") is { } kid)
            return await keys.Find(kid is ['#', ..] ? issuer + kid : kid, issuer, ct);
        if (Credential.Member(jwt.Header, "jwk") is not { } jwk)
            return new(null, new(BadgeCodes.UnknownIssuer, "It does not say by which key it is signed."));
        return VerificationKey.OfJwk(jwk) is { } stated
            ? await keys.Find(stated, issuer, ct)
            : new(null, new(BadgeCodes.UnsupportedProof, "Its key is of a kind that is not known here, or too short."));
    }

    private static Refusal? Claims(Parts jwt)
    {
        var credential = jwt.Credential;
        var subject = credential.Subject is { ValueKind: JsonValueKind.Object } one ? Credential.Text(one, "id") : null;
        foreach (var (claim, own) in new[] { ("iss", credential.IssuerId), ("jti", credential.Id), ("sub", subject) })
        {
            if (own is not null && Credential.Text(jwt.Payload, claim) is { } claimed && claimed != own)
                return Refusal.Malformed($"Its claim {claim} says something else than the credential.");
        }

        foreach (var (claim, own) in new[] { ("nbf", credential.ValidFrom), ("exp", credential.ValidUntil) })
        {
            if (own is { } date && Seconds(jwt.Payload, claim) is { } claimed && claimed != date.ToUnixTimeSeconds())
                return Refusal.Malformed($"Its claim {claim} says something else than the credential.");
        }

        return null;
    }

    private static Refusal? Times(Parts jwt, DateTimeOffset now)
    {
        if (Seconds(jwt.Payload, "exp") < now.ToUnixTimeSeconds())
            return new(BadgeCodes.Expired, "Its signature has expired.");
        return Seconds(jwt.Payload, "nbf") > now.ToUnixTimeSeconds() ? new(BadgeCodes.NotYetValid, "Its signature is not valid yet.") : null;
    }

    private static long? Seconds(JsonElement payload, string claim) =>
        Credential.Member(payload, claim) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var seconds) && Math.Abs(seconds) < 1e12
            ? (long)Math.Floor(seconds)
            : null;

    internal sealed record Parts(JsonElement Header, JsonElement Payload, Credential Credential, byte[] Signed, byte[] Signature);
}
