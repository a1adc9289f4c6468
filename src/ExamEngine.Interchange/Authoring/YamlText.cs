using System.Globalization;
using ExamEngine.Core.Kernel;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ExamEngine.Interchange.Authoring;

/// <summary>
/// Loads one YAML document that strangers may have written. Size and depth are bounded and aliases refused before a tree is built, so
/// that neither a deep nest nor a document that expands itself can exhaust the process.
/// </summary>
internal static class YamlText
{
    public const int MaxLength = 2_000_000;
    public const int MaxDepth = 32;

    /// <summary>The document read by <paramref name="read"/>, or everything that is wrong with it, each with its line.</summary>
    public static Validated<T> Read<T>(string yaml, Func<YamlMap, T> read) where T : class
    {
        var found = new Findings();
        var value = Load(yaml, found) is { } root ? YamlMap.Read(root, found, read) : null;
        return value is null || found.Count > 0 ? new Validated<T>.Invalid(found.Refusals) : new Validated<T>.Valid(value);
    }

    public static YamlNode? Load(string yaml, Findings found)
    {
        if (yaml.Length > MaxLength)
        {
            found.Add("yaml.too-large", $"A file has at most {MaxLength} characters.");
            return null;
        }
        try
        {
            if (!Bounded(yaml, found))
                return null;
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 1)
                return stream.Documents[0].RootNode;
            found.Add("yaml.syntax", "One document is expected.");
        }
        catch (YamlException problem)
        {
            Add(found, "yaml.syntax", problem.InnerException?.Message ?? problem.Message, problem.Start);
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // On some broken input YamlDotNet's scanner fails on its own state instead of saying what is wrong with the text.
            found.Add("yaml.syntax", "This is not YAML.");
        }
        return null;
    }

    private static bool Bounded(string yaml, Findings found)
    {
        var events = new Parser(new StringReader(yaml));
        var depth = 0;
        while (events.MoveNext())
        {
            switch (events.Current)
            {
                case AnchorAlias alias:
                    Add(found, "yaml.alias", "Aliases are not taken.", alias.Start);
                    return false;
                case MappingStart or SequenceStart when ++depth > MaxDepth:
                    Add(found, "yaml.too-deep", $"A file nests at most {MaxDepth} deep.", events.Current.Start);
                    return false;
                case MappingEnd or SequenceEnd:
                    depth--;
                    break;
            }
        }
        return true;
    }

    private static void Add(Findings found, string code, string message, Mark at) =>
        found.Add(code, message, string.Create(CultureInfo.InvariantCulture, $"line {at.Line}"));
}
