using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Exam;

namespace LoadTests.Tests.Exam;

public class LoadExamTests
{
    [Fact]
    public void The_exam_has_twenty_items_of_a_form_however_its_pools_are_drawn()
    {
        Assert.Equal(20, LoadExam.Key.ItemsOfForm);
        Assert.Equal(27, LoadExam.Key.Points);
        Assert.Equal(60, LoadExam.Key.CutScorePercent);
    }

    [Fact]
    public void A_run_gives_the_exam_its_own_id_and_limit()
    {
        var yaml = LoadExam.Yaml("load-1", TimeSpan.FromMinutes(2));

        Assert.Contains("exam: load-1\n", yaml);
        Assert.Contains("timeLimit: 120s\n", yaml);
    }

    [Theory]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("sqrt(2 * demand / 5) - 1", 19)]
    [InlineData("1.5 * demand / 10 / 5", 30)]
    public void Computed_variables_are_computed(string formula, double value) =>
        Assert.Equal(value, Formula.Evaluate(formula, new Dictionary<string, double> { ["demand"] = 1000 }), 9);

    [Fact]
    public void A_formula_with_an_unknown_name_is_refused() =>
        Assert.Throws<FormatException>(() => Formula.Evaluate("2 * unknown", new Dictionary<string, double>()));

    [Fact]
    public void Numbers_are_read_from_what_is_shown()
    {
        var stem = new StemPattern("An order of {{quantity}} units arrives when the stock is {{ss}}, and demand is even.");

        var values = stem.Values("<p>An order of 620 units arrives when the stock is 35, and demand is even.</p>\n");

        Assert.Equal((620, 35), (values["quantity"], values["ss"]));
        Assert.Throws<InvalidDataException>(() => stem.Values("<p>Something else.</p>"));
    }

    [Theory]
    [InlineData("Average stock", "350", 1)]
    [InlineData("Average stock", "353.4", 1)]
    [InlineData("Average stock", "354", 0)]
    [InlineData("Average stock", "many", 0)]
    [InlineData("Distribution", " POISSON ", 1)]
    [InlineData("Distribution", "binomial", 0.5)]
    [InlineData("Distribution", "normal", 0)]
    public void Typed_answers_are_marked(string title, string text, decimal points) =>
        Assert.Equal(points, Marked(title, new AnswerValue(null, text)));

    [Theory]
    [InlineData("Service level", "a", 1)]
    [InlineData("Service level", "c", 0)]
    [InlineData("Risk pooling", "b", 0.5)]
    [InlineData("Bullwhip", "abc", 2)]
    [InlineData("Bullwhip", "ab", 0)]
    [InlineData("Holding costs", "abc", 2)]
    [InlineData("Holding costs", "abcd", 1)]
    [InlineData("Holding costs", "abd", 0.5)]
    [InlineData("Holding costs", "ade", 0)]
    public void Ticked_options_are_marked(string title, string names, decimal points) =>
        Assert.Equal(points, Marked(title, new AnswerValue([.. names.Select(name => name.ToString())], null)));

    [Fact]
    public void What_is_answered_rightly_is_marked_right()
    {
        var chance = new Random(1);
        var items = LoadExam.Key.Items.Values.Select(Shown).ToArray();

        var share = items.Average(item => item.Fields.Average(field => Enumerable.Range(0, 200).Average(
            _ => SecondOpinion.Points(item, field, AnswerMaker.Make(item, field, chance)) / field.Key.Points)));

        Assert.InRange(share, 0.6m, 0.8m);
    }

    private static decimal Marked(string title, AnswerValue answer)
    {
        var item = Shown(LoadExam.Key.Items[title]);
        return SecondOpinion.Points(item, item.Fields[0], answer);
    }

    /// <summary>As drawn with the same numbers for all, options in the author's order.</summary>
    private static ShownItem Shown(KeyItem key)
    {
        var drawn = key.Variables.Where(variable => variable.Formula is null).ToDictionary(variable => variable.Name, variable => variable.Name == "quantity" ? 600.0 : 50);
        return new(1, 0, key, key.Compute(drawn), [.. key.Fields.Select(field => new ShownField("answer", field, Options(field.Marking)))]);
    }

    private static System.Collections.Immutable.ImmutableArray<string> Options(Marking marking) => marking switch
    {
        Marking.Single single => [.. single.Options.Select(option => option.Text)],
        Marking.Multiple multiple => [.. multiple.Options.Select(option => option.Text)],
        _ => [],
    };
}
