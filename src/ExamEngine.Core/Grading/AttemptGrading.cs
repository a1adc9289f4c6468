using System.Collections.Immutable;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Grading;

/// <summary>Grades an attempt: pure, total, and the same for ever for the same version, form, responses and marks.</summary>
public static class AttemptGrading
{
    /// <param name="version">The version the form was drawn from, or a corrected one of the same structure (a regrade).</param>
    /// <param name="responses">The last response to a field of the item at a place in the form; <see cref="ResponseValue.None"/> when there is none.</param>
    /// <param name="marks">The points a person gave, or null. A person's mark wins over the engine's, within 0 and the field's points.</param>
    public static AttemptScore Grade(
        ExamVersion version, Form form, Func<int, string, ResponseValue> responses, Func<int, string, decimal?> marks)
    {
        var items = ImmutableArray.CreateBuilder<ItemScore>(form.Items.Length);
        decimal points = 0, max = 0;
        var pending = 0;
        for (var place = 0; place < form.Items.Length; place++)
        {
            var variant = ItemVariant.ToScore(form.Items[place].In(version), form.Items[place].Seed);
            var fields = ImmutableArray.CreateBuilder<FieldResult>(variant.Fields.Length);
            decimal itemPoints = 0, itemMax = 0;
            foreach (var field in variant.Fields)
            {
                var mark = marks(place, field.Id);
                var score = mark is { } given ? Marked(given, field.Points) : Scoring.Score(field, responses(place, field.Id));
                var result = new FieldResult(field.Id, field.Points, score, mark is not null);
                fields.Add(result);
                itemPoints += result.Points;
                itemMax += field.Points;
                if (score is FieldScore.NeedsPerson)
                    pending++;
            }
            items.Add(new(place, variant.Id, itemPoints, itemMax, fields.DrainToImmutable()));
            points += itemPoints;
            max += itemMax;
        }
        // Cross-multiplied: no quotient is rounded on the way to passing.
        var passed = pending == 0 && points * 100 >= version.CutScorePercent * max;
        return new(items.DrainToImmutable(), points, max, pending, passed);
    }

    private static FieldScore.Scored Marked(decimal mark, decimal max)
    {
        var points = Math.Clamp(mark, 0, max);
        return new(points, points == max ? Verdict.Correct : points > 0 ? Verdict.Partial : Verdict.Incorrect);
    }
}
