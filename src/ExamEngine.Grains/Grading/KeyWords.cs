using System.Globalization;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Grains.Grading;

/// <summary>The right answer in words, for a review after release.</summary>
internal static class KeyWords
{
    /// <summary>Null when a person judges, and there is no one right answer.</summary>
    public static string? Of(InteractionVariant interaction) => interaction switch
    {
        InteractionVariant.SingleChoice single => string.Join(", ", single.Options.Where(option => option.Fraction >= 1).Select(option => option.Name)),
        InteractionVariant.MultipleResponse multiple =>
            multiple.Options.Where(option => option.Fraction > 0).Select(option => option.Name).ToArray() is { Length: > 0 } names ? string.Join(", ", names) : "–",
        InteractionVariant.Numeric numeric => numeric.Answers.FirstOrDefault() is { } key ? Number(key) : null,
        InteractionVariant.ShortText text => text.Key.Answers.FirstOrDefault(answer => !answer.Regex)?.Text,
        InteractionVariant.Essay => null,
        _ => throw new InvalidOperationException($"Unknown interaction {interaction.GetType().Name}."),
    };

    private static string Number(NumericKey key) => key switch
    {
        NumericKey.Near near => near.Value.ToString("G10", CultureInfo.InvariantCulture),
        NumericKey.Between between => string.Create(
            CultureInfo.InvariantCulture, $"{(between.LowOpen ? '(' : '[')}{between.Low:G10}, {between.High:G10}{(between.HighOpen ? ')' : ']')}"),
        _ => throw new InvalidOperationException($"Unknown key {key.GetType().Name}."),
    };
}
