namespace LoadTests.Tests.Report;

public sealed class AxisTests
{
    [Theory]
    [InlineData(0, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(0.005, "0 0.002 0.004 0.006 0.008 0.01")]
    [InlineData(1, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(7, "0 2 4 6 8")]
    [InlineData(1234, "0 500 1,000 1,500")]
    [InlineData(20000, "0 5,000 10,000 15,000 20,000")]
    public void Steps_are_round_numbers_that_reach_the_highest_value(double most, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', Axis.For(Chart(false, 0, most)).Ticks.Select(Axis.Show)));

    [Fact]
    public void A_logarithmic_axis_goes_by_powers_of_ten()
    {
        var axis = Axis.For(Chart(true, 0.4, 3100));

        Assert.Equal("0.1 1 10 100 1,000 10,000", string.Join(' ', axis.Ticks.Select(Axis.Show)));
        Assert.Equal([0, 0.2, 1, 0], [axis.Place(0.1), axis.Place(1), axis.Place(99_999), axis.Place(0)]);
    }

    private static Chart Chart(bool logarithmic, params double?[] values) => new("", "", [new("", values)], logarithmic);
}
