using YamlDotNet.RepresentationModel;

namespace ExamEngine.LoadTests.Exam;

/// <summary>How one field is marked, by the authoring file.</summary>
internal abstract record Marking
{
    private Marking() { }

    /// <param name="Tolerance">Share of the answer.</param>
    internal sealed record Numeric(string Answer, double Tolerance) : Marking;

    internal sealed record Single(IReadOnlyList<KeyOption> Options) : Marking;

    internal sealed record Multiple(string Rule, IReadOnlyList<KeyOption> Options) : Marking;

    /// <summary>Compared without regard to case and outer blanks.</summary>
    internal sealed record ShortText(IReadOnlyList<KeyOption> Answers) : Marking;

    /// <exception cref="InvalidDataException">A kind of field that the load test does not use.</exception>
    public static Marking Read(YamlMappingNode field)
    {
        if (field.Has("numeric"))
            return new Numeric(field.Map("numeric").Text("answer"), (double)ExamKey.Share(field.Map("numeric").Text("tolerance")));
        if (field.Has("singleChoice"))
            return new Single(OptionsOf(field.Map("singleChoice"), "options"));
        if (field.Has("multipleResponse"))
            return new Multiple(field.Map("multipleResponse").TextOr("rule") ?? "all-or-nothing", OptionsOf(field.Map("multipleResponse"), "options"));
        if (field.Has("shortText"))
        {
            var text = field.Map("shortText");
            return new ShortText(text.TextOr("answer") is { } only ? [new KeyOption(only, 1)] : OptionsOf(text, "answers", usual: 1));
        }

        throw new InvalidDataException("This kind of field is not known here.");
    }

    /// <summary>The author's own copy of an option's text, so that thousands of learners share it.</summary>
    /// <exception cref="InvalidDataException">There is no such option.</exception>
    public string Known(string option)
    {
        var options = this switch { Single single => single.Options, Multiple multiple => multiple.Options, _ => [] };
        return options.FirstOrDefault(known => known.Text == option)?.Text ?? throw new InvalidDataException($"There is no option '{option}'.");
    }

    private static KeyOption[] OptionsOf(YamlMappingNode of, string key, decimal usual = 0) => [.. of.List(key).Select(option => new KeyOption(
        option.Text("text"),
        option.TextOr("credit") is { } credit ? ExamKey.Share(credit) : option.TextOr("correct") == "true" ? 1 : usual))];
}


/// <param name="Credit">Share of the points, 0 to 1.</param>
internal sealed record KeyOption(string Text, decimal Credit);
