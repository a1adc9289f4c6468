using System.Numerics;

namespace ExamEngine.Core.Programs;

/// <summary>An exact quotient, so that no score is rounded on the way to passing. The denominator is more than 0.</summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    public static readonly Fraction Zero = new(0, 1);
    public static readonly Fraction One = new(1, 1);

    public static Fraction Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var whole = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new(bits[3] < 0 ? -whole : whole, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    public static Fraction operator +(Fraction one, Fraction other) =>
        new(one.Numerator * other.Denominator + other.Numerator * one.Denominator, one.Denominator * other.Denominator);

    public static Fraction operator *(Fraction one, int by) => new(one.Numerator * by, one.Denominator);

    public static Fraction operator /(Fraction one, Fraction by) => new(one.Numerator * by.Denominator, one.Denominator * by.Numerator);

    public static bool operator <(Fraction one, Fraction other) => one.Numerator * other.Denominator < other.Numerator * one.Denominator;

    public static bool operator >(Fraction one, Fraction other) => other < one;

    /// <summary>For showing: two decimals of per cent, cut off and not rounded, so that 59.999 % never reads as 60 %.</summary>
    public decimal Percent => (decimal)(Numerator * 10_000 / Denominator) / 100;
}
