using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Core.Tests.Definitions;

namespace ExamEngine.Core.Tests.Grading;

public sealed class ShortTextScoringTests
{
    private const string Slow = @"(?=a)(a+)+\1b";

    [Theory]
    [InlineData("Poisson", 1)]
    [InlineData("  poisson ", 1)]
    [InlineData("poison", 0.5)]
    [InlineData("Poisson distribution", 0.5)]
    [InlineData("Poisson's", 0)]
    public void The_best_matching_answer_counts(string given, double points) => Assert.Equal((decimal)points, Earned(Sample.Text, given));

    [Theory]
    [InlineData("poisson", 0)]
    [InlineData("Poisson", 1)]
    public void Case_matters_when_the_author_says_so(string given, double points) =>
        Assert.Equal((decimal)points, Earned(Exact("Poisson") with { CaseSensitive = true }, given));

    [Fact]
    public void Space_around_matters_when_it_is_not_trimmed()
    {
        Assert.Equal(0, Earned(Exact("Poisson") with { Trim = false }, " Poisson"));
        Assert.Equal(1, Earned(Exact(" Poisson"), "Poisson"));
    }

    [Fact]
    public void A_composed_accent_equals_a_decomposed_one() => Assert.Equal(1, Earned(Exact("Erlang\u00e9"), "Erlange\u0301"));

    [Theory]
    [InlineData("cat", 1)]
    [InlineData("dog", 1)]
    [InlineData("catalogue", 0)]
    [InlineData("hotdog", 0)]
    [InlineData("cat\n", 0)]
    public void Every_alternative_of_a_pattern_must_match_the_whole_text(string given, double points) =>
        Assert.Equal((decimal)points, Earned(Pattern("cat|dog") with { Trim = false }, given));

    [Theory]
    [InlineData(@"(a)\1", "aa")]
    [InlineData(@"(?=a)a+", "aaa")]
    public void A_pattern_that_needs_backtracking_works(string pattern, string given) => Assert.Equal(1, Earned(Pattern(pattern), given));

    [Fact]
    public void A_pattern_that_takes_too_long_is_for_a_person() =>
        Assert.IsType<FieldScore.NeedsPerson>(Scoring.Score(Sample.Field(Pattern(Slow)), new ResponseValue.Text(new string('a', 200))));

    [Theory]
    [InlineData(0.5, null)]
    [InlineData(1, 1.0)]
    public void What_took_too_long_matters_when_it_is_worth_more_than_what_matched(double credit, double? points)
    {
        var text = new string('a', 200);
        var key = Pattern(Slow) with { Answers = [new(Slow, true, 1), new(text, false, (decimal)credit)] };
        var score = Scoring.Score(Sample.Field(key), new ResponseValue.Text(text));

        if (points is { } earned)
            Assert.Equal((decimal)earned, Assert.IsType<FieldScore.Scored>(score).Points);
        else
            Assert.IsType<FieldScore.NeedsPerson>(score);
    }

    [Fact]
    public void A_hard_pattern_without_backtracking_takes_linear_time() => Assert.Equal(0, Earned(Pattern("(a+)+b"), new string('a', 200)));

    /// <summary>Far longer than a tenth of a second, which is what a busy machine makes of any pattern.</summary>
    [Fact]
    public void A_pattern_without_backtracking_is_judged_however_long_that_takes()
    {
        var key = Pattern("[ab]*a[ab]{400}c") with { MaxLength = 100_000 };
        var text = string.Create(key.MaxLength, new Random(1), static (letters, chance) => chance.GetItems("ab", letters));

        Assert.Equal(0, Earned(key, text));
    }

    [Theory]
    [InlineData(@"\")]
    [InlineData("a)|(b")]
    public void A_pattern_that_is_none_matches_nothing(string pattern) => Assert.Equal(0, Earned(Pattern(pattern), pattern));

    [Fact]
    public void Blank_is_never_right() => Assert.Equal(
        new FieldScore.Scored(0, Verdict.Blank), Scoring.Score(Sample.Field(Pattern(".*")), new ResponseValue.Text("  ")));

    [Fact]
    public void Broken_unicode_breaks_nothing() => Assert.Equal(0, Earned(Sample.Text, "a\ud800b"));

    private static decimal Earned(Interaction.ShortText key, string given) =>
        Assert.IsType<FieldScore.Scored>(Scoring.Score(Sample.Field(key), new ResponseValue.Text(given))).Points;

    private static Interaction.ShortText Exact(string text) => new([new(text, false, 1)], false, true, 200);

    private static Interaction.ShortText Pattern(string pattern) => new([new(pattern, true, 1)], false, true, 200);
}
