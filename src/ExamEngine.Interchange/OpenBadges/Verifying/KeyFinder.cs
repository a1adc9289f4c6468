using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.Keys;

namespace ExamEngine.Interchange.OpenBadges.Verifying;

/// <summary>Finds the public key that a proof names, and whether it is the issuer's.</summary>
internal sealed class KeyFinder(IBadgeSources sources)
{
    private const string DidKey = "did:key:";

    /// <param name="method">What the proof names: an address with a fragment.</param>
    public async ValueTask<FoundKey> Find(string method, string issuer, CancellationToken ct)
    {
        var mark = method.IndexOf('#', StringComparison.Ordinal);
        var (controller, fragment) = mark < 0 ? (method, "") : (method[..mark], method[(mark + 1)..]);
        var claimed = Multikey.Key(controller.StartsWith(DidKey, StringComparison.Ordinal) ? controller[DidKey.Length..] : fragment);
        if (controller != issuer)
            return Doubtful(claimed, $"It is signed by {controller}, and {issuer} is said to have issued it.");
        if (controller.StartsWith(DidKey, StringComparison.Ordinal))
        {
            if (claimed is null)
                return new(null, new(BadgeCodes.UnsupportedProof, "Its key is of a kind that is not known here."));
            return fragment.Length == 0 || fragment == controller[DidKey.Length..]
                ? new(claimed, null)
                : Doubtful(claimed, "It names a key that the issuer does not have.");
        }

        if (await Document(controller, ct) is not { } document)
            return Doubtful(claimed, $"The keys of {controller} could not be had.");
        var named = Assertions(document, controller).FirstOrDefault(m => Absolute(Credential.Text(m, "id"), controller) == method);
        return named.ValueKind == JsonValueKind.Object && KeyOf(named) is { } key ? new(key, null) : Doubtful(claimed, "It names a key that the issuer does not have.");
    }

    /// <summary>For a signature that states its key and not where the key is found.</summary>
    public async ValueTask<FoundKey> Find(VerificationKey stated, string issuer, CancellationToken ct)
    {
        if (issuer.StartsWith(DidKey, StringComparison.Ordinal))
            return Multikey.Key(issuer[DidKey.Length..]) == stated ? new(stated, null) : Doubtful(stated, "It is signed by a key that is not the issuer's.");
        if (await Document(issuer, ct) is not { } document)
            return Doubtful(stated, $"The keys of {issuer} could not be had.");
        return Assertions(document, issuer).Any(m => KeyOf(m) == stated) ? new(stated, null) : Doubtful(stated, "It is signed by a key that the issuer does not have.");
    }

    private static FoundKey Doubtful(VerificationKey? claimed, string reason) => new(claimed, new(BadgeCodes.UnknownIssuer, reason));

    /// <summary>The issuer's document, if there is one and it is the issuer's.</summary>
    private async ValueTask<JsonElement?> Document(string controller, CancellationToken ct)
    {
        if (DidWeb.Address(controller) is null && !controller.StartsWith("https://", StringComparison.Ordinal))
            return null;
        return await sources.Did(controller, ct) is { } document && StrictJson.Of(document) is { } read && Credential.Text(read, "id") == controller ? read : null;
    }

    /// <summary>The keys that the issuer makes assertions with.</summary>
    private static IEnumerable<JsonElement> Assertions(JsonElement document, string controller)
    {
        foreach (var entry in Credential.Several(Credential.Member(document, "assertionMethod")))
        {
            if (entry.ValueKind == JsonValueKind.Object)
                yield return entry;
            else if (entry.ValueKind == JsonValueKind.String && Absolute(entry.GetString(), controller) is { } id)
                foreach (var method in Credential.Several(Credential.Member(document, "verificationMethod")).Where(m => Absolute(Credential.Text(m, "id"), controller) == id))
                    yield return method;
        }
    }

    private static VerificationKey? KeyOf(JsonElement method)
    {
        if (Credential.Member(method, "revoked") is not null)
            return null;
        return Credential.Text(method, "publicKeyMultibase") is { } multibase ? Multikey.Key(multibase)
            : Credential.Member(method, "publicKeyJwk") is { } jwk ? VerificationKey.OfJwk(jwk)
            : null;
    }

    private static string? Absolute(string? id, string controller) => id is ['#', ..] ? controller + id : id;
}

/// <param name="Key">Null when there is none to check the signature with.</param>
/// <param name="Doubt">Why a right signature by the key would still be no proof; null when it would.</param>
internal sealed record FoundKey(VerificationKey? Key, Refusal? Doubt);
