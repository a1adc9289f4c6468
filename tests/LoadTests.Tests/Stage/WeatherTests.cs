using System.Diagnostics;

namespace LoadTests.Tests.Stage;

/// <summary>When things arrive over a bad line, in milliseconds after they were sent.</summary>
public sealed class WeatherTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void Without_loss_everything_takes_half_a_round_trip()
    {
        var weather = Weather(new(RoundTrip, 0, TimeSpan.Zero, TimeSpan.Zero));

        Assert.Equal([150, 150, 150], Arrivals(weather, 0, 100, 40_000));
    }

    [Fact]
    public void A_lost_segment_costs_the_wait_before_it_is_sent_again()
    {
        var weather = Weather(new(RoundTrip, 2, TimeSpan.Zero, TimeSpan.Zero));

        var arrivals = Arrivals(weather, [.. Enumerable.Range(0, 10_000)]);

        Assert.InRange(arrivals.Count(millis => millis > 150), 140, 260);
        Assert.Empty(arrivals.Except([150, 650, 1650, 3650]));
    }

    [Fact]
    public void A_long_message_is_lost_in_part_more_often_than_a_short_one()
    {
        var weather = Weather(new(RoundTrip, 2, TimeSpan.Zero, TimeSpan.Zero));

        var arrivals = Enumerable.Range(0, 1000).Select(_ => Millis(weather.Arrival(0, 14_480))).ToList();

        // 1 - 0.98^10 = 18 %.
        Assert.InRange(arrivals.Count(millis => millis > 150), 140, 230);
    }

    [Fact]
    public void What_is_sent_in_a_cut_comes_through_at_the_first_retry_after_it()
    {
        var weather = Weather(new(RoundTrip, 0, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)));

        var arrivals = Arrivals(weather, [.. Enumerable.Range(0, 300).Select(second => second * 1000)]);

        // Retries after 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s and so on: each falls into another cut or comes through.
        double[] retries = [150, .. Enumerable.Range(1, 8).Select(n => 150 + 500 * (Math.Pow(2, n) - 1))];
        Assert.All(arrivals, millis => Assert.Contains(retries, retry => Math.Abs(retry - millis) < 1));
        Assert.Contains(arrivals, millis => millis > 15_000);
    }

    [Fact]
    public void Connecting_takes_a_round_trip() => Assert.Equal(300, Millis(Weather(new(RoundTrip, 0, TimeSpan.Zero, TimeSpan.Zero)).Connected(0)));

    private static Weather Weather(LineQuality quality) => new(quality, new Random(7), 0);

    private static double[] Arrivals(Weather weather, params int[] sentAtMillis) =>
        [.. sentAtMillis.Select(sent => (Ticks: sent * (Stopwatch.Frequency / 1000), sent)).Select(sent => Millis(weather.Arrival(sent.Ticks, 100)) - sent.sent)];

    private static double Millis(long ticks) => Math.Round(ticks * 1000.0 / Stopwatch.Frequency);
}
