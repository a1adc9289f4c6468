using CsCheck;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Tests.Definitions;

public sealed class ItemVariantTests
{
    /// <summary>What a learner saw must be shown again the same at review. If this fails, drawing has changed: change it back.</summary>
    [Theory]
    [InlineData(0UL, "Weekly demand has mean 200 and deviation 10.0 over 4 weeks | It is 32.90.")]
    [InlineData(1UL, "Weekly demand has mean 180 and deviation 30.0 over 9 weeks | It is 148.05.")]
    [InlineData(42UL, "Weekly demand has mean 160 and deviation 20.0 over 16 weeks | It is 131.60.")]
    public void A_seed_gives_the_same_numbers_for_ever(ulong seed, string stem)
    {
        var variant = ItemVariant.Of(Sample.SafetyStock, seed);
        Assert.Equal(stem, $"{variant.Stem[..variant.Stem.IndexOf('.', variant.Stem.IndexOf("weeks", StringComparison.Ordinal))]} | {variant.Explanation}");
    }

    [Theory]
    [InlineData(0UL, "a1 b3 c2 d4")]
    [InlineData(1UL, "a3 b2 c1 d4")]
    [InlineData(42UL, "a3 b1 c2 d4")]
    public void A_seed_gives_the_same_order_of_options_for_ever(ulong seed, string order)
    {
        var options = ((InteractionVariant.SingleChoice)ItemVariant.Of(Sample.Item("method", Sample.Choice), seed).Fields[0].Interaction).Options;
        Assert.Equal(order, string.Join(" ", options.Select(option => option.Name + option.OptionId)));
    }

    [Fact]
    public void Keys_are_worked_out_over_the_drawn_values()
    {
        var variant = ItemVariant.Of(Sample.SafetyStock, 7);
        var values = variant.Variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        var ss = 1.645 * values["sigma"] * Math.Sqrt(values["L"]);
        var keys = ((InteractionVariant.Numeric)variant.Fields[0].Interaction).Answers;
        Assert.Equal(new NumericKey.Near(ss, ToleranceKind.Percent, 1, 1), keys[0]);
        Assert.Equal(new NumericKey.Between(ss, true, ss * 1.1, false, 0.5m), keys[1]);
        Assert.Equal(new NumericKey.Near(ss * 2, ToleranceKind.Absolute, 0.5, 0.25m), keys[2]);
    }

    [Fact]
    public void Every_draw_satisfies_the_constraints_and_lies_on_the_grid() => Gen.ULong.Sample(seed =>
    {
        var values = ItemVariant.Of(Sample.SafetyStock, seed).Variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        Assert.True(values["mu"] > 5 * values["sigma"]);
        Assert.True(values["mu"] is >= 100 and <= 200 && values["mu"] % 10 == 0);
        Assert.True(values["L"] is 4 or 9 or 16);
    });

    [Fact]
    public void Options_are_named_by_their_place_and_a_pinned_one_stays() => Gen.ULong.Sample(seed =>
    {
        var options = ((InteractionVariant.SingleChoice)ItemVariant.Of(Sample.Item("method", Sample.Choice), seed).Fields[0].Interaction).Options;
        Assert.Equal(["a", "b", "c", "d"], options.Select(option => option.Name));
        Assert.Equal(["1", "2", "3", "4"], options.Select(option => option.OptionId).Order());
        Assert.Equal("4", options[3].OptionId);
    });

    [Theory]
    [InlineData("{{x}}", "0.3")]
    [InlineData("{{ x : 0.00 }}", "0.30")]
    [InlineData("{{x:0%}}", "30%")]
    [InlineData("{{minus:0.0}}", "0.0")]
    [InlineData("{{big}}", "1234567.5")]
    [InlineData("{{big:#,##0.00}}", "1,234,567.50")]
    [InlineData("{{tiny}}", "1.5E-9")]
    [InlineData("{{x:X2}}", "{{x:X2}}")]
    [InlineData("{{other}}", "{{other}}")]
    [InlineData("$\\frac{{1}}{2}$", "$\\frac{{1}}{2}$")]
    [InlineData("{{x}}{{x}} {x}", "0.30.3 {x}")]
    public void Placeholders_are_filled_in_the_invariant_culture(string text, string filled)
    {
        var item = Sample.Item("item", Sample.Text) with
        {
            Stem = text,
            Variables =
            [
                new Variable.Computed("x", "0.1 + 0.2"),
                new Variable.Computed("minus", "-0.001"),
                new Variable.Computed("big", "1234567.5"),
                new Variable.Computed("tiny", "1.5n"),
            ],
        };
        Assert.Equal(filled, ItemVariant.Of(item, 1).Stem);
    }

    [Fact]
    public void Prompts_option_texts_and_explanations_are_filled_too()
    {
        var choice = new Interaction.SingleChoice([new("1", "{{n}} items", 1, false), new("2", "none", 0, false)], Shuffle: false);
        var item = Sample.Item("item", choice) with { Explanation = "It is {{n}}.", Variables = [new Variable.OneOf("n", [7])] };
        var variant = ItemVariant.Of(item with { Fields = [item.Fields[0] with { Prompt = "Of {{n}}?" }] }, 1);
        Assert.Equal("Of 7?", variant.Fields[0].Prompt);
        Assert.Equal("It is 7.", variant.Explanation);
        Assert.Equal("7 items", ((InteractionVariant.SingleChoice)variant.Fields[0].Interaction).Options[0].Text);
    }

    [Fact]
    public void An_item_that_could_not_be_published_still_has_a_variant()
    {
        var item = Sample.SafetyStock with { Variables = [new Variable.Computed("mu", "1 +"), new Variable.OneOf("L", [])], Constraints = ["nonsense("] };
        Assert.Equal(2, ItemVariant.Of(item, 1).Variables.Length);
    }

    [Fact]
    public void Nothing_a_learner_may_be_shown_prints_its_key()
    {
        var printed = Sample.Exam.Sections.SelectMany(section => section.Entries).SelectMany(entry => entry is SectionEntry.Pool pool ? pool.Items : [((SectionEntry.Fixed)entry).Item])
            .Select(item => ItemVariant.Of(item, 1))
            .SelectMany(variant => new object[] { variant, variant.Fields[0], variant.Fields[0].Interaction }.Concat(variant.Fields[0].Interaction switch
            {
                InteractionVariant.SingleChoice single => single.Options,
                InteractionVariant.MultipleResponse multiple => multiple.Options,
                InteractionVariant.Numeric numeric => numeric.Answers,
                _ => Enumerable.Empty<object>(),
            }))
            .Select(value => value.ToString() ?? "");
        Assert.All(printed, text => Assert.Matches(@"\A(ItemVariant|FieldVariant|PresentedOption|NumericKey|SingleChoice|MultipleResponse|Numeric|ShortText|Essay)( [a-z0-9-]+)?\z", text));
    }
}
