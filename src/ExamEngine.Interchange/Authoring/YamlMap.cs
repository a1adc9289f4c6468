using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ExamEngine.Core.Kernel;
using YamlDotNet.RepresentationModel;

namespace ExamEngine.Interchange.Authoring;

/// <summary>
/// A YAML mapping whose keys are asked for by name. What is missing, of the wrong kind or not asked for becomes a refusal with its
/// line, and reading goes on with a stand-in, so that one reading tells everything.
/// </summary>
internal sealed partial class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly Findings _found;
    private readonly List<string> _asked = [];

    private YamlMap(YamlMappingNode node, Findings found) => (_node, _found) = (node, found);

    /// <summary>Reads a mapping to its end; the keys that <paramref name="read"/> did not ask for are refused.</summary>
    public static T? Read<T>(YamlNode node, Findings found, Func<YamlMap, T> read)
    {
        if (node is not YamlMappingNode mapping)
        {
            Refuse(found, node, "yaml.wrong-kind", "Keys with values are expected here.");
            return default;
        }
        var map = new YamlMap(mapping, found);
        var value = read(map);
        foreach (var (key, _) in mapping.Children)
        {
            var name = Scalar(key);
            if (name is null || !map._asked.Contains(name))
                Refuse(found, key, "yaml.unknown-key", $"\"{name}\" is not known here. Known are {string.Join(", ", map._asked)}.");
        }
        return value;
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The text without the line breaks at its end. A key without <paramref name="otherwise"/> is required.</summary>
    public string Text(string key, string? otherwise = null)
    {
        if (Find(key) is not { } node)
            return otherwise ?? Missing(key, "");
        return Scalar(node)?.TrimEnd('\r', '\n') ?? Wrong(node, "", "A text is expected here; one that starts with a bracket or brace needs quotes.");
    }

    public bool Flag(string key, bool otherwise) => Find(key) is not { } node ? otherwise : Scalar(node) switch
    {
        "true" => true,
        "false" => false,
        _ => Wrong(node, otherwise, "true or false is expected here."),
    };

    public decimal Number(string key, decimal? otherwise = null) =>
        Find(key) is { } node ? Number(node) : otherwise ?? Missing(key, 0m);

    public int Count(string key, int? otherwise = null)
    {
        if (Find(key) is not { } node)
            return otherwise ?? Missing(key, 0);
        return int.TryParse(Scalar(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : Wrong(node, 0, "A whole number is expected here.");
    }

    public int? Count(string key, string unlimited, int otherwise) =>
        Find(key) is { } node && Scalar(node) == unlimited ? null : Count(key, otherwise);

    /// <summary>Per cent: 60 for <c>60%</c>.</summary>
    public decimal Percent(string key, decimal? otherwise = null)
    {
        if (Find(key) is not { } node)
            return otherwise ?? Missing(key, 0m);
        return Scalar(node) is [.. var number, '%'] && decimal.TryParse(number, Plain, CultureInfo.InvariantCulture, out var value)
            ? value
            : Wrong(node, 0m, "Per cent such as 50% is expected here.");
    }

    /// <summary>A duration such as <c>90m</c>, <c>1h30m</c> or <c>45s</c>.</summary>
    public TimeSpan? Duration(string key)
    {
        if (Find(key) is not { } node)
            return null;
        if (Scalar(node) is not { Length: > 0 } text || DurationText().Match(text) is not { Success: true } match)
            return Wrong(node, TimeSpan.Zero, "A duration such as 90m, 1h30m or 45s is expected here.");
        return new TimeSpan(Part("h"), Part("m"), Part("s"));

        int Part(string unit) => match.Groups[unit] is { Success: true, ValueSpan: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;
    }

    public TimeSpan Duration(string key, TimeSpan? otherwise) => Duration(key) ?? otherwise ?? Missing(key, TimeSpan.Zero);

    /// <summary>A date, from its beginning in UTC, or a moment with its offset; null when the key is absent.</summary>
    public DateTimeOffset? Moment(string key)
    {
        if (Find(key) is not { } node)
            return null;
        return DateTimeOffset.TryParseExact(
            Scalar(node), ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : Wrong(node, (DateTimeOffset?)null, "A date such as 2027-01-01, or a moment such as 2027-01-01T09:00+02:00, is expected here.");
    }

    /// <summary>A word of these; the key is required.</summary>
    public T Word<T>(string key, ReadOnlySpan<(string Word, T Value)> words) where T : struct =>
        Has(key) ? OneOf(key, default, words) : Missing(key, default(T));

    /// <summary>A list of these words; empty when the key is absent.</summary>
    public ImmutableArray<T> Words<T>(string key, (string Word, T Value)[] words) =>
        [.. Nodes(key, false).Select(node => Array.Find(words, known => known.Word == Scalar(node)) is { Word: not null } found
            ? found.Value
            : Wrong(node, words[0].Value, $"One of {string.Join(", ", words.Select(known => known.Word))} is expected here."))];

    public T OneOf<T>(string key, T otherwise, params ReadOnlySpan<(string Word, T Value)> words)
    {
        if (Find(key) is not { } node)
            return otherwise;
        var known = new List<string>();
        foreach (var (word, value) in words)
        {
            if (Scalar(node) == word)
                return value;
            known.Add(word);
        }
        return Wrong(node, otherwise, $"One of {string.Join(", ", known)} is expected here.");
    }

    /// <summary>A list of mappings; <paramref name="read"/> also gets the place from 0. Empty when the key is absent and not required.</summary>
    public ImmutableArray<T> List<T>(string key, Func<YamlMap, int, T> read, bool required = false) where T : class =>
        [.. Nodes(key, required).Select((node, i) => Read(node, _found, map => read(map, i))).OfType<T>()];

    public ImmutableArray<string> Texts(string key) =>
        [.. Nodes(key, false).Select(node => Scalar(node) ?? Wrong(node, "", "A text is expected here."))];

    public ImmutableArray<decimal> Numbers(string key) => [.. Nodes(key, false).Select(Number)];

    /// <summary>A mapping under a key; null when it is absent.</summary>
    public T? Map<T>(string key, Func<YamlMap, T> read) where T : class => Find(key) is { } node ? Read(node, _found, read) : null;

    /// <summary>Every key of this mapping with its value, for mappings whose keys are names of the author's.</summary>
    public IEnumerable<(string Name, YamlNode Node)> Entries()
    {
        foreach (var (key, node) in _node.Children)
        {
            if (Scalar(key) is not { } name)
                continue;
            _asked.Add(name);
            yield return (name, node);
        }
    }

    public T? Read<T>(YamlNode node, Func<YamlMap, T> read) => Read(node, _found, read);

    public decimal Number(YamlNode node) =>
        decimal.TryParse(Scalar(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : Wrong(node, 0m, "A number is expected here.");

    /// <summary>Refuses something about this mapping, at a key's line when there is one.</summary>
    public void Refuse(string code, string message, string? key = null) =>
        Refuse(_found, key is not null && Find(key) is { } node ? node : _node, code, message);

    private IEnumerable<YamlNode> Nodes(string key, bool required)
    {
        if (Find(key) is not { } node)
            return required ? Missing<IEnumerable<YamlNode>>(key, []) : [];
        return node is YamlSequenceNode list ? list.Children : Wrong<IEnumerable<YamlNode>>(node, [], "A list is expected here.");
    }

    private YamlNode? Find(string key)
    {
        if (!_asked.Contains(key))
            _asked.Add(key);
        return _node.Children.FirstOrDefault(pair => Scalar(pair.Key) == key).Value;
    }

    private T Missing<T>(string key, T standIn)
    {
        Refuse(_found, _node, "yaml.missing-key", $"\"{key}\" is missing here.");
        return standIn;
    }

    private T Wrong<T>(YamlNode node, T standIn, string message)
    {
        Refuse(_found, node, "yaml.wrong-kind", message);
        return standIn;
    }

    private static void Refuse(Findings found, YamlNode node, string code, string message) =>
        found.Add(code, message, string.Create(CultureInfo.InvariantCulture, $"line {node.Start.Line}"));

    private static string? Scalar(YamlNode node) => (node as YamlScalarNode)?.Value;

    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    [GeneratedRegex(@"\A(?:(?<h>\d{1,5})h)?(?:(?<m>\d{1,7})m)?(?:(?<s>\d{1,9})s)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex DurationText();
}
