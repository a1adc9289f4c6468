using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Interchange.Authoring;

/// <summary>Reads the key of one field.</summary>
internal static class InteractionYaml
{
    public static Interaction.SingleChoice SingleChoice(YamlMap map)
    {
        var shuffle = map.Flag("shuffle", true);
        return new(map.List("options", Option, required: true), shuffle);
    }

    public static Interaction.MultipleResponse MultipleResponse(YamlMap map)
    {
        var rule = map.OneOf(
            "rule",
            MultipleResponseRule.AllOrNothing,
            ("all-or-nothing", MultipleResponseRule.AllOrNothing),
            ("edc", MultipleResponseRule.Edc),
            ("halves", MultipleResponseRule.Halves),
            ("fractions", MultipleResponseRule.Fractions));
        return new(map.List("options", Option, required: true), map.Flag("shuffle", true), map.Count("maxChoices", 0), rule);
    }

    public static Interaction.Numeric Numeric(YamlMap map)
    {
        var main = NumericAnswer(map, 1);
        var also = map.List("also", (answer, _) => NumericAnswer(answer, answer.Percent("credit", 100) / 100));
        return new([main, .. also], map.Map("units", Units)?.List ?? [], map.Flag("unitRequired", false));
    }

    public static Interaction.ShortText ShortText(YamlMap map)
    {
        ImmutableArray<TextAnswer> answers = map.Has("answers")
            ? map.List("answers", TextAnswer)
            : [new(map.Text("answer"), Regex: false, Credit: 1)];
        if (map.Has("answers") && map.Has("answer"))
            map.Refuse("yaml.one-of-two", "Either answer or answers is expected here.", "answers");
        return new(answers, map.Flag("caseSensitive", false), map.Flag("trim", true), map.Count("maxLength", 200));
    }

    public static Interaction.Essay Essay(YamlMap map) => new(
        map.Has("minWords") ? map.Count("minWords") : null,
        map.Has("maxWords") ? map.Count("maxWords") : null,
        map.Text("rubric", ""));

    private static Option Option(YamlMap map, int place)
    {
        if (map.Has("correct") && map.Has("credit"))
            map.Refuse("yaml.one-of-two", "Either correct or credit is expected here.", "credit");
        var fraction = map.Has("credit") ? map.Percent("credit") / 100 : map.Flag("correct", false) ? 1 : 0;
        return new(map.Text("id", (place + 1).ToString(CultureInfo.InvariantCulture)), map.Text("text"), fraction, map.Flag("pinned", false));
    }

    private static TextAnswer TextAnswer(YamlMap map, int place)
    {
        var credit = map.Percent("credit", 100) / 100;
        return map.Has("regex") ? new(map.Text("regex"), Regex: true, credit) : new(map.Text("text"), Regex: false, credit);
    }

    private static NumericAnswer NumericAnswer(YamlMap map, decimal credit)
    {
        var answer = map.Text("answer").Trim();
        if (Interval(answer) is { } comma)
        {
            if (map.Has("tolerance"))
                map.Refuse("yaml.interval-tolerance", "An interval has no tolerance.", "tolerance");
            return new NumericAnswer.Interval(answer[1..comma].Trim(), answer[0] == '(', answer[(comma + 1)..^1].Trim(), answer[^1] == ')', credit);
        }
        Tolerance tolerance = map.Text("tolerance", "").Trim() switch
        {
            "" => new Tolerance.Default(),
            [.. var percent, '%'] => new Tolerance.Percent(percent),
            var amount => new Tolerance.Absolute(amount),
        };
        return new NumericAnswer.Value(answer, tolerance, credit);
    }

    // The place of the comma of "[5, 7)": inside the outermost brackets, which enclose all of it. "(a + b) * (c)" has none.
    private static int? Interval(string text)
    {
        if (text is not [('[' or '('), .., (']' or ')')])
            return null;
        var (depth, comma) = (0, (int?)null);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] is '[' or '(' ? 1 : text[i] is ']' or ')' ? -1 : 0;
            if (depth == 0 && i < text.Length - 1)
                return null;
            if (depth == 1 && text[i] == ',' && comma is null)
                comma = i;
        }
        return comma;
    }

    private static UnitList Units(YamlMap map) => new([.. map.Entries().Select(unit => new Unit(unit.Name, map.Number(unit.Node)))]);

    private sealed record UnitList(ImmutableArray<Unit> List);
}
