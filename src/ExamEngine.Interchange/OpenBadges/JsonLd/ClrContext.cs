using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>
/// The words of the Comprehensive Learner Record 2.0 that Open Badges do not have. The other contexts come from the packages of
/// those who publish them; nobody publishes this one, so its vocabulary (1EdTech CLR 2.0, appendix "JSON-LD Context") is written down
/// here. A test holds it against the original.
/// </summary>
internal static class ClrContext
{
    /// <summary>The first publication.</summary>
    public const string First = "https://purl.imsglobal.org/spec/clr/v2p0/context.json";

    public const string Current = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

    private const string Clr = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#";

    public static IEnumerable<KeyValuePair<string, JsonElement>> Documents() =>
    [
        new(First, Document("https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#", [], [])),
        new(Current, Document(
            "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
            [("partial", Word("partial", "xsd:boolean"))],
            [("identifier", Word("identifier-1", "obi:Identifier", set: true))])),
    ];

    private static JsonElement Document(string badges, (string, JsonObject)[] ofCredential, (string, JsonObject)[] ofSubject) =>
        JsonSerializer.SerializeToElement(new JsonObject
        {
            ["@context"] = new JsonObject
            {
                ["id"] = "@id",
                ["type"] = "@type",
                ["ClrCredential"] = Type("ClrCredential", [("id", "@id"), ("type", "@type")], ofCredential),
                ["ClrSubject"] = Type(
                    "ClrSubject",
                    [("id", "@id"), ("type", "@type"), ("cred", "https://www.w3.org/2018/credentials#"), ("obi", badges)],
                    [
                        ("achievement", Word("achievement", "obi:Achievement", set: true)),
                        ("association", Word("association", Clr + "Association", set: true)),
                        ("verifiableCredential", Word("verifiableCredential", "cred:verifiableCredential", set: true)),
                        .. ofSubject,
                    ]),
                ["Association"] = Type(
                    "Association",
                    [],
                    [
                        ("associationType", Word("AssociationType")),
                        ("sourceId", Word("sourceId", "xsd:anyURI")),
                        ("targetId", Word("targetId", "xsd:anyURI")),
                    ]),
            },
        });

    private static JsonObject Type(string name, (string Name, string Iri)[] aliases, (string Name, JsonObject Definition)[] words)
    {
        var inside = new JsonObject();
        foreach (var alias in aliases)
            inside[alias.Name] = alias.Iri;
        foreach (var word in words)
            inside[word.Name] = word.Definition;
        return new() { ["@id"] = Clr + name, ["@context"] = inside };
    }

    private static JsonObject Word(string name, string? type = null, bool set = false)
    {
        var word = new JsonObject { ["@id"] = Clr + name };
        if (type is not null)
            word["@type"] = type;
        if (set)
            word["@container"] = "@set";
        return word;
    }
}
