using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>An accepted number of one variant: an authored <see cref="NumericAnswer"/> with its expressions worked out. It prints nothing.</summary>
public abstract record NumericKey(decimal Credit)
{
    /// <param name="Amount">For <see cref="ToleranceKind.Absolute"/> a distance, for <see cref="ToleranceKind.Percent"/> per cent of the key.</param>
    public sealed record Near(double Value, ToleranceKind Kind, double Amount, decimal Credit) : NumericKey(Credit);

    public sealed record Between(double Low, bool LowOpen, double High, bool HighOpen, decimal Credit) : NumericKey(Credit);

    public sealed override string ToString() => nameof(NumericKey);
}

/// <summary>See <see cref="Tolerance"/>.</summary>
public enum ToleranceKind { Default, Absolute, Percent }

internal static class NumericKeys
{
    /// <summary>Every expression of a numeric key; nothing for another interaction.</summary>
    public static IEnumerable<string> Expressions(Interaction interaction) =>
        interaction is Interaction.Numeric numeric ? numeric.Answers.SelectMany(Expressions) : [];

    public static IEnumerable<string> Expressions(NumericAnswer answer) => answer switch
    {
        NumericAnswer.Value { Tolerance: Tolerance.Absolute absolute } value => [value.Expression, absolute.Amount],
        NumericAnswer.Value { Tolerance: Tolerance.Percent percent } value => [value.Expression, percent.Amount],
        NumericAnswer.Value value => [value.Expression],
        NumericAnswer.Interval interval => [interval.Low, interval.High],
        _ => throw new InvalidOperationException($"Unknown numeric answer {answer.GetType().Name}."),
    };

    public static ImmutableArray<NumericKey> Resolve(ImmutableArray<NumericAnswer> answers, ItemPlan plan, ImmutableArray<NamedValue> variables) =>
        [.. answers.Select(answer => Resolve(answer, plan, variables))];

    private static NumericKey Resolve(NumericAnswer answer, ItemPlan plan, ImmutableArray<NamedValue> variables)
    {
        return answer switch
        {
            NumericAnswer.Value value => value.Tolerance switch
            {
                Tolerance.Default => new NumericKey.Near(Of(value.Expression), ToleranceKind.Default, 0, value.Credit),
                Tolerance.Absolute absolute => new NumericKey.Near(Of(value.Expression), ToleranceKind.Absolute, Of(absolute.Amount), value.Credit),
                Tolerance.Percent percent => new NumericKey.Near(Of(value.Expression), ToleranceKind.Percent, Of(percent.Amount), value.Credit),
                var unknown => throw new InvalidOperationException($"Unknown tolerance {unknown.GetType().Name}."),
            },
            NumericAnswer.Interval interval =>
                new NumericKey.Between(Of(interval.Low), interval.LowOpen, Of(interval.High), interval.HighOpen, interval.Credit),
            _ => throw new InvalidOperationException($"Unknown numeric answer {answer.GetType().Name}."),
        };

        double Of(string expression) => plan.Key(expression, variables.AsSpan());
    }
}
