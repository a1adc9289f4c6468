using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges.JsonLd;
using ExamEngine.Interchange.OpenBadges.Keys;
using ExamEngine.Interchange.OpenBadges.Proofs;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>Embedded proofs (W3C Verifiable Credential Data Integrity 1.0) by <c>eddsa-rdfc-2022</c> (W3C Data Integrity EdDSA Cryptosuites v1.0, 3.2).</summary>
public static class DataIntegrity
{
    /// <returns>A copy of <paramref name="document"/> with its proof.</returns>
    /// <param name="created">Kept to the second.</param>
    /// <exception cref="UndefinedTermException">No context of the document defines something in it, so the proof would not cover it.</exception>
    /// <exception cref="UnknownContextException">A context of the document is not bundled.</exception>
    /// <exception cref="BadgeFormatException">The document is no JSON-LD, or needs too much work.</exception>
    /// <exception cref="ArgumentException">It has a proof already.</exception>
    public static JsonObject Sign(JsonObject document, IssuerIdentity issuer, DateTimeOffset created)
    {
        if (document.ContainsKey("proof"))
            throw new ArgumentException("The document is signed already.", nameof(document));

        var proof = new JsonObject
        {
            ["type"] = ProofSuite.DataIntegrity,
            ["created"] = created.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["verificationMethod"] = issuer.VerificationMethod,
            ["cryptosuite"] = ProofSuite.EddsaRdfc,
            ["proofPurpose"] = ProofSuite.Purpose,
        };
        var toSign = ProofSuite.Rdfc(JsonSerializer.SerializeToElement(document), JsonSerializer.SerializeToElement(proof), ContextShelf.Bundled, new WorkBudget());
        proof["proofValue"] = Multikey.Encode([], issuer.Key.Sign(toSign));

        var signed = document.DeepClone().AsObject();
        signed["proof"] = proof;
        return signed;
    }
}
