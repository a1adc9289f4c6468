namespace ExamEngine.Core.Kernel;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    /// <summary>
    /// P(Z ≤ z), to about 1e-15. Near the centre the series of Abramowitz and Stegun 26.2.11, in the tails Laplace's continued
    /// fraction 26.2.14, so that small tails keep their relative accuracy.
    /// </summary>
    public static double Cumulative(double z)
    {
        if (double.IsNaN(z))
            return double.NaN;
        var x = Math.Abs(z);
        if (x > 38.5)
            return z < 0 ? 0 : 1;
        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x < 3)
        {
            double term = x, sum = x;
            for (var k = 3; term > sum * 1e-17; k += 2)
                sum += term *= x * x / k;
            return z < 0 ? 0.5 - density * sum : 0.5 + density * sum;
        }
        var fraction = x;
        for (var k = 120; k >= 1; k--)
            fraction = x + k / fraction;
        return z < 0 ? density / fraction : 1 - density / fraction;
    }

    /// <summary>The z with P(Z ≤ z) = <paramref name="p"/>; NaN unless 0 &lt; p &lt; 1. Wichura 1988, AS 241 (PPND16), to about 1e-16.</summary>
    public static double Quantile(double p)
    {
        if (p is not (> 0 and < 1))
            return double.NaN;
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var centre = 0.180625 - q * q;
            return q * Ratio(CentreTop, CentreBottom, centre);
        }
        var r = Math.Sqrt(-Math.Log(q < 0 ? p : 1 - p));
        var z = r <= 5 ? Ratio(MiddleTop, MiddleBottom, r - 1.6) : Ratio(TailTop, TailBottom, r - 5);
        return q < 0 ? -z : z;
    }

    private static double Ratio(double[] top, double[] bottom, double x) => Horner(top, x) / Horner(bottom, x);

    private static double Horner(double[] coefficients, double x)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            sum = sum * x + coefficients[i];
        return sum;
    }

    private static readonly double[] CentreTop =
    [
        3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
    ];

    private static readonly double[] CentreBottom =
    [
        1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
    ];

    private static readonly double[] MiddleTop =
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static readonly double[] MiddleBottom =
    [
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static readonly double[] TailTop =
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] TailBottom =
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
