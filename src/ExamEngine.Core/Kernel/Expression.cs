using System.Collections.Immutable;

namespace ExamEngine.Core.Kernel;

/// <summary>A number with a name.</summary>
public readonly record struct NamedValue(string Name, double Value);

/// <summary>
/// An arithmetic expression or condition, made by <see cref="ExpressionParser"/>, which bounds its size and depth: evaluation can
/// therefore recurse. Values are IEEE doubles; a condition is 1 or 0. Overflow is an infinity, not a fault.
/// </summary>
public abstract record Expression
{
    private Expression() { }

    public sealed record Number(double Value) : Expression;

    public sealed record Name(string Value) : Expression;

    public sealed record Negate(Expression Operand) : Expression;

    public sealed record Binary(ExpressionOperator Operator, Expression Left, Expression Right) : Expression;

    public sealed record Call(ExpressionFunction Function, ImmutableArray<Expression> Arguments) : Expression;

    /// <summary>True for a comparison, <c>and</c> or <c>or</c>.</summary>
    public bool IsCondition => this is Binary { Operator: >= ExpressionOperator.Less };

    /// <summary>The value over the given names, or the first fault met; the value of a fault is NaN.</summary>
    public Evaluation Evaluate(ReadOnlySpan<NamedValue> names)
    {
        var fault = EvaluationFault.None;
        var value = ValueOf(this, names, ref fault);
        return fault == EvaluationFault.None ? new(value, fault) : new(double.NaN, fault);
    }

    private static double ValueOf(Expression expression, ReadOnlySpan<NamedValue> names, ref EvaluationFault fault) => expression switch
    {
        Number number => number.Value,
        Name name => Lookup(name.Value, names, ref fault),
        Negate negate => -ValueOf(negate.Operand, names, ref fault),
        Binary binary => Apply(binary.Operator, ValueOf(binary.Left, names, ref fault), ValueOf(binary.Right, names, ref fault), ref fault),
        Call { Arguments: [var only] } call => Checked(call.Function.Apply(ValueOf(only, names, ref fault), 0), ref fault),
        Call { Arguments: [var first, .. var rest] } call => Fold(call.Function, ValueOf(first, names, ref fault), rest, names, ref fault),
        var unknown => throw new InvalidOperationException($"Unknown expression {unknown.GetType().Name}."),
    };

    private static double Lookup(string name, ReadOnlySpan<NamedValue> names, ref EvaluationFault fault)
    {
        foreach (var named in names)
        {
            if (named.Name == name)
                return named.Value;
        }
        return Fail(EvaluationFault.UnknownName, ref fault);
    }

    private static double Fold(
        ExpressionFunction function, double first, ImmutableArray<Expression> rest, ReadOnlySpan<NamedValue> names, ref EvaluationFault fault)
    {
        foreach (var argument in rest)
            first = Checked(function.Apply(first, ValueOf(argument, names, ref fault)), ref fault);
        return first;
    }

    private static double Apply(ExpressionOperator op, double left, double right, ref EvaluationFault fault) => op switch
    {
        ExpressionOperator.Add => left + right,
        ExpressionOperator.Subtract => left - right,
        ExpressionOperator.Multiply => left * right,
        ExpressionOperator.Divide => right == 0 ? Fail(EvaluationFault.DivisionByZero, ref fault) : left / right,
        ExpressionOperator.Power => left == 0 && right < 0
            ? Fail(EvaluationFault.DivisionByZero, ref fault)
            : Checked(Math.Pow(left, right), ref fault),
        ExpressionOperator.Less => left < right ? 1 : 0,
        ExpressionOperator.LessOrEqual => left <= right ? 1 : 0,
        ExpressionOperator.Greater => left > right ? 1 : 0,
        ExpressionOperator.GreaterOrEqual => left >= right ? 1 : 0,
        ExpressionOperator.Equal => left == right ? 1 : 0,
        ExpressionOperator.NotEqual => left != right ? 1 : 0,
        ExpressionOperator.And => left != 0 && right != 0 ? 1 : 0,
        ExpressionOperator.Or => left != 0 || right != 0 ? 1 : 0,
        _ => throw new InvalidOperationException($"Unknown operator {op}."),
    };

    private static double Checked(double value, ref EvaluationFault fault) =>
        double.IsNaN(value) ? Fail(EvaluationFault.OutsideDomain, ref fault) : value;

    private static double Fail(EvaluationFault what, ref EvaluationFault fault)
    {
        if (fault == EvaluationFault.None)
            fault = what;
        return double.NaN;
    }
}

/// <summary>Conditions stand from <see cref="Less"/> on.</summary>
public enum ExpressionOperator { Add, Subtract, Multiply, Divide, Power, Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual, And, Or }

public enum EvaluationFault { None, DivisionByZero, OutsideDomain, UnknownName }

/// <summary>A value, or NaN with the reason.</summary>
public readonly record struct Evaluation(double Value, EvaluationFault Fault);
