using CsCheck;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Tests.Kernel;

public sealed class NormalDistributionTests
{
    // Abramowitz and Stegun, tables 26.1 and 26.2; the tails by their asymptotic series.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1, 0.158655253931457)]
    [InlineData(1.96, 0.975002104851780)]
    [InlineData(3, 0.998650101968370)]
    [InlineData(-3, 1.349898031630095e-3)]
    [InlineData(-5, 2.866515718791939e-7)]
    [InlineData(-10, 7.619853024160527e-24)]
    [InlineData(-100, 0)]
    [InlineData(100, 1)]
    public void The_distribution_function_agrees_with_tables(double z, double p) =>
        Assert.True(Math.Abs(NormalDistribution.Cumulative(z) - p) <= 1e-12 * p, $"{NormalDistribution.Cumulative(z):R}");

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.95, 1.644853626951473)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.99, 2.326347874040841)]
    [InlineData(1e-10, -6.361340902404056)]
    public void The_quantile_agrees_with_tables(double p, double z) => Assert.Equal(z, NormalDistribution.Quantile(p), 1e-14 * Math.Max(1, Math.Abs(z)) * 10);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_quantile_outside_its_domain_is_no_number(double p) => Assert.True(double.IsNaN(NormalDistribution.Quantile(p)));

    [Fact]
    public void Each_undoes_the_other() => Gen.Double[1e-12, 1 - 1e-12].Sample(p =>
        Assert.Equal(p, NormalDistribution.Cumulative(NormalDistribution.Quantile(p)), 1e-13));
}
