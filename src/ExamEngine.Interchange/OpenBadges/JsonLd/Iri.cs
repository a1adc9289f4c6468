using System.Text.RegularExpressions;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>What a string is, by its form alone, as jsonld.js tells it.</summary>
internal static partial class Iri
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "@base", "@container", "@context", "@default", "@direction", "@graph", "@id", "@import", "@included", "@index", "@json", "@language",
        "@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@type", "@value", "@version", "@vocab",
    };

    public static bool IsKeyword(string value) => Keywords.Contains(value);

    /// <summary>Reserved for keywords to come.</summary>
    public static bool HasKeywordForm(string value) => value.Length > 1 && value[0] == '@' && value.AsSpan(1).IndexOfAnyExcept(Letters) < 0;

    public static bool IsBlank(string value) => value.StartsWith("_:", StringComparison.Ordinal);

    /// <summary>With a scheme, or a blank node.</summary>
    public static bool IsAbsolute(string value) => Absolute.IsMatch(value);

    public static bool IsLanguageTag(string value) => LanguageTag.IsMatch(value);

    /// <summary>RFC 3986, 5.2: <paramref name="reference"/> as seen from <paramref name="from"/>.</summary>
    public static string Resolve(string from, string reference)
    {
        if (IsAbsolute(reference))
            return reference;
        var (scheme, authority, path, query) = Split(from);
        if (reference.StartsWith("//", StringComparison.Ordinal))
            return $"{scheme}:{reference}";
        if (reference.Length == 0)
            return $"{scheme}:{authority}{path}{query}";
        return reference[0] switch
        {
            '#' => $"{scheme}:{authority}{path}{query}{reference}",
            '?' => $"{scheme}:{authority}{path}{reference}",
            '/' => $"{scheme}:{authority}{WithoutDots(reference)}",
            _ when authority.Length > 0 && path.Length == 0 => $"{scheme}:{authority}{WithoutDots($"/{reference}")}",
            _ => $"{scheme}:{authority}{WithoutDots(path[..(path.LastIndexOf('/') + 1)] + reference)}",
        };
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static (string Scheme, string Authority, string Path, string Query) Split(string iri)
    {
        var parts = Parts.Match(iri);
        return (parts.Groups["scheme"].Value, parts.Groups["authority"].Value, parts.Groups["path"].Value, parts.Groups["query"].Value);
    }

    /// <summary>RFC 3986, 5.2.4; query and fragment stay as they are.</summary>
    private static string WithoutDots(string reference)
    {
        var end = reference.AsSpan().IndexOfAny('?', '#');
        var (path, rest) = end < 0 ? (reference, "") : (reference[..end], reference[end..]);
        var kept = new List<string>();
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            switch (segments[i])
            {
                case "." or "..":
                    if (segments[i] == ".." && kept.Count > 1)
                        kept.RemoveAt(kept.Count - 1);
                    if (last)
                        kept.Add("");
                    break;
                default:
                    kept.Add(segments[i]);
                    break;
            }
        }

        return string.Join('/', kept) + rest;
    }

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+\-.]*|_):\S*\z")]
    private static partial Regex Absolute { get; }

    [GeneratedRegex(@"^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\z")]
    private static partial Regex LanguageTag { get; }

    [GeneratedRegex(@"^(?<scheme>[^:/?#]+):(?<authority>//[^/?#]*)?(?<path>[^?#]*)(?<query>\?[^#]*)?")]
    private static partial Regex Parts { get; }
}
