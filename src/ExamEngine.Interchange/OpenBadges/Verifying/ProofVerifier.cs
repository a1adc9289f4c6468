using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.JsonLd;
using ExamEngine.Interchange.OpenBadges.Keys;
using ExamEngine.Interchange.OpenBadges.Proofs;
using ExamEngine.Interchange.OpenBadges.Rdf;

namespace ExamEngine.Interchange.OpenBadges.Verifying;

/// <summary>
/// Embedded proofs: every one of a kind known here must be right, and there must be one; those of other kinds say nothing, either way.
/// A chain of proofs is refused.
/// </summary>
internal sealed class ProofVerifier(KeyFinder keys, ContextShelf shelf)
{
    private const int Most = 8;

    /// <returns>Null when the proofs hold.</returns>
    /// <exception cref="BadgeFormatException">The document cannot be canonicalized.</exception>
    public async ValueTask<Refusal?> Verify(Credential credential, DateTimeOffset now, WorkBudget work, CancellationToken ct)
    {
        var proofs = Credential.Several(Credential.Member(credential.Document, "proof")).ToList();
        if (proofs.Count == 0)
            return new(BadgeCodes.NotSigned, "It is not signed.");
        if (proofs.Count > Most || proofs.Any(p => p.ValueKind != JsonValueKind.Object))
            return Refusal.Malformed("Its proofs are too many, or are none.");
        if (proofs.Any(p => Credential.Member(p, "previousProof") is not null))
            return Unsupported("Its proofs build on each other, which is not supported.");

        var known = proofs.Where(IsKnown).ToList();
        if (known.Count == 0)
            return Unsupported($"Its proof is of a kind that is not supported: {Name(proofs[0])}.");
        Refusal? doubt = null;
        RdfDataset? dataset = null;
        foreach (var proof in known)
        {
            if (!IsByJcs(proof) && dataset is null)
            {
                dataset = ProofSuite.Read(credential.Document, shelf, work);
                if (Agreement.Check(credential, dataset) is { } hidden)
                    return hidden;
            }

            if (await Verify(credential, dataset, proof, now, work, ct) is not { } refusal)
                continue;
            if (refusal.Code != BadgeCodes.UnknownIssuer)
                return refusal;
            doubt ??= refusal;
        }

        return doubt;
    }

    /// <summary>What the key that a proof names must have signed.</summary>
    public static byte[] Signed(JsonElement document, JsonElement proof, ContextShelf shelf, WorkBudget work) =>
        IsByJcs(proof) ? ProofSuite.ByJcs(document, proof) : ProofSuite.Rdfc(document, proof, shelf, work);

    private async ValueTask<Refusal?> Verify(Credential credential, RdfDataset? dataset, JsonElement proof, DateTimeOffset now, WorkBudget work, CancellationToken ct)
    {
        if (Credential.Text(proof, "proofPurpose") != ProofSuite.Purpose)
            return Unsupported("Its proof has another purpose than to assert what it says.");
        if (!Credential.Date(proof, "created", out _) || !Credential.Date(proof, "expires", out var expires))
            return Refusal.Malformed("A date in its proof is none.");
        if (expires is { } end && end < now)
            return new(BadgeCodes.Expired, $"Its proof was valid until {Credential.Written(end)}.");
        if (Credential.Text(proof, "verificationMethod") is not { } method || Credential.Text(proof, "proofValue") is not { } value)
            return Refusal.Malformed("Its proof names no key, or has no value.");

        byte[] signed;
        if (IsByJcs(proof) || dataset is null)
        {
            signed = ProofSuite.ByJcs(credential.Document, proof);
        }
        else
        {
            var options = ProofSuite.ReadOptions(credential.Document, proof, shelf, work);
            if (Agreement.Check(proof, options) is { } hidden)
                return hidden;
            signed = ProofSuite.Rdfc(dataset, options, work);
        }

        var (key, doubt) = await keys.Find(method, credential.IssuerId, ct);
        if (key is null)
            return doubt;
        if (key is not VerificationKey.Ed25519)
            return Unsupported("Its key is of another kind than its proof.");
        return Multikey.Decode(value) is { } signature && key.Verify(signed, signature)
            ? doubt
            : new(BadgeCodes.Tampered, "Its signature does not fit: it was changed after it was signed, or signed by another key.");
    }

    private static bool IsByJcs(JsonElement proof) => Credential.Text(proof, "cryptosuite") == ProofSuite.EddsaJcs;

    private static bool IsKnown(JsonElement proof) => (Credential.Text(proof, "type"), Credential.Text(proof, "cryptosuite")) is
        (ProofSuite.Ed25519Signature2020, _) or (ProofSuite.DataIntegrity, ProofSuite.EddsaRdfc or ProofSuite.EddsaJcs);

    private static string Name(JsonElement proof) => Credential.Text(proof, "cryptosuite") ?? Credential.Text(proof, "type") ?? "unnamed";

    private static Refusal Unsupported(string reason) => new(BadgeCodes.UnsupportedProof, reason);
}
