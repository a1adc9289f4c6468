using System.Collections.Immutable;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Interchange.Authoring;

/// <summary>Reads one item. An item with one field may carry the field's keys itself; the field is then called <c>answer</c>.</summary>
internal static class ItemYaml
{
    public static Item Read(YamlMap map) => new(
        map.Text("id"),
        map.Text("title", ""),
        map.Text("stem", ""),
        map.Text("explanation", ""),
        map.Map("variables", Variables)?.List ?? [],
        map.Texts("constraints"),
        map.Has("fields")
            ? map.List("fields", (field, _) => new ResponseField(field.Text("id"), field.Text("prompt", ""), field.Number("points", 1), Interaction(field)))
            : [new("answer", "", map.Number("points", 1), Interaction(map))]);

    private static VariableList Variables(YamlMap map) =>
        new([.. map.Entries().Select(entry => map.Read(entry.Node, variable => Variable(entry.Name, variable))).OfType<Variable>()]);

    private static Variable Variable(string name, YamlMap map)
    {
        if (map.Has("compute"))
            return new Variable.Computed(name, map.Text("compute"));
        if (map.Has("oneOf"))
            return new Variable.OneOf(name, map.Numbers("oneOf"));
        return new Variable.Range(name, map.Number("from"), map.Number("to"), map.Number("step", 1));
    }

    private static Interaction Interaction(YamlMap map)
    {
        Interaction?[] given =
        [
            map.Map("singleChoice", InteractionYaml.SingleChoice),
            map.Map("multipleResponse", InteractionYaml.MultipleResponse),
            map.Map("numeric", InteractionYaml.Numeric),
            map.Map("shortText", InteractionYaml.ShortText),
            map.Map("essay", InteractionYaml.Essay),
        ];
        if (given.OfType<Interaction>().ToList() is [var only])
            return only;
        map.Refuse("yaml.one-interaction", "One of singleChoice, multipleResponse, numeric, shortText and essay is expected here.");
        return new Interaction.Essay(null, null, "");
    }

    private sealed record VariableList(ImmutableArray<Variable> List);
}
