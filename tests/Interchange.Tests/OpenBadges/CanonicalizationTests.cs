using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Interchange.OpenBadges.JsonLd;
using ExamEngine.Interchange.OpenBadges.Proofs;

namespace ExamEngine.Interchange.Tests.OpenBadges;

/// <summary>Canonical forms, held against the W3C's vectors and against jsonld.js and canonicalize.</summary>
public sealed class CanonicalizationTests
{
    private static readonly string[] Vectors = ["w3c-vc-di-eddsa", "TestVectors"];

    [Fact]
    public void The_vectors_of_the_W3C_have_their_canonical_form()
    {
        var shelf = Corpus.Shelf();
        Assert.Equal(Corpus.Text([.. Vectors, "eddsa-rdfc-2022", "canonDocDataInt.txt"]), NQuads(Corpus.Element([.. Vectors, "unsigned.json"]), shelf).Trim());
        Assert.Equal(Corpus.Text([.. Vectors, "eddsa-rdfc-2022", "proofCanonDataInt.txt"]), NQuads(Corpus.Element([.. Vectors, "eddsa-rdfc-2022", "proofConfigDataInt.json"]), shelf).Trim());
    }

    [Fact]
    public async Task Every_document_of_the_corpus_has_the_canonical_form_that_jsonld_js_gives_it()
    {
        var contexts = Corpus.Contexts();
        var shelf = new ContextShelf(contexts);
        var documents = Corpus.Documents().ToList();
        var theirs = (await Oracle.Ask("canonize.mjs", new { contexts, documents = documents.Select(d => d.Document) })).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var ours = documents.Select(d => HashOf(d.Document, shelf)).ToList();
        Assert.Equal(documents.Select((d, i) => $"{d.Name} {theirs[i]}"), documents.Select((d, i) => $"{d.Name} {ours[i]}"));
        // Both refuse twenty: those that name contexts nobody has, and those that say what no context defines.
        Assert.Equal((159, 20), (ours.Count, ours.Count(hash => hash == "refused")));
    }

    [Fact]
    public async Task Documents_made_to_be_difficult_have_the_canonical_form_that_jsonld_js_gives_them()
    {
        var contexts = ContextShelf.BundledDocuments().ToDictionary(StringComparer.Ordinal);
        var shelf = new ContextShelf(contexts);
        var documents = Difficult.Documents.Select(d => JsonElement.Parse(Encoding.UTF8.GetBytes(d))).ToList();
        var theirs = (await Oracle.Ask("canonize.mjs", new { contexts, documents })).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(documents.Select((d, i) => $"{d} {theirs[i]}"), documents.Select(d => $"{d} {HashOf(d, shelf)}"));
        Assert.InRange(theirs.Count(hash => hash == "refused"), 1, theirs.Length / 2);
    }

    [Fact]
    public async Task Canonical_JSON_is_as_canonicalize_writes_it()
    {
        string[] texts =
        [
            """[0,-0,1,-1,1.5,1e21,1e20,123456789012345680000,1e-6,1e-7,0.000001234,5e-324,1.7976931348623157e308,333333333.33333329,1E30,4.50,2e-3,0.1,100,9007199254740993]""",
            """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji","\u0080":"Control","\u00f6":"Latin"}""",
            """{"a":"\u0000\u001f\b\t\n\f\r\"\\/\u007f\u2028 é 😀","b":[true,false,null,{},[]],"A":{"z":1,"y":{"x":[]}}}""",
        ];
        var theirs = (await Oracle.Ask("canonize.mjs", new { contexts = new { }, texts })).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(theirs, texts.Select(t => Jcs.Canonical(JsonElement.Parse(Encoding.UTF8.GetBytes(t)))));
    }

    private static string HashOf(JsonElement document, ContextShelf shelf)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(NQuads(document, shelf))));
        }
        catch (BadgeFormatException)
        {
            return "refused";
        }
    }

    private static string NQuads(JsonElement document, ContextShelf shelf) => ProofSuite.NQuads(document, shelf, new WorkBudget());
}
