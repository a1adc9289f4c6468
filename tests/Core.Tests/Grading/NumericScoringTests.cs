using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Core.Tests.Definitions;

namespace ExamEngine.Core.Tests.Grading;

public sealed class NumericScoringTests
{
    [Theory]
    [InlineData("0.3", "0.1+0.2", 1)]
    [InlineData("100", "100.001", 1)]
    [InlineData("100", "100.0011", 0)]
    [InlineData("0", "0", 1)]
    [InlineData("0", "1e-300", 0)]
    [InlineData("1e300", "1.000001e300", 1)]
    [InlineData("1e300", "10^400", 0)]
    [InlineData("1e-300", "1.000001e-300", 1)]
    [InlineData("-5", "5", 0)]
    public void Without_a_tolerance_a_thousandth_of_a_per_cent_counts(string key, string given, double points) =>
        Assert.Equal((decimal)points, Earned(Key(key, new Tolerance.Default()), given));

    [Theory]
    [InlineData("4", "0.1", "4.1", 1)]
    [InlineData("4", "0.1", "3.9", 1)]
    [InlineData("4", "0.1", "4.1000001", 0)]
    [InlineData("0.3", "0.1", "0.4", 1)]
    [InlineData("0.3", "0.1", "0.2", 1)]
    [InlineData("1e22", "1", "1e22 + 1", 1)]
    [InlineData("5", "1e30", "-700", 1)]
    [InlineData("1e-20", "1e-30", "1.00000001e-20", 0)]
    [InlineData("7", "0", "7", 1)]
    [InlineData("7", "0", "7.0000000001", 0)]
    public void An_absolute_tolerance_counts_to_its_end_as_on_paper(string key, string tolerance, string given, double points) =>
        Assert.Equal((decimal)points, Earned(Key(key, new Tolerance.Absolute(tolerance)), given));

    [Theory]
    [InlineData("-4", "10", "-4.4", 1)]
    [InlineData("-4", "10", "-4.41", 0)]
    [InlineData("0", "10", "0", 1)]
    [InlineData("0", "10", "0.001", 0)]
    [InlineData("3", "1e40", "-8", 1)]
    public void A_relative_tolerance_is_of_the_key(string key, string percent, string given, double points) =>
        Assert.Equal((decimal)points, Earned(Key(key, new Tolerance.Percent(percent)), given));

    [Theory]
    [InlineData("5", 1)]
    [InlineData("6.999", 1)]
    [InlineData("7", 0)]
    [InlineData("0.1+6.9", 0)]
    [InlineData("4.999", 0)]
    public void An_interval_is_open_or_closed_at_each_end(string given, double points) =>
        Assert.Equal((decimal)points, Earned(Of(new NumericAnswer.Interval("5", false, "7", true, 1)), given));

    [Fact]
    public void An_interval_may_have_no_end() =>
        Assert.Equal(1, Earned(Of(new NumericAnswer.Interval("5", false, "10^999", true, 1)), "1e200"));

    [Fact]
    public void The_best_credit_of_several_answers_counts()
    {
        var field = Of(new NumericAnswer.Value("10", new Tolerance.Absolute("5"), 0.5m), new NumericAnswer.Value("10", new Tolerance.Absolute("1"), 1));
        Assert.Equal(1, Earned(field, "10.5"));
        Assert.Equal(0.5m, Earned(field, "13"));
        Assert.Equal(0, Earned(field, "16"));
    }

    [Theory]
    [InlineData("36", 1)]
    [InlineData("36 units", 1)]
    [InlineData("3 dozen", 1)]
    [InlineData("3dozen", 1)]
    [InlineData("(1+2) dozen", 1)]
    [InlineData("36 dozen", 0)]
    public void A_unit_is_worked_into_the_number(string given, double points) =>
        Assert.Equal((decimal)points, Earned(WithUnits(false, new("units", 1), new("dozen", 12)), given));

    [Fact]
    public void A_declared_unit_wins_over_a_suffix() => Assert.Equal(1, Earned(WithUnits(true, new("m", 1), new("km", 1000)), "36m"));

    [Theory]
    [InlineData("3 min", "expression.unexpected")]
    [InlineData("36", "response.unit-missing")]
    [InlineData("m", "response.unit-missing")]
    public void A_missing_or_unknown_unit_is_an_input_error(string given, string code) =>
        Assert.Equal(code, Assert.IsType<FieldScore.InputError>(Scoring.Score(WithUnits(given == "36" || given == "m", new("in", 1), new("m", 1)), new ResponseValue.Text(given))).Code);

    [Theory]
    [InlineData("1/0", "expression.division-by-zero")]
    [InlineData("sqrt(-4)", "expression.outside-domain")]
    [InlineData("four", "expression.unknown-name")]
    [InlineData("3,5", "expression.comma")]
    public void What_is_no_number_is_an_input_error(string given, string code) =>
        Assert.Equal(code, Assert.IsType<FieldScore.InputError>(Scoring.Score(Key("4", new Tolerance.Default()), new ResponseValue.Text(given))).Code);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Nothing_typed_is_blank(string given) =>
        Assert.Equal(new FieldScore.Scored(0, Verdict.Blank), Scoring.Score(Key("0", new Tolerance.Default()), new ResponseValue.Text(given)));

    [Fact]
    public void A_response_longer_than_it_may_be_is_an_input_error() =>
        Assert.Equal("response.too-long", Assert.IsType<FieldScore.InputError>(Scoring.Score(Key("1", new Tolerance.Default()), new ResponseValue.Text(new string('1', 201)))).Code);

    [Theory]
    [InlineData("10^400")]
    [InlineData("-10^400")]
    [InlineData("10^400 - 10^400")]
    public void Infinities_and_no_numbers_are_incorrect(string given) => Assert.Equal(0, Earned(Key("4", new Tolerance.Percent("10")), given));

    private static decimal Earned(FieldVariant field, string given) => Assert.IsType<FieldScore.Scored>(Scoring.Score(field, new ResponseValue.Text(given))).Points;

    private static FieldVariant Key(string key, Tolerance tolerance) => Of(new NumericAnswer.Value(key, tolerance, 1));

    private static FieldVariant Of(params NumericAnswer[] answers) => Sample.Field(new Interaction.Numeric([.. answers], [], false));

    private static FieldVariant WithUnits(bool required, params Unit[] units) =>
        Sample.Field(new Interaction.Numeric([new NumericAnswer.Value("36", new Tolerance.Default(), 1)], [.. units], required));
}
