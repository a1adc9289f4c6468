using System.Collections.Immutable;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Grading;

/// <summary>Reads what a learner typed as a number with or without a unit, and compares it with the keys; the best credit counts.</summary>
internal static class NumericScoring
{
    public static FieldScore Score(InteractionVariant.Numeric field, decimal points, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Points.Blank;
        var (number, factor) = SplitUnit(text.Trim(), field.Units);
        if (factor is null && field is { UnitRequired: true, Units.IsEmpty: false })
            return new FieldScore.InputError("response.unit-missing", $"Write the unit: {UnitList(field.Units)}.");
        switch (ExpressionParser.Parse(number, ExpressionDialect.Learner, []))
        {
            case Validated<Expression>.Invalid { Refusals: [var refusal, ..] }:
                return new FieldScore.InputError(refusal.Code, field.Units.IsEmpty ? refusal.Message : $"{refusal.Message} Units: {UnitList(field.Units)}.");
            case Validated<Expression>.Valid { Value: var expression }:
                var result = expression.Evaluate([]);
                return result.Fault == EvaluationFault.None
                    ? Points.Of(Best(field.Answers, result.Value * (factor ?? 1)), points)
                    : Fault(result.Fault);
            case var unknown:
                throw new InvalidOperationException($"Unknown parse result {unknown.GetType().Name}.");
        }
    }

    private static decimal Best(ImmutableArray<NumericKey> keys, double given)
    {
        decimal best = 0;
        foreach (var key in keys)
        {
            if (key.Credit > best && NumericComparison.Accepts(key, given))
                best = key.Credit;
        }
        return best;
    }

    /// <summary>
    /// The text without its unit, and the unit's factor to the key's unit; null when it ends in none. The longest symbol wins, and a
    /// symbol that starts with a letter must not follow a letter: "3 min" is no "in".
    /// </summary>
    private static (string Number, double? Factor) SplitUnit(string text, ImmutableArray<Unit> units)
    {
        Unit? found = null;
        foreach (var unit in units)
        {
            var rest = text.Length - unit.Symbol.Length;
            if (rest > 0
                && unit.Symbol.Length > (found?.Symbol.Length ?? 0)
                && text.EndsWith(unit.Symbol, StringComparison.Ordinal)
                && !(char.IsLetter(unit.Symbol[0]) && char.IsLetter(text[rest - 1])))
            {
                found = unit;
            }
        }
        return found is null ? (text, null) : (text[..^found.Symbol.Length], (double)found.Factor);
    }

    private static FieldScore.InputError Fault(EvaluationFault fault) => fault switch
    {
        EvaluationFault.DivisionByZero => new("expression.division-by-zero", "This divides by zero."),
        EvaluationFault.OutsideDomain => new("expression.outside-domain", "A function or power has no value here."),
        _ => new("expression.unknown-name", "A name is not known here."),
    };

    private static string UnitList(ImmutableArray<Unit> units) => string.Join(", ", units.Select(unit => unit.Symbol));
}
