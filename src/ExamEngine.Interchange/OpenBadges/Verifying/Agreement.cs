using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.Rdf;

namespace ExamEngine.Interchange.OpenBadges.Verifying;

/// <summary>
/// A proof over RDF covers what a document means, and a verdict is read off how it is written. The same meaning can be written otherwise: under a
/// whole address, by another word of an added context, in a node beside. Then a revocation or an end would be signed and not seen. So what
/// a verdict depends on must be where it is looked for, as often as it is meant.
/// </summary>
internal static class Agreement
{
    private const string Vocabulary = "https://www.w3.org/2018/credentials#";

    private static readonly string[] Guarded = ["credentialStatus", "credentialSubject", "issuer", "validFrom", "validUntil", "issuanceDate", "expirationDate"];

    private static readonly RdfTerm Subject = RdfTerm.Iri(Vocabulary + "credentialSubject");

    private static readonly RdfTerm[] Inside =
        [RdfTerm.Iri(Vocabulary + "verifiableCredential"), RdfTerm.Iri("https://purl.imsglobal.org/spec/vc/clr/vocab.html#verifiableCredential")];

    private static readonly RdfTerm Expires = RdfTerm.Iri("https://w3id.org/security#expiration");

    /// <returns>Null when it is written as it is meant.</returns>
    public static Refusal? Check(Credential credential, RdfDataset dataset)
    {
        if (dataset.Root is not { } root)
            return Refusal.Malformed("It is more than one document.");
        foreach (var word in Guarded)
        {
            var predicate = RdfTerm.Iri(Vocabulary + word);
            if (dataset.Quads.Count(q => q.Subject == root && q.Predicate == predicate) > Credential.Several(Credential.Member(credential.Document, word)).Count())
                return Hidden(word);
        }

        var subjects = dataset.Quads.Where(q => q.Subject == root && q.Predicate == Subject).Select(q => q.Object).ToHashSet();
        var written = Credential.Several(credential.Subject).Sum(s => Credential.Several(Credential.Member(s, "verifiableCredential")).Count());
        return dataset.Quads.Count(q => subjects.Contains(q.Subject) && Inside.Contains(q.Predicate)) > written ? Hidden("verifiableCredential") : null;
    }

    /// <summary>The same for a proof, which can end.</summary>
    public static Refusal? Check(JsonElement proof, RdfDataset dataset) =>
        Credential.Member(proof, "expires") is null && dataset.Quads.Any(q => q.Predicate == Expires) ? Hidden("expires") : null;

    private static Refusal Hidden(string word) => Refusal.Malformed($"Its \"{word}\" is written so that it is not seen.");
}
