using System.Text.Json.Nodes;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>The DID method <c>web</c> (W3C CCG did:web): an identity whose keys are in a document that a web site serves.</summary>
public static class DidWeb
{
    private const string Prefix = "did:web:";

    /// <summary>The identity of the site at <paramref name="site"/>: host, port if it is not the usual one, path if there is one.</summary>
    public static string Of(Uri site)
    {
        var host = site.IsDefaultPort ? site.IdnHost : $"{site.IdnHost}%3A{site.Port}";
        var path = site.AbsolutePath.Trim('/').Replace('/', ':');
        return path.Length == 0 ? Prefix + host : $"{Prefix}{host}:{path}";
    }

    /// <summary>Where the document of <paramref name="did"/> is; null if it is no did:web.</summary>
    public static Uri? Address(string did)
    {
        if (!did.StartsWith(Prefix, StringComparison.Ordinal) || did.AsSpan().ContainsAny('/', '?', '#'))
            return null;
        var parts = did[Prefix.Length..].Split(':');
        var host = Uri.UnescapeDataString(parts[0]);
        if (host.Length == 0 || host.AsSpan().ContainsAny("/?#@\\") || parts.Contains(""))
            return null;
        var path = parts.Length == 1 ? ".well-known" : string.Join('/', parts[1..]);
        return Uri.TryCreate($"https://{host}/{path}/did.json", UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>The document to serve. Keys that signed once and sign no more stay in it, or what they signed is no longer valid.</summary>
    public static JsonObject Document(string did, IEnumerable<string> multibaseKeys)
    {
        var methods = new JsonArray();
        var assertions = new JsonArray();
        foreach (var key in multibaseKeys)
        {
            methods.Add(new JsonObject { ["id"] = $"{did}#{key}", ["type"] = "Multikey", ["controller"] = did, ["publicKeyMultibase"] = key });
            assertions.Add($"{did}#{key}");
        }

        return new()
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"),
            ["id"] = did,
            ["verificationMethod"] = methods,
            ["assertionMethod"] = assertions,
        };
    }
}
