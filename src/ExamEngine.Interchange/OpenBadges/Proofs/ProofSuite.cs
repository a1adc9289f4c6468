using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.JsonLd;
using ExamEngine.Interchange.OpenBadges.Rdf;

namespace ExamEngine.Interchange.OpenBadges.Proofs;

/// <summary>What each kind of proof signs: the hash of the proof's own options, then the hash of the document without proofs.</summary>
internal static class ProofSuite
{
    public const string DataIntegrity = "DataIntegrityProof";
    public const string Ed25519Signature2020 = "Ed25519Signature2020";
    public const string EddsaRdfc = "eddsa-rdfc-2022";
    public const string EddsaJcs = "eddsa-jcs-2022";

    /// <summary>The purpose of a proof by which an issuer asserts what the document says.</summary>
    public const string Purpose = "assertionMethod";

    /// <summary>By RDF canonicalization; Ed25519Signature2020 signs the same.</summary>
    /// <exception cref="BadgeFormatException">See <see cref="Expander.Expand"/>.</exception>
    public static byte[] Rdfc(JsonElement document, JsonElement proof, ContextShelf shelf, WorkBudget work) =>
        Rdfc(document, Read(document, shelf, work), proof, shelf, work);

    private static byte[] Rdfc(JsonElement document, RdfDataset dataset, JsonElement proof, ContextShelf shelf, WorkBudget work) =>
        Rdfc(dataset, ReadOptions(document, proof, shelf, work), work);

    /// <param name="dataset">What <see cref="Read"/> made of the document.</param>
    /// <param name="options">What <see cref="ReadOptions"/> made of the proof.</param>
    public static byte[] Rdfc(RdfDataset dataset, RdfDataset options, WorkBudget work) =>
        [.. Hash(Canonicalizer.Canonicalize(options.Quads, work)), .. Hash(Canonicalizer.Canonicalize(dataset.Quads, work))];

    /// <summary>The proof without its value, read by the document's contexts.</summary>
    public static RdfDataset ReadOptions(JsonElement document, JsonElement proof, ContextShelf shelf, WorkBudget work)
    {
        var context = document.TryGetProperty("@context", out var own) ? own : throw new BadgeFormatException("The document has no context.");
        return RdfReader.Read(Options(proof, context), shelf, work);
    }

    /// <summary>The document without its proofs.</summary>
    public static RdfDataset Read(JsonElement document, ContextShelf shelf, WorkBudget work) => RdfReader.Read(document, shelf, work, "proof");

    /// <summary>By canonical JSON. A proof with contexts of its own must have those that the document starts with, and puts them in their place.</summary>
    /// <exception cref="BadgeFormatException">The contexts of the proof are others, or a value cannot be written.</exception>
    public static byte[] ByJcs(JsonElement document, JsonElement proof)
    {
        var hasContext = document.TryGetProperty("@context", out var context);
        var own = proof.TryGetProperty("@context", out var stated);
        if (own)
        {
            var (asked, have) = (All(stated), hasContext ? All(context) : []);
            if (asked.Length > have.Length || asked.Where((one, i) => !JsonElement.DeepEquals(one, have[i])).Any())
                throw new BadgeFormatException("The proof names contexts that the document does not start with.");
            context = stated;
        }

        var options = Options(proof, own || hasContext ? context : null);
        return [.. Hash(Jcs.Canonical(options)), .. Hash(Jcs.Canonical(Without(document, "proof", own ? context : null)))];
    }

    public static string NQuads(JsonElement document, ContextShelf shelf, WorkBudget work) =>
        Canonicalizer.Canonicalize(RdfReader.Read(document, shelf, work).Quads, work);

    private static JsonElement[] All(JsonElement contexts) => contexts.ValueKind == JsonValueKind.Array ? [.. contexts.EnumerateArray()] : [contexts];

    private static JsonElement Options(JsonElement proof, JsonElement? context) => Without(proof, "proofValue", context);

    /// <param name="context">What to have for <c>@context</c>; null: as it is.</param>
    private static JsonElement Without(JsonElement map, string name, JsonElement? context)
    {
        using var octets = new MemoryStream();
        using (var writer = new Utf8JsonWriter(octets))
        {
            writer.WriteStartObject();
            if (context is { } given)
            {
                writer.WritePropertyName("@context");
                given.WriteTo(writer);
            }

            foreach (var entry in map.EnumerateObject())
            {
                if (entry.Name != name && !(context is not null && entry.Name == "@context"))
                    entry.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(octets.GetBuffer().AsSpan(0, (int)octets.Length));
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
