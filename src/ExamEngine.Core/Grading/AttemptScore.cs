using System.Collections.Immutable;

namespace ExamEngine.Core.Grading;

/// <summary>The score of one attempt under one version.</summary>
/// <param name="Items">In the order of the form.</param>
/// <param name="Points">Earned so far; what waits for a person counts as 0.</param>
/// <param name="MaxPoints">Of the form.</param>
/// <param name="Pending">Fields that wait for a person. The score is final when it is 0.</param>
/// <param name="Passed">True when nothing is pending and the points reach the cut score, compared exactly and never through <see cref="Percent"/>.</param>
public sealed record AttemptScore(ImmutableArray<ItemScore> Items, decimal Points, decimal MaxPoints, int Pending, bool Passed)
{
    /// <summary>For showing: two decimals, cut off and not rounded, so that 59.999 % never reads as 60 %.</summary>
    public decimal Percent => MaxPoints == 0 ? 0 : decimal.Round(Points * 100 / MaxPoints, 2, MidpointRounding.ToZero);
}

/// <summary>The score of one item of the form.</summary>
/// <param name="Item">Its place in the form, from 0.</param>
public sealed record ItemScore(int Item, string ItemId, decimal Points, decimal MaxPoints, ImmutableArray<FieldResult> Fields);

/// <summary>The score of one field.</summary>
/// <param name="ByPerson">True when a person's mark stands here.</param>
public sealed record FieldResult(string FieldId, decimal MaxPoints, FieldScore Score, bool ByPerson)
{
    /// <summary>What the field adds to the attempt.</summary>
    public decimal Points => Score is FieldScore.Scored scored ? scored.Points : 0;
}
