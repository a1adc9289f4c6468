using System.Collections.Immutable;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Grading;

/// <summary>
/// Scores ticked options. <b>Nothing ticked</b> has two forms: <see cref="ResponseValue.Blank"/>, the learner gave no answer and earns
/// nothing; and empty <see cref="ResponseValue.Choices"/>, the learner says that none applies, which earns all points when no option
/// is right and nothing otherwise. Open edX cannot tell the two apart.
/// </summary>
internal static class ChoiceScoring
{
    public static FieldScore Score(InteractionVariant.SingleChoice field, decimal points, ResponseValue value) =>
        value is ResponseValue.Choices { Options: [var name] }
            ? Points.Of(field.Options[OptionNames.PlaceOf(name)].Fraction, points)
            : Points.Blank;

    public static FieldScore Score(InteractionVariant.MultipleResponse field, decimal points, ResponseValue value)
    {
        if (value is not ResponseValue.Choices choices)
            return Points.Blank;
        var count = Count(field.Options, choices.Options);
        if (choices.Options.IsEmpty)
            return Points.Of(count.Missed == 0 ? 1 : 0, points);
        var options = field.Options.Length;
        var errors = count.Missed + count.Wrong;
        return field.Rule switch
        {
            MultipleResponseRule.AllOrNothing => Points.Of(errors == 0 ? 1 : 0, points),
            MultipleResponseRule.Edc => Edc(options - errors, options, points),
            MultipleResponseRule.Halves => Points.Of(Halves(errors, options), points),
            MultipleResponseRule.Fractions => Points.Of(Snap(count.Fractions), points),
            var unknown => throw new InvalidOperationException($"Unknown rule {unknown}."),
        };
    }

    private static decimal Halves(int errors, int options) => errors switch
    {
        0 => 1m,
        1 when options >= 3 => 0.5m,
        2 when options >= 5 => 0.25m,
        _ => 0,
    };

    private static FieldScore.Scored Edc(int good, int options, decimal points)
    {
        if (good == options || good == 0)
            return Points.Of(good == 0 ? 0 : 1, points);
        var earned = Math.Min(points, Math.Round(points * good / options, 2, MidpointRounding.AwayFromZero));
        return earned == 0 ? Points.None : new(earned, Verdict.Partial);
    }

    // Three thirds written as 33.33333 % are a whole (Moodle takes a millionth for nothing).
    private static decimal Snap(decimal credit) => credit switch
    {
        >= 0.999_999m => 1,
        <= 0.000_001m => 0,
        _ => credit,
    };

    private static (int Missed, int Wrong, decimal Fractions) Count(ImmutableArray<PresentedOption> options, ImmutableArray<string> ticked)
    {
        var marks = 0u;
        foreach (var name in ticked)
            marks |= 1u << OptionNames.PlaceOf(name);
        int missed = 0, wrong = 0;
        decimal fractions = 0;
        for (var i = 0; i < options.Length; i++)
        {
            var right = options[i].Fraction > 0;
            if ((marks & (1u << i)) == 0)
            {
                missed += right ? 1 : 0;
                continue;
            }
            wrong += right ? 0 : 1;
            fractions += options[i].Fraction;
        }
        return (missed, wrong, fractions);
    }
}
