using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges.JsonLd;

namespace ExamEngine.Interchange.Tests.OpenBadges;

/// <summary>Open Badges of others, from a corpus that lives beside the repository.</summary>
internal static class Corpus
{
    /// <summary>The corpus's folder; the test is skipped when it is not here.</summary>
    public static string Folder
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "ExamEngine.sln")))
                root = root.Parent;
            var folder = Path.GetFullPath(Path.Combine(root?.FullName ?? "", "..", "shared", "corpora", "openbadges"));
            Assert.SkipUnless(Directory.Exists(folder), "The corpus ../shared/corpora/openbadges is not here.");
            return folder;
        }
    }

    /// <summary>What is bundled, and the contexts that only examples use.</summary>
    public static Dictionary<string, JsonElement> Contexts()
    {
        var contexts = ContextShelf.BundledDocuments().ToDictionary(StringComparer.Ordinal);
        foreach (var (address, file) in new[]
        {
            ("https://www.w3.org/ns/credentials/examples/v2", "examples-v2.json"), ("https://www.w3.org/ns/did/v1", "did-v1.jsonld"),
            ("https://w3id.org/security/suites/x25519-2020/v1", "suites-x25519-2019.jsonld"),
        })
        {
            contexts[address] = JsonElement.Parse(File.ReadAllBytes(PathOf("contexts", file)));
        }

        return contexts;
    }

    public static ContextShelf Shelf() => new(Contexts());

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public static string Text(params string[] parts) => File.ReadAllText(PathOf(parts)).Trim();

    public static JsonElement Element(params string[] parts) => JsonElement.Parse(File.ReadAllBytes(PathOf(parts)));

    public static JsonObject Object(params string[] parts) => JsonNode.Parse(File.ReadAllBytes(PathOf(parts)))!.AsObject();

    /// <summary>Every JSON object of the corpus that is no context, by its path in the corpus.</summary>
    public static IEnumerable<(string Name, JsonElement Document)> Documents()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(Folder, file).Replace('\\', '/');
            if (name.StartsWith("contexts/", StringComparison.Ordinal) || name.Contains("/contexts/", StringComparison.Ordinal))
                continue;
            JsonElement document;
            try
            {
                document = JsonElement.Parse(File.ReadAllBytes(file));
            }
            catch (JsonException)
            {
                continue;
            }

            if (document.ValueKind == JsonValueKind.Object && document.TryGetProperty("@context", out _))
                yield return (name, document);
        }
    }
}
