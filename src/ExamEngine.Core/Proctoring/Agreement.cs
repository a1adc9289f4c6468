using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>How far two raters agree beyond chance.</summary>
public static class Agreement
{
    /// <summary>
    /// Cohen's kappa, −1 to 1, of two raters' verdicts on the same things:
    /// (observed − expected agreement) / (1 − expected agreement). J. Cohen, "A coefficient of agreement for nominal scales", Educational and
    /// Psychological Measurement 20 (1960) 37–46.
    /// </summary>
    /// <returns>Null where it is not defined: nothing was rated by both, or both used one and the same category throughout.</returns>
    public static double? CohensKappa<T>(ImmutableArray<(T First, T Second)> verdicts)
        where T : notnull
    {
        if (verdicts.IsEmpty)
            return null;
        double total = verdicts.Length;
        var first = verdicts.CountBy(verdict => verdict.First).ToDictionary();
        var second = verdicts.CountBy(verdict => verdict.Second).ToDictionary();
        var observed = verdicts.Count(verdict => verdict.First.Equals(verdict.Second)) / total;
        var expected = first.Sum(category => category.Value / total * (second.GetValueOrDefault(category.Key) / total));
        return expected >= 1 ? null : (observed - expected) / (1 - expected);
    }

    /// <summary>Of the first two reviewers who have concluded, over everything that both judged; null before there are two.</summary>
    public static double? OfFirstTwo(ImmutableArray<Opinion> opinions) =>
        opinions.Where(opinion => opinion.IsConcluded).Take(2).ToArray() is [var first, var second]
            ? CohensKappa<Judgement>([.. first.Judgements.Where(judged => second.Judgements.ContainsKey(judged.Key)).Select(judged => (judged.Value, second.Judgements[judged.Key]))])
            : null;
}
