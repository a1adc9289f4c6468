using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Grading;

/// <summary>
/// Compares a short text with the accepted ones; the best credit counts, and blank is never right. Where a pattern that is worth more takes too long to
/// compare, a person has to look.
/// </summary>
internal static class ShortTextScoring
{
    // Patterns are compiled once for as long as the key lives; a pattern that does not compile matches nothing, and publishing refuses it.
    private static readonly ConditionalWeakTable<Interaction.ShortText, Regex?[]> Patterns = [];

    public static FieldScore Score(Interaction.ShortText key, decimal points, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Points.Blank;
        var given = Normal(key.Trim ? text.Trim() : text);
        var patterns = Patterns.GetValue(key, static key => [.. key.Answers.Select(answer => Compile(answer, key.CaseSensitive))]);
        decimal best = 0, untold = 0;
        for (var i = 0; i < key.Answers.Length; i++)
        {
            var answer = key.Answers[i];
            if (answer.Credit <= best)
                continue;
            switch (Matches(answer, patterns[i], given, key))
            {
                case true:
                    best = answer.Credit;
                    break;
                case null:
                    untold = Math.Max(untold, answer.Credit);
                    break;
            }
        }
        return untold > best ? new FieldScore.NeedsPerson() : Points.Of(best, points);
    }

    /// <summary>Null when it cannot be told in time.</summary>
    private static bool? Matches(TextAnswer answer, Regex? pattern, string given, Interaction.ShortText key)
    {
        if (!answer.Regex)
        {
            var wanted = Normal(key.Trim ? answer.Text.Trim() : answer.Text);
            return string.Equals(given, wanted, key.CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        }
        return pattern is null ? false : AnswerPattern.Matches(pattern, given);
    }

    private static Regex? Compile(TextAnswer answer, bool caseSensitive) => answer.Regex ? AnswerPattern.Compile(answer.Text, caseSensitive) : null;

    // Composed and decomposed accents are the same text. A lone surrogate has no normal form and is compared as it is.
    private static string Normal(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                    return text;
                i++;
            }
        }
        return text.Normalize(NormalizationForm.FormC);
    }
}
