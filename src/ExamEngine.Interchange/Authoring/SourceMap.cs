using System.Globalization;
using ExamEngine.Core.Kernel;
using YamlDotNet.RepresentationModel;

namespace ExamEngine.Interchange.Authoring;

/// <summary>Finds in an author's file what a refusal of publishing is about.</summary>
public static class SourceMap
{
    /// <summary>
    /// The line, from 1, of a path such as <c>sections[0].items[3].stem</c>, or of the deepest step of it that the file has: an item
    /// without <c>fields</c> is its own <c>fields[0]</c>. Null when the file is not YAML.
    /// </summary>
    public static long? LineOf(string yaml, string path)
    {
        if (YamlText.Load(yaml, new Findings()) is not { } node)
            return null;
        var line = node.Start.Line;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? step : step[..bracket];
            if (node is not YamlMappingNode map || map.Children.FirstOrDefault(pair => (pair.Key as YamlScalarNode)?.Value == name) is not { Key: { } key, Value: { } value })
            {
                if (step == "fields[0]")
                    continue;
                break;
            }
            (node, line) = (value, key.Start.Line);
            if (bracket >= 0 && int.TryParse(step[(bracket + 1)..^1], CultureInfo.InvariantCulture, out var place))
            {
                if (node is not YamlSequenceNode list || place >= list.Children.Count)
                    break;
                (node, line) = (list.Children[place], list.Children[place].Start.Line);
            }
        }
        return line;
    }
}
