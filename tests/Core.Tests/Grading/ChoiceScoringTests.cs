using CsCheck;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Core.Tests.Definitions;

namespace ExamEngine.Core.Tests.Grading;

public sealed class ChoiceScoringTests
{
    private static readonly FieldVariant Single = Sample.Field(Sample.Choice with { Shuffle = false }, points: 2);

    [Theory]
    [InlineData("a", 2, Verdict.Correct)]
    [InlineData("b", 0, Verdict.Incorrect)]
    [InlineData("c", 1, Verdict.Partial)]
    public void A_single_choice_earns_its_options_fraction(string option, double points, Verdict verdict) =>
        Assert.Equal(new FieldScore.Scored((decimal)points, verdict), Scoring.Score(Single, Choose(option)));

    [Fact]
    public void A_shuffled_choice_is_scored_by_where_the_right_option_was_shown() => Gen.ULong.Sample(seed =>
    {
        var field = ItemVariant.Of(Sample.Item("item", Sample.Choice), seed).Fields[0];
        var shown = ((InteractionVariant.SingleChoice)field.Interaction).Options.Single(option => option.OptionId == "1").Name;
        Assert.Equal(new FieldScore.Scored(1, Verdict.Correct), Scoring.Score(field, Choose(shown)));
    });

    [Theory]
    [InlineData("e", "response.unknown-option")]
    [InlineData("1", "response.unknown-option")]
    [InlineData("", "response.unknown-option")]
    [InlineData("a b", "response.too-many-choices")]
    [InlineData("a a", "response.repeated-option")]
    public void A_malformed_choice_is_an_input_error_and_earns_nothing(string options, string code)
    {
        var value = Choose(options.Split(' '));
        Assert.Equal(code, Assert.IsType<FieldScore.InputError>(Scoring.Score(Single, value)).Code);
        Assert.Equal(code, ResponseShape.Of(Sample.Choice).Accepts(value)?.Code);
    }

    [Fact]
    public void Text_is_no_choice_and_a_choice_no_text()
    {
        Assert.Equal("response.wrong-kind", Assert.IsType<FieldScore.InputError>(Scoring.Score(Single, new ResponseValue.Text("a"))).Code);
        Assert.Equal("response.wrong-kind", Assert.IsType<FieldScore.InputError>(Scoring.Score(Sample.Field(Sample.Text), Choose("a"))).Code);
    }

    // Right options are written in capitals: "AbC" has a and c right.
    [Theory]
    [InlineData("AbC", "ac", MultipleResponseRule.AllOrNothing, 1)]
    [InlineData("AbC", "a", MultipleResponseRule.AllOrNothing, 0)]
    [InlineData("AbC", "abc", MultipleResponseRule.AllOrNothing, 0)]
    [InlineData("AbC", "ac", MultipleResponseRule.Edc, 1)]
    [InlineData("AbC", "a", MultipleResponseRule.Edc, 0.67)]
    [InlineData("AbC", "ab", MultipleResponseRule.Edc, 0.33)]
    [InlineData("AbC", "b", MultipleResponseRule.Edc, 0)]
    [InlineData("Ab", "ab", MultipleResponseRule.Halves, 0)]
    [InlineData("Abc", "ab", MultipleResponseRule.Halves, 0.5)]
    [InlineData("ABcd", "ac", MultipleResponseRule.Halves, 0)]
    [InlineData("ABcde", "ac", MultipleResponseRule.Halves, 0.25)]
    [InlineData("ABcde", "acd", MultipleResponseRule.Halves, 0)]
    public void Ticks_are_counted_by_the_rule(string options, string ticked, MultipleResponseRule rule, double points) =>
        Assert.Equal((decimal)points, Earned(Multiple(options, rule), ticked));

    [Fact]
    public void Decisions_round_to_two_decimals_of_the_points() =>
        Assert.Equal(new FieldScore.Scored(1.67m, Verdict.Partial), Scoring.Score(Multiple("ABCdef", MultipleResponseRule.Edc, 2), Tick("abcd")));

    [Theory]
    [InlineData("ab", 1)]
    [InlineData("a", 0.5)]
    [InlineData("ac", 0.25)]
    [InlineData("cd", 0)]
    public void Fractions_add_up_between_nothing_and_all(string ticked, double points)
    {
        var field = Sample.Field(new Interaction.MultipleResponse(
            [new("1", "a", 0.5m, false), new("2", "b", 0.5m, false), new("3", "c", -0.25m, false), new("4", "d", -1, false)], false, 0, MultipleResponseRule.Fractions));
        Assert.Equal((decimal)points, Earned(field, ticked));
    }

    [Fact]
    public void Three_thirds_are_a_whole()
    {
        var third = 0.3333333m;
        var field = Sample.Field(new Interaction.MultipleResponse(
            [new("1", "a", third, false), new("2", "b", third, false), new("3", "c", third, false)], false, 0, MultipleResponseRule.Fractions));
        Assert.Equal(new FieldScore.Scored(1, Verdict.Correct), Scoring.Score(field, Tick("abc")));
    }

    [Theory]
    [InlineData(MultipleResponseRule.AllOrNothing)]
    [InlineData(MultipleResponseRule.Edc)]
    [InlineData(MultipleResponseRule.Halves)]
    [InlineData(MultipleResponseRule.Fractions)]
    public void None_of_these_is_an_answer_and_no_answer_is_not(MultipleResponseRule rule)
    {
        Assert.Equal(new FieldScore.Scored(1, Verdict.Correct), Scoring.Score(Multiple("abc", rule), Tick("")));
        Assert.Equal(new FieldScore.Scored(0, Verdict.Incorrect), Scoring.Score(Multiple("Abc", rule), Tick("")));
        Assert.Equal(new FieldScore.Scored(0, Verdict.Blank), Scoring.Score(Multiple("abc", rule), ResponseValue.None));
    }

    [Fact]
    public void Ticking_more_than_allowed_is_an_input_error()
    {
        var field = Sample.Field(Sample.Multiple with { MaxChoices = 2 });
        Assert.Equal("response.too-many-choices", Assert.IsType<FieldScore.InputError>(Scoring.Score(field, Tick("abc"))).Code);
    }

    private static decimal Earned(FieldVariant field, string ticked) => Assert.IsType<FieldScore.Scored>(Scoring.Score(field, Tick(ticked))).Points;

    private static FieldVariant Multiple(string options, MultipleResponseRule rule, decimal points = 1) => Sample.Field(
        new Interaction.MultipleResponse([.. options.Select(option => new Option(option.ToString(), option.ToString(), char.IsUpper(option) ? 1 : 0, false))], false, 0, rule),
        points);

    private static ResponseValue.Choices Tick(string names) => Choose([.. names.Select(name => name.ToString())]);

    private static ResponseValue.Choices Choose(params string[] names) => new ResponseValue.Choices([.. names]);
}
