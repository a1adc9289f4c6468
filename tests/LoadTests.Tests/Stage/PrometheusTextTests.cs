namespace LoadTests.Tests.Stage;

public sealed class PrometheusTextTests
{
    [Fact]
    public void A_name_is_summed_over_its_labels()
    {
        const string Text = """
            # TYPE saves_total counter
            # HELP saves_total Saves } by outcome 3.
            saves_total{outcome="kept"} 40 1700000000000
            saves_total{outcome="of { all } kinds"} 2
            queue_length 1.5e1
            odd What

            broken
            """;

        var sums = PrometheusText.Sums(Text);

        Assert.Equal(42, sums["saves_total"]);
        Assert.Equal(15, sums["queue_length"]);
        Assert.Equal(2, sums.Count);
    }
}
