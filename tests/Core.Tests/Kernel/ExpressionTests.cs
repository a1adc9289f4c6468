using CsCheck;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Tests.Kernel;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("100 / 10 / 5", 2)]
    [InlineData("-2^2", -4)]
    [InlineData("2^3^2", 512)]
    [InlineData("2^-1", 0.5)]
    [InlineData("--3", 3)]
    [InlineData("+3", 3)]
    [InlineData("2*-3", -6)]
    [InlineData("1.6*10^-4", 1.6e-4)]
    [InlineData("1e-5", 1e-5)]
    [InlineData("1.E3", 1000)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("2%", 0.02)]
    [InlineData("3k + 2M", 2_003_000)]
    [InlineData("5m", 0.005)]
    [InlineData("2e3m", 2)]
    [InlineData("2u/1n", 2000)]
    [InlineData("sqrt(16) + abs(-2)", 6)]
    [InlineData("SQRT(16)", 4)]
    [InlineData("min(3, 1, 2) + max(3, 1, 2)", 4)]
    [InlineData("factorial(5)", 120)]
    [InlineData("ln(e)", 1)]
    [InlineData("cos(PI)", -1)]
    [InlineData("log2(8) + log10(100)", 5)]
    [InlineData("round(2.5) + floor(-1.5) + ceil(1.2)", 3)]
    [InlineData("7 − 2 × 3 ÷ 6", 6)]
    [InlineData("2·3", 6)]
    [InlineData("10^400", double.PositiveInfinity)]
    public void A_learners_expression_has_its_value(string text, double value) =>
        Assert.Equal(value, Parsed(text, ExpressionDialect.Learner).Evaluate([]).Value, 1e-12 * Math.Max(1, double.IsFinite(value) ? Math.Abs(value) : 1));

    [Theory]
    [InlineData("", "expression.incomplete")]
    [InlineData("1 +", "expression.incomplete")]
    [InlineData("(1", "expression.unclosed")]
    [InlineData("1)", "expression.unexpected")]
    [InlineData("2x", "expression.unexpected")]
    [InlineData("2 3", "expression.unexpected")]
    [InlineData("5 k", "expression.unexpected")]
    [InlineData("5km", "expression.unexpected")]
    [InlineData("3,5", "expression.comma")]
    [InlineData("x", "expression.unknown-name")]
    [InlineData("mu", "expression.unknown-name")]
    [InlineData("1*J", "expression.unknown-name")]
    [InlineData("phi(1)", "expression.unknown-name")]
    [InlineData("sqrt 4", "expression.unexpected")]
    [InlineData("sqrt(1, 2)", "expression.arguments")]
    [InlineData("min(1)", "expression.arguments")]
    [InlineData("1 < 2", "expression.unexpected")]
    [InlineData("1 and 2", "expression.unexpected")]
    [InlineData("clearly bad syntax )[+1e", "expression.unknown-name")]
    [InlineData(".", "expression.unexpected")]
    public void What_a_learner_may_not_type_is_refused_by_code(string text, string code) => Assert.Equal(code, Refused(text, ExpressionDialect.Learner).Code);

    [Fact]
    public void A_refusal_says_the_column() => Assert.Equal("column 5", Refused("1 + x", ExpressionDialect.Learner).Where);

    [Theory]
    [InlineData("1/0", EvaluationFault.DivisionByZero)]
    [InlineData("0^-1", EvaluationFault.DivisionByZero)]
    [InlineData("sqrt(-1)", EvaluationFault.OutsideDomain)]
    [InlineData("ln(0)", EvaluationFault.OutsideDomain)]
    [InlineData("(-8)^(1/3)", EvaluationFault.OutsideDomain)]
    [InlineData("factorial(2.5)", EvaluationFault.OutsideDomain)]
    [InlineData("factorial(171)", EvaluationFault.OutsideDomain)]
    [InlineData("factorial(1e300)", EvaluationFault.OutsideDomain)]
    public void What_has_no_value_is_a_fault(string text, EvaluationFault fault) =>
        Assert.Equal(fault, Parsed(text, ExpressionDialect.Learner).Evaluate([]).Fault);

    [Theory]
    [InlineData("a + b * 2", 7)]
    [InlineData("phi(0)", 0.5)]
    [InlineData("phiinv(0.5)", 0)]
    public void An_author_may_use_variables_and_the_normal_distribution(string text, double value) =>
        Assert.Equal(value, Parsed(text, ExpressionDialect.Value, "a", "b").Evaluate([new("a", 1), new("b", 3)]).Value);

    [Theory]
    [InlineData("a < b and b <= 3", 1)]
    [InlineData("a > b or b == 3", 1)]
    [InlineData("(a > b or b != 3) and a < 9", 0)]
    [InlineData("a >= 2 or a + 1 > b and b > 0", 0)]
    public void A_condition_is_true_or_false(string text, double value) =>
        Assert.Equal(value, Parsed(text, ExpressionDialect.Condition, "a", "b").Evaluate([new("a", 1), new("b", 3)]).Value);

    [Theory]
    [InlineData("a + 1", ExpressionDialect.Condition)]
    [InlineData("a and 1 < 2", ExpressionDialect.Condition)]
    [InlineData("(a < 1) + 1 < 2", ExpressionDialect.Condition)]
    [InlineData("-(a < 1) < 2", ExpressionDialect.Condition)]
    public void A_number_is_no_condition(string text, ExpressionDialect dialect) =>
        Assert.Equal("expression.condition", Refused(text, dialect, "a").Code);

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("2^")]
    [InlineData("sqrt(")]
    public void Deep_nesting_is_refused_and_breaks_nothing(string opening) =>
        Assert.Equal("expression.too-deep", Refused(string.Concat(Enumerable.Repeat(opening, ExpressionParser.MaxLength / opening.Length)), ExpressionDialect.Learner).Code);

    [Fact]
    public void A_long_text_is_refused() => Assert.Equal("expression.too-long", Refused(new string('1', ExpressionParser.MaxLength + 1), ExpressionDialect.Learner).Code);

    [Fact]
    public void Any_text_is_parsed_or_refused_in_every_dialect() => Gen.OneOf(Gen.String, Gen.String["0123456789.eE+-*/^()%kMuxan <>=!,phisqrt"]).Sample(text =>
    {
        foreach (var dialect in Enum.GetValues<ExpressionDialect>())
        {
            var result = ExpressionParser.Parse(text, dialect, ["x", "a"]);
            if (result is Validated<Expression>.Valid { Value: var expression })
                expression.Evaluate([new("x", 2), new("a", -1)]);
            else
                Assert.Single(((Validated<Expression>.Invalid)result).Refusals);
        }
    });

    private static Expression Parsed(string text, ExpressionDialect dialect, params string[] names) =>
        Assert.IsType<Validated<Expression>.Valid>(ExpressionParser.Parse(text, dialect, names)).Value;

    private static Refusal Refused(string text, ExpressionDialect dialect, params string[] names) =>
        Assert.Single(Assert.IsType<Validated<Expression>.Invalid>(ExpressionParser.Parse(text, dialect, names)).Refusals);
}
