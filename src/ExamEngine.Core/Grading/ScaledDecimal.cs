using System.Globalization;

namespace ExamEngine.Core.Grading;

/// <summary>
/// A finite double as the decimal number it prints as, <c>Digits · 10^Exponent</c> with at most 17 digits. Comparing through it
/// frees tolerances from binary noise: 0.1 + 0.2 typed against 0.3, or 4.1 at 4 ± 0.1, come out as on paper.
/// </summary>
internal readonly record struct ScaledDecimal(decimal Digits, int Exponent)
{
    /// <param name="value">Finite.</param>
    public static ScaledDecimal Of(double value)
    {
        Span<char> text = stackalloc char[32];
        // Shortest text that reads back as the same double, as Python's str: "1.9E+24", "-0.00016", "48".
        if (!value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture))
            throw new InvalidOperationException("A double prints in 24 characters.");
        long digits = 0;
        var exponent = 0;
        var fraction = false;
        for (var i = 0; i < length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                digits = digits * 10 + (text[i] - '0');
                if (fraction)
                    exponent--;
            }
            else if (text[i] == '.')
            {
                fraction = true;
            }
            else if (text[i] == 'E')
            {
                exponent += int.Parse(text[(i + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
        }
        return new(text[0] == '-' ? -digits : digits, exponent);
    }

    /// <summary>The decimal power of the leading digit; a small number for zero.</summary>
    public int Magnitude => Digits == 0 ? int.MinValue / 2 : Exponent + Length(Math.Abs(Digits)) - 1;

    /// <summary>
    /// The number in units of 10^<paramref name="magnitude"/>, where it lies below 10 in size; what is 28 places smaller is 0.
    /// </summary>
    public decimal In(int magnitude)
    {
        var shift = Exponent - magnitude;
        var value = Digits;
        if (value == 0 || shift < -46)
            return 0;
        for (; shift > 0; shift--)
            value *= 10;
        for (; shift < 0; shift++)
            value /= 10;
        return value;
    }

    private static int Length(decimal digits)
    {
        var length = 1;
        for (; digits >= 10; digits /= 10)
            length++;
        return length;
    }
}
