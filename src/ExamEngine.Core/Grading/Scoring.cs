using System.Collections.Immutable;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Grading;

/// <summary>
/// Scores one response. Every function is total: any response to any field has a score between 0 and the field's points, the same
/// one every time, or waits for a person.
/// </summary>
public static class Scoring
{
    private static readonly FieldScore.InputError UnknownField = new("response.unknown-field", "The item has no such field.");
    private static readonly FieldScore.NeedsPerson NeedsPerson = new();

    public static FieldScore Score(ItemVariant variant, string fieldId, ResponseValue value) =>
        variant.Field(fieldId) is { } field ? Score(field, value) : UnknownField;

    public static FieldScore Score(FieldVariant field, ResponseValue value)
    {
        if (ResponseShape.Of(field.Interaction).Accepts(value) is { } refusal)
            return new FieldScore.InputError(refusal.Code, refusal.Message);
        return field.Interaction switch
        {
            InteractionVariant.SingleChoice single => ChoiceScoring.Score(single, field.Points, value),
            InteractionVariant.MultipleResponse multiple => ChoiceScoring.Score(multiple, field.Points, value),
            InteractionVariant.Numeric numeric => NumericScoring.Score(numeric, field.Points, TextOf(value)),
            InteractionVariant.ShortText text => ShortTextScoring.Score(text.Key, field.Points, TextOf(value)),
            InteractionVariant.Essay => string.IsNullOrWhiteSpace(TextOf(value)) ? Points.Blank : NeedsPerson,
            var unknown => throw new InvalidOperationException($"Unknown interaction {unknown.GetType().Name}."),
        };
    }

    /// <summary>
    /// Null when the response may be stored; see <see cref="ResponseShape.Accepts"/>, which does without the variant.
    /// <c>response.unknown-field</c> when the item has no such field.
    /// </summary>
    public static Refusal? Check(ItemVariant variant, string fieldId, ResponseValue value) => variant.Field(fieldId) is { } field
        ? ResponseShape.Of(field.Interaction).Accepts(value)
        : new(UnknownField.Code, UnknownField.Message);

    private static string TextOf(ResponseValue value) => value is ResponseValue.Text text ? text.Value : "";
}

/// <summary>Turns credit into points.</summary>
internal static class Points
{
    public static readonly FieldScore.Scored Blank = new(0, Verdict.Blank);
    public static readonly FieldScore.Scored None = new(0, Verdict.Incorrect);

    /// <summary>Full marks of 1 to 20 points, made once: most right answers earn one of these.</summary>
    private static readonly ImmutableArray<FieldScore.Scored> Full = [.. Enumerable.Range(1, 20).Select(points => new FieldScore.Scored(points, Verdict.Correct))];

    public static FieldScore.Scored Of(decimal credit, decimal max) => credit switch
    {
        <= 0 => None,
        >= 1 => max >= 1 && max <= Full.Length && decimal.IsInteger(max) ? Full[(int)max - 1] : new(max, Verdict.Correct),
        _ => new(credit * max, Verdict.Partial),
    };
}
