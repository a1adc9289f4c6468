using System.Globalization;

namespace ExamEngine.LoadTests;

/// <summary>The scale of a chart's values: 0 is its foot, 1 its head.</summary>
internal sealed class Axis
{
    private const double LeastPower = -1;

    private readonly bool _logarithmic;
    private readonly double _low, _high;

    private Axis(bool logarithmic, double low, double high, IReadOnlyList<double> ticks) => (_logarithmic, _low, _high, Ticks) = (logarithmic, low, high, ticks);

    public IReadOnlyList<double> Ticks { get; }

    public static Axis For(Chart chart)
    {
        var values = chart.Curves.SelectMany(curve => curve.Values).OfType<double>().ToList();
        var most = values.DefaultIfEmpty(0).Max();
        return chart.Logarithmic ? PowersOfTen(values, most) : FromZero(most);
    }

    /// <summary>Values beyond an end of the axis stand at it.</summary>
    public double Place(double value)
    {
        var at = _logarithmic ? Math.Log10(Math.Max(value, double.Epsilon)) : value;
        return Math.Clamp((at - _low) / (_high - _low), 0, 1);
    }

    public static string Show(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 or 0 => "N0", >= 10 => "0.#", >= 1 => "0.##", _ => "0.###" }, CultureInfo.InvariantCulture);

    private static Axis PowersOfTen(List<double> values, double most)
    {
        var least = values.Where(value => value > 0).DefaultIfEmpty(1).Min();
        var low = Math.Max(LeastPower, Math.Floor(Math.Log10(least)));
        var high = Math.Max(low + 1, Math.Ceiling(Math.Log10(Math.Max(most, 1))));
        return new Axis(true, low, high, [.. Enumerable.Range((int)low, (int)(high - low) + 1).Select(power => Math.Pow(10, power))]);
    }

    /// <summary>Three to six steps of 1, 2 or 5 times a power of ten.</summary>
    private static Axis FromZero(double most)
    {
        most = most > 0 ? Math.Max(most, 0.01) : 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most / 3)));
        var step = power * new[] { 1.0, 2, 5, 10 }.First(factor => most / (factor * power) <= 6);
        var steps = (int)Math.Ceiling(most / step - 1e-9);
        return new Axis(false, 0, steps * step, [.. Enumerable.Range(0, steps + 1).Select(n => n * step)]);
    }
}
