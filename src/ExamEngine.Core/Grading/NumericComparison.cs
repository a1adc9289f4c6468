using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Grading;

/// <summary>
/// Whether a number is near a key or inside an interval, as Open edX decides it: distances through decimal text, NaN never, an
/// infinity only when equal.
/// </summary>
internal static class NumericComparison
{
    // End points of an interval: a few rounding errors of the learner's arithmetic (1.6*10^-5 against 1.6e-5).
    private const decimal EndPointNoise = 1e-14m;

    public static bool Accepts(NumericKey key, double given) => key switch
    {
        NumericKey.Near near => IsNear(given, near.Value, near.Kind, near.Amount),
        NumericKey.Between between => IsBetween(given, between),
        _ => throw new InvalidOperationException($"Unknown numeric key {key.GetType().Name}."),
    };

    private static bool IsNear(double given, double key, ToleranceKind kind, double amount)
    {
        if (!double.IsFinite(given) || !double.IsFinite(key))
            return given == key;
        if (!double.IsFinite(amount))
            return double.IsPositiveInfinity(amount);
        return kind switch
        {
            ToleranceKind.Default => Within(given, key, 0, 0.000_01m, ofGreater: true),
            ToleranceKind.Absolute => Within(given, key, amount, 0, ofGreater: false),
            ToleranceKind.Percent => WithinPercent(given, key, amount),
            _ => throw new InvalidOperationException($"Unknown tolerance {kind}."),
        };
    }

    private static bool WithinPercent(double given, double key, double percent)
    {
        var share = ScaledDecimal.Of(percent);
        if (share.Magnitude > 20)
            return true;
        return Within(given, key, 0, share.In(0) / 100, ofGreater: false);
    }

    /// <summary>|given − key| ≤ absolute + relative · (|key| or the greater magnitude), in decimals of a common scale.</summary>
    private static bool Within(double given, double key, double absolute, decimal relative, bool ofGreater)
    {
        var (a, b, t) = (ScaledDecimal.Of(given), ScaledDecimal.Of(key), ScaledDecimal.Of(absolute));
        var scale = Math.Max(a.Magnitude, b.Magnitude);
        if (t.Magnitude > scale + 1)
            return t.Digits > 0; // a tolerance above both numbers and so above their distance
        if (scale < -400)
            return t.Digits >= 0; // both are zero
        var (x, k) = (a.In(scale), b.In(scale));
        var size = ofGreater ? Math.Max(Math.Abs(x), Math.Abs(k)) : Math.Abs(k);
        return Math.Abs(x - k) <= t.In(scale) + relative * size;
    }

    private static bool IsBetween(double given, NumericKey.Between range)
    {
        if (double.IsNaN(given) || double.IsNaN(range.Low) || double.IsNaN(range.High))
            return false;
        if (At(given, range.Low))
            return !range.LowOpen;
        if (At(given, range.High))
            return !range.HighOpen;
        return range.Low < given && given < range.High;
    }

    private static bool At(double given, double bound) =>
        double.IsFinite(given) && double.IsFinite(bound) ? Within(given, bound, 0, EndPointNoise, ofGreater: true) : given == bound;
}
