using System.Collections.Frozen;

namespace ExamEngine.Core.Kernel;

/// <summary>
/// A named function of one argument, or one that folds over several (<c>min</c>, <c>max</c>). It answers NaN outside its domain.
/// </summary>
/// <param name="Folds">True when it takes two arguments or more.</param>
/// <param name="AuthorsOnly">True when a learner may not type it: tables of the normal distribution are part of some questions.</param>
public sealed record ExpressionFunction(string Name, Func<double, double, double> Apply, bool Folds = false, bool AuthorsOnly = false)
{
    /// <summary>By name, in any case.</summary>
    public static readonly FrozenDictionary<string, ExpressionFunction> All = new ExpressionFunction[]
    {
        Of("sqrt", Math.Sqrt),
        Of("exp", Math.Exp),
        Of("ln", x => x == 0 ? double.NaN : Math.Log(x)),
        Of("log10", x => x == 0 ? double.NaN : Math.Log10(x)),
        Of("log2", x => x == 0 ? double.NaN : Math.Log2(x)),
        Of("abs", Math.Abs),
        Of("sin", Math.Sin),
        Of("cos", Math.Cos),
        Of("tan", Math.Tan),
        Of("arcsin", Math.Asin),
        Of("arccos", Math.Acos),
        Of("arctan", Math.Atan),
        Of("sinh", Math.Sinh),
        Of("cosh", Math.Cosh),
        Of("tanh", Math.Tanh),
        Of("floor", Math.Floor),
        Of("ceil", Math.Ceiling),
        Of("round", x => Math.Round(x, MidpointRounding.AwayFromZero)),
        Of("factorial", Factorial),
        new("min", Math.Min, Folds: true),
        new("max", Math.Max, Folds: true),
        Of("phi", NormalDistribution.Cumulative) with { AuthorsOnly = true },
        Of("phiinv", NormalDistribution.Quantile) with { AuthorsOnly = true },
    }.ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    private static ExpressionFunction Of(string name, Func<double, double> apply) => new(name, (x, _) => apply(x));

    // 170! is the last that a double holds.
    private static double Factorial(double n)
    {
        if (n is not (>= 0 and <= 170) || n != Math.Floor(n))
            return double.NaN;
        var product = 1.0;
        for (var i = 2; i <= (int)n; i++)
            product *= i;
        return product;
    }
}
