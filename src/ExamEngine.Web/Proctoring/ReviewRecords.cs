using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Web.Proctoring;

/// <summary>One review in a list.</summary>
/// <param name="State"><c>clearedByPolicy</c>, or as in the review itself.</param>
/// <param name="Subjects">How many flags and incidents there are to judge.</param>
/// <param name="Concluded">How many reviewers have concluded.</param>
/// <param name="DueAt">Until when the learner may answer or appeal, or an appeal is to be decided.</param>
internal sealed record ReviewSummary(
    Guid SessionId, string ExamId, string ExamTitle, string LearnerId, string LegalName, string Room, string State, decimal Attention, bool Serious, int Subjects, int Concluded,
    DateTimeOffset OpenedAt, DateTimeOffset? DueAt, bool Overdue, string? Finding)
{
    public static ReviewSummary Of(ReviewLine line) => new(
        Guid.Parse(line.Review.Id), line.Review.ExamId, line.ExamTitle ?? line.Review.ExamId, line.Review.LearnerId, line.LegalName ?? "", line.Review.Room, line.Review.State,
        line.Review.Attention, line.Review.Serious, line.Review.Subjects, line.Review.Concluded, line.Review.OpenedAt, line.Review.DueAt, line.Review.Overdue, line.Review.Finding);
}

/// <summary>Part of a list. <paramref name="Next"/> asks for the next part; null at the end.</summary>
internal sealed record ReviewList(ImmutableArray<ReviewSummary> Reviews, string? Next);

/// <summary>A review, who asks, and what those in it are called.</summary>
/// <param name="Me">The account that asks, as opinions name it.</param>
/// <param name="Names">By account; an account that is gone is missing.</param>
internal sealed record NamedReview(ReviewView Review, string Me, IReadOnlyDictionary<string, string> Names);

/// <param name="Subject"><c>flag/3</c> or <c>incident/1</c>.</param>
/// <param name="Judgement"><c>dismissed</c> or <c>confirmed</c>.</param>
internal sealed record JudgeRequest(Guid CommandId, string Subject, string Judgement);

internal sealed record FindingRequest(Guid CommandId, FindingView Finding, string Reason);

internal sealed record WordsRequest(Guid CommandId, string Text);

/// <summary>What an exam's rules have come to. A rule that reviewers mostly dismiss wants changing.</summary>
/// <param name="Kappa">Cohen's kappa over everything that two reviewers judged without each other; null while it is not defined.</param>
/// <param name="JudgedByTwo">How many flags and incidents that is.</param>
internal sealed record FlagRuleShares(ImmutableArray<FlagRuleShare> Rules, double? Kappa, int JudgedByTwo)
{
    public static FlagRuleShares Of(IReadOnlyList<RuleCount> rules, IReadOnlyList<JudgedByTwo> byTwo) => new(
        [.. rules.Select(rule => new FlagRuleShare(rule.Rule, rule.Title, rule.Flags, rule.Judged, rule.Judgements > 0 ? (double)rule.Dismissed / rule.Judgements : null))],
        KappaOf(byTwo), byTwo.Sum(pair => pair.Count));

    /// <summary>
    /// (observed − expected agreement) / (1 − expected agreement), as J. Cohen, Educational and Psychological Measurement 20 (1960) 37–46; from
    /// counts, where Core's is from the judgements themselves.
    /// </summary>
    private static double? KappaOf(IReadOnlyList<JudgedByTwo> byTwo)
    {
        double total = byTwo.Sum(pair => pair.Count);
        if (total == 0)
            return null;
        var observed = byTwo.Where(pair => pair.First == pair.Second).Sum(pair => pair.Count) / total;
        var expected = byTwo.Select(pair => pair.First).Distinct()
            .Sum(word => byTwo.Where(pair => pair.First == word).Sum(pair => pair.Count) / total * (byTwo.Where(pair => pair.Second == word).Sum(pair => pair.Count) / total));
        return expected >= 1 ? null : (observed - expected) / (1 - expected);
    }
}

/// <param name="Flags">How many the rule raised; <paramref name="Judged"/> of them were judged.</param>
/// <param name="DismissedShare">0 to 1, of all judgements on its flags; null while there is none.</param>
internal sealed record FlagRuleShare(string Rule, string Title, int Flags, int Judged, double? DismissedShare);
