using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>What must hold for a field's key to be published.</summary>
internal static class InteractionRules
{
    public const int MostAnswers = 50;
    public const int MaxTextLength = 2_000;

    public static void Check(Interaction interaction, HashSet<string> names, ImmutableArray<Asset> assets, Findings found)
    {
        switch (interaction)
        {
            case Interaction.SingleChoice choice:
                var single = found.At("singleChoice");
                Options(choice.Options, names, assets, single);
                single.Require(choice.Options.Any(option => option.Fraction == 1), "choice.no-right-option", "One option at least earns all points.");
                single.Require(choice.Options.All(option => option.Fraction is >= 0 and <= 1), "option.credit-range", "An option earns 0 to 100 per cent.");
                break;
            case Interaction.MultipleResponse multiple:
                Multiple(multiple, names, assets, found.At("multipleResponse"));
                break;
            case Interaction.Numeric numeric:
                Numeric(numeric, names, found.At("numeric"));
                break;
            case Interaction.ShortText text:
                ShortText(text, found.At("shortText"));
                break;
            case Interaction.Essay essay:
                found.At("essay").Require(
                    essay.MinWords is null or >= 0 && essay.MaxWords is null or >= 1 && !(essay.MinWords > essay.MaxWords),
                    "essay.word-bounds", "The fewest words are 0 or more and not above the most.");
                ItemRules.Text(essay.Rubric, names, assets, found.At("essay.rubric"));
                break;
            default:
                throw new InvalidOperationException($"Unknown interaction {interaction.GetType().Name}.");
        }
    }

    /// <summary>The keys of one draw: finite, with tolerances that are not negative and intervals that are not empty.</summary>
    public static void Keys(ImmutableArray<NumericKey> keys, Findings found)
    {
        foreach (var key in keys)
        {
            if (key is NumericKey.Near near)
            {
                found.Require(double.IsFinite(near.Value) && double.IsFinite(near.Amount), "numeric.key-not-finite", "The key or its tolerance has no finite value.");
                found.Require(!(near.Amount < 0), "numeric.tolerance-negative", "A tolerance is 0 or more.");
            }
            else if (key is NumericKey.Between range)
            {
                found.Require(
                    !double.IsNaN(range.Low) && !double.IsNaN(range.High) && (range.Low < range.High || (range.Low == range.High && !range.LowOpen && !range.HighOpen)),
                    "numeric.interval-empty", "An interval's low end lies below its high end.");
            }
        }
    }

    private static void Options(ImmutableArray<Option> options, HashSet<string> names, ImmutableArray<Asset> assets, Findings found)
    {
        found.Require(options.Length is >= 2 and <= OptionNames.Most, "choice.options-range", $"A choice has 2 to {OptionNames.Most} options.", "options");
        var ids = new HashSet<string>();
        for (var i = 0; i < options.Length; i++)
        {
            var at = found.At($"options[{i}]");
            at.Require(options[i].Id.Length is >= 1 and <= 64, "option.id-invalid", "An option's identifier has 1 to 64 characters.", "id");
            at.Require(ids.Add(options[i].Id), "option.id-repeated", $"Two options are called {options[i].Id}.", "id");
            at.Require(!string.IsNullOrWhiteSpace(options[i].Text), "option.text-missing", "An option has a text.", "text");
            ItemRules.Text(options[i].Text, names, assets, at.At("text"));
        }
    }

    // No right option at all is allowed: then "none of these applies" is the answer.
    private static void Multiple(Interaction.MultipleResponse multiple, HashSet<string> names, ImmutableArray<Asset> assets, Findings found)
    {
        Options(multiple.Options, names, assets, found);
        var fractions = multiple.Options.Select(option => option.Fraction).ToList();
        var right = fractions.Count(fraction => fraction > 0);
        found.Require(
            multiple.MaxChoices == 0 || (multiple.MaxChoices >= Math.Max(1, right) && multiple.MaxChoices <= multiple.Options.Length),
            "choice.max-choices-range", "As many options may be ticked as are right, or any number (0).", "maxChoices");
        if (multiple.Rule != MultipleResponseRule.Fractions)
        {
            found.Require(fractions.All(fraction => fraction is 0 or 1), "option.credit-range", "Under this rule an option is right or wrong.", "options");
            return;
        }
        found.Require(fractions.All(fraction => fraction is >= -1 and <= 1), "option.credit-range", "An option earns −100 to 100 per cent.", "options");
        found.Require(
            right == 0 || fractions.Where(fraction => fraction > 0).Sum() >= 0.999_999m,
            "choice.full-points-unreachable", "The credits of the right options add up to 100 per cent.", "options");
    }

    private static void Numeric(Interaction.Numeric numeric, HashSet<string> names, Findings found)
    {
        Credits([.. numeric.Answers.Select(answer => answer.Credit)], found);
        foreach (var expression in NumericKeys.Expressions(numeric).Distinct())
            ItemRules.Expression(expression, ExpressionDialect.Value, names, found);
        found.Require(!numeric.UnitRequired || !numeric.Units.IsEmpty, "numeric.unit-required-without-units", "A required unit is one of those listed.", "unitRequired");
        var symbols = new HashSet<string>();
        foreach (var unit in numeric.Units)
        {
            found.Require(
                unit.Symbol.Length is >= 1 and <= 20 && unit.Symbol == unit.Symbol.Trim() && !(char.IsAsciiDigit(unit.Symbol[0]) || ".+-*/^()".Contains(unit.Symbol[0])),
                "unit.symbol-invalid", $"\"{unit.Symbol}\" cannot be told from a number.", "units");
            found.Require(symbols.Add(unit.Symbol), "unit.symbol-repeated", $"Two units are called {unit.Symbol}.", "units");
            found.Require(unit.Factor > 0, "unit.factor-not-positive", $"{unit.Symbol} is a positive multiple of the key's unit.", "units");
        }
    }

    private static void ShortText(Interaction.ShortText text, Findings found)
    {
        Credits([.. text.Answers.Select(answer => answer.Credit)], found);
        found.Require(text.MaxLength is >= 1 and <= MaxTextLength, "text.max-length-range", $"A short text has 1 to {MaxTextLength} characters.", "maxLength");
        for (var i = 0; i < text.Answers.Length; i++)
        {
            var (answer, at) = (text.Answers[i], found.At($"answers[{i}]"));
            at.Require(!string.IsNullOrWhiteSpace(answer.Text), "answer.blank", "A blank response is never right.");
            if (answer.Regex)
                at.Require(AnswerPattern.Compile(answer.Text, text.CaseSensitive) is not null, "answer.pattern-invalid", "This is not a regular expression.");
            else
                at.Require(answer.Text.Length <= text.MaxLength, "answer.too-long", "The answer is longer than a response may be.");
        }
    }

    private static void Credits(ImmutableArray<decimal> credits, Findings found)
    {
        found.Require(credits.Length is >= 1 and <= MostAnswers, "answer.count-range", $"A key has 1 to {MostAnswers} answers.");
        found.Require(credits.All(credit => credit is > 0 and <= 1), "answer.credit-range", "An answer earns more than 0 and at most 100 per cent.");
        found.Require(credits.IsEmpty || credits.Contains(1), "answer.full-credit-missing", "One answer at least earns all points.");
    }
}
