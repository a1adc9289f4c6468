using System.Collections.Immutable;

namespace ExamEngine.Core.Programs;

/// <summary>One result for each part of a course, together.</summary>
internal sealed record PartsCombination(ImmutableArray<ProgramResult> Results, Fraction Score)
{
    public DateTimeOffset EndedAt => Results.Max(result => result.EndedAt);

    /// <summary>
    /// The combination that passed first, and of those that ended with the same sitting the one with the best score; null when none passes.
    /// </summary>
    /// <remarks>
    /// Each end of a sitting is tried as the end of all, earliest first, with whatever fits before it into the span. In any order the parts then
    /// choose their best for themselves; in order, the best chain up to each result follows from the best chains up to those it may come after.
    /// </remarks>
    /// <param name="results">Those that count; the course's exams are picked out of them.</param>
    /// <param name="hopeful">What is undecided is taken for passed with all points: what could still come of it.</param>
    public static PartsCombination? FirstThatPasses(CourseWork.Parts parts, ImmutableArray<ProgramResult> results, bool hopeful)
    {
        var byPart = parts.Exams.Select(part => results.Where(result => result.Exam == part.Exam && Usable(parts.Rule, result, hopeful)).OrderBy(result => result.EndedAt).ToArray()).ToArray();
        if (byPart.Any(of => of.Length == 0))
            return null;
        foreach (var end in byPart.SelectMany(of => of).Select(result => result.EndedAt).Distinct().Order())
        {
            var earliest = parts.Within is { } span ? end - span : DateTimeOffset.MinValue;
            var best = Best(parts, [.. byPart.Select(of => of.Where(result => result.EndedAt <= end && result.BegunAt >= earliest).ToArray())], hopeful);
            if (best is not null && Passes(parts, best.Score))
                return best;
        }
        return null;
    }

    /// <summary>The best score that there is for a course of which every part was sat; null when one was not.</summary>
    public static Fraction? BestScore(CourseWork.Parts parts, ImmutableArray<ProgramResult> results)
    {
        var byPart = parts.Exams.Select(part => results.Where(result => result.Exam == part.Exam && Decided(result)).ToArray()).ToArray();
        return byPart.Any(of => of.Length == 0) ? null : Best(parts with { InOrder = false }, byPart, hopeful: false)?.Score;
    }

    private static bool Usable(PartsRule rule, ProgramResult result, bool hopeful) =>
        (hopeful && result.Standing == ResultStanding.Undecided) || (rule is PartsRule.EveryPassed ? result.Standing == ResultStanding.Passed : Decided(result));

    private static bool Decided(ProgramResult result) => result.Standing is ResultStanding.Passed or ResultStanding.NotPassed;

    private static bool Passes(CourseWork.Parts parts, Fraction score) => parts.Rule switch
    {
        PartsRule.EveryPassed => true,
        PartsRule.WeightedSum sum => !(score < Fraction.Of(sum.CutScorePercent) / Fraction.Of(100)),
        _ => throw new InvalidOperationException($"Unknown rule {parts.Rule.GetType().Name}."),
    };

    private static PartsCombination? Best(CourseWork.Parts parts, ProgramResult[][] byPart, bool hopeful)
    {
        ImmutableArray<Chain> chains = [new([], Fraction.Zero)];
        for (var place = 0; place < byPart.Length; place++)
        {
            var (weight, before) = (parts.Exams[place].Weight, chains);
            chains = [.. byPart[place].Select(result => Longer(before, result, weight)).OfType<Chain>()];
            if (!parts.InOrder)
                chains = chains.IsEmpty ? [] : [Greatest(chains)];
        }
        if (chains.IsEmpty)
            return null;
        var best = Greatest(chains);
        return new(best.Results, best.Sum / Fraction.Of(parts.Exams.Sum(part => part.Weight)));

        Chain? Longer(ImmutableArray<Chain> before, ProgramResult result, int weight)
        {
            var open = parts.InOrder ? before.Where(chain => chain.Results.IsEmpty || chain.Results[^1].EndedAt <= result.BegunAt) : before;
            var score = hopeful && result.Standing == ResultStanding.Undecided ? Fraction.One : result.Score;
            return open.Any() ? Greatest(open) is var chain ? new(chain.Results.Add(result), chain.Sum + score * weight) : null : null;
        }
    }

    private static Chain Greatest(IEnumerable<Chain> chains) => chains.Aggregate((best, next) => next.Sum > best.Sum ? next : best);

    private sealed record Chain(ImmutableArray<ProgramResult> Results, Fraction Sum);
}
