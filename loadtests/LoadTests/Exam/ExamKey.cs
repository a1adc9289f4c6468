using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ExamEngine.LoadTests.Exam;

/// <summary>
/// What the authoring file says about each item, read by the load test itself: nothing of the server's code has a part in it, so that
/// a score computed from it is a second opinion.
/// </summary>
/// <param name="Items">By title, which is what a learner is shown.</param>
/// <param name="Points">Of every form: the items of a pool are worth the same.</param>
internal sealed record ExamKey(IReadOnlyDictionary<string, KeyItem> Items, int ItemsOfForm, decimal Points, decimal CutScorePercent)
{
    /// <exception cref="InvalidDataException">The file has something that this reader does not know.</exception>
    public static ExamKey Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        var items = new Dictionary<string, KeyItem>(StringComparer.Ordinal);
        var (drawn, points) = (0, 0m);
        foreach (var entry in root.List("sections").SelectMany(section => section.List("items")))
        {
            var pool = entry.Has("pool") ? entry.List("items").Select(KeyItem.Read).ToArray() : [KeyItem.Read(entry)];
            var draw = entry.Has("pool") ? int.Parse(entry.Text("draw"), CultureInfo.InvariantCulture) : 1;
            drawn += draw;
            points += draw * pool[0].Points;
            foreach (var item in pool)
                items.Add(item.Title, item);
        }

        return new(items, drawn, points, Share(root.Text("cutScore")) * 100);
    }

    /// <summary>"60%" is 0.6.</summary>
    internal static decimal Share(string text) => decimal.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture) / 100;
}

/// <param name="Variables">In the order they are computed.</param>
internal sealed record KeyItem(string Id, string Title, StemPattern Stem, IReadOnlyList<KeyVariable> Variables, IReadOnlyList<KeyField> Fields)
{
    public decimal Points => Fields.Sum(part => part.Points);

    /// <summary>Drawn values and those computed from them.</summary>
    public Dictionary<string, double> Compute(IReadOnlyDictionary<string, double> drawn)
    {
        var values = new Dictionary<string, double>(drawn);
        foreach (var variable in Variables)
        {
            if (variable.Formula is { } formula)
                values[variable.Name] = Formula.Evaluate(formula, values);
        }

        return values;
    }

    public static KeyItem Read(YamlMappingNode item)
    {
        var variables = item.Has("variables")
            ? item.Map("variables").Children.Select(entry => new KeyVariable(((YamlScalarNode)entry.Key).Value ?? "", ((YamlMappingNode)entry.Value).TextOr("compute")))
            : [];
        KeyField[] fields = item.Has("fields") ? [.. item.List("fields").Select(field => KeyField.Read(field, field.Text("id")))] : [KeyField.Read(item, null)];
        return new(item.Text("id"), item.Text("title"), new StemPattern(item.Text("stem")), [.. variables], fields);
    }
}

/// <param name="Formula">Null for a drawn one.</param>
internal sealed record KeyVariable(string Name, string? Formula);

/// <param name="Id">Null where the item's only field carries no name of its own and the server gives it one.</param>
internal sealed record KeyField(string? Id, decimal Points, Marking Marking)
{
    public static KeyField Read(YamlMappingNode field, string? id) =>
        new(id, field.TextOr("points") is { } points ? decimal.Parse(points, CultureInfo.InvariantCulture) : 1, Marking.Read(field));
}

internal static class YamlNodes
{
    public static bool Has(this YamlMappingNode map, string key) => map.Children.ContainsKey(new YamlScalarNode(key));

    public static YamlMappingNode Map(this YamlMappingNode map, string key) => (YamlMappingNode)map.Children[new YamlScalarNode(key)];

    public static IEnumerable<YamlMappingNode> List(this YamlMappingNode map, string key) =>
        ((YamlSequenceNode)map.Children[new YamlScalarNode(key)]).Children.Cast<YamlMappingNode>();

    public static string? TextOr(this YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? ((YamlScalarNode)node).Value : null;

    public static string Text(this YamlMappingNode map, string key) => map.TextOr(key) ?? throw new InvalidDataException($"There is no {key}.");
}
