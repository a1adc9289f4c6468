using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Web.Tests.Load;

public sealed class LoadGaugeTests
{
    private readonly FakeTimeProvider time = new();
    private readonly Queue queue = new();
    private readonly LoadGauge load;

    public LoadGaugeTests() => load = new LoadGauge([queue], time, Options.Create(new LoadLimits()), new WebInstruments(new TestMeters()));

    [Theory]
    [InlineData(0.9, "")]
    [InlineData(1.0, "CanWait")]
    [InlineData(2.0, "CanWait Begins")]
    [InlineData(5.0, "CanWait Begins CannotWait")]
    public void The_longer_an_acknowledgement_takes_the_more_is_refused_and_saves_last(double seconds, string refused)
    {
        load.Began(acknowledges: true);
        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(refused, Refused());
    }

    [Theory]
    [InlineData(0.49, "")]
    [InlineData(0.5, "CanWait")]
    [InlineData(0.75, "CanWait Begins")]
    [InlineData(0.95, "CanWait Begins CannotWait")]
    public void The_fuller_the_queue_behind_the_more_is_refused_and_saves_last(double fill, string refused)
    {
        queue.Fill = fill;

        Assert.Equal(refused, Refused());
    }

    [Theory]
    [InlineData(999, "")]
    [InlineData(1_000, "CanWait")]
    [InlineData(4_000, "CanWait Begins")]
    [InlineData(16_000, "CanWait Begins CannotWait")]
    public void The_more_is_under_way_the_more_is_refused_and_saves_last(int requests, string refused)
    {
        for (var i = 0; i < requests; i++)
            load.Began(acknowledges: false);

        Assert.Equal(refused, Refused());
    }

    [Fact]
    public void What_ended_slowly_is_remembered_for_two_seconds_and_then_all_is_let_in_again()
    {
        Save(TimeSpan.FromSeconds(6));

        Assert.Equal("CanWait Begins CannotWait", Refused());
        time.Advance(LoadGauge.Remembered);
        Assert.Equal("", Refused());
    }

    [Fact]
    public void One_slow_save_among_quick_ones_soon_counts_little()
    {
        Save(TimeSpan.FromSeconds(4));
        for (var i = 0; i < 5; i++)
            Save(TimeSpan.FromMilliseconds(3));

        Assert.InRange(load.Delay.TotalSeconds, 0.1, 0.99);
    }

    [Fact]
    public void One_save_that_is_stuck_does_not_speak_for_those_that_overtake_it()
    {
        var stuck = load.Began(acknowledges: true);
        time.Advance(TimeSpan.FromSeconds(8));
        Save(TimeSpan.FromMilliseconds(3));

        Assert.Equal("", Refused());
        load.Ended(stuck);
        Assert.Equal("", Refused());
    }

    [Fact]
    public void What_began_before_the_sample_does_not_close_it()
    {
        var early = load.Began(acknowledges: true);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Save(TimeSpan.FromMilliseconds(1));
        load.Began(acknowledges: true);
        time.Advance(TimeSpan.FromSeconds(3));

        load.Ended(early);

        Assert.Equal(3, load.Delay.TotalSeconds);
    }

    [Fact]
    public void Reading_is_no_measure_of_acknowledgements()
    {
        load.Began(acknowledges: false);
        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(TimeSpan.Zero, load.Delay);
    }

    [Fact]
    public void What_can_wait_is_sent_away_for_longest()
    {
        queue.Fill = 1;

        Assert.Equal((5, 2, 2), (Wait(Urgency.CanWait, 0.5), Wait(Urgency.Begins, 0.5), Wait(Urgency.CannotWait, 0.5)));
        Assert.Equal(14, Wait(Urgency.CanWait, 60));
    }

    private int? Wait(Urgency urgency, double seconds)
    {
        time.Advance(LoadGauge.Remembered);
        Save(TimeSpan.FromSeconds(seconds));
        return load.Refuses(urgency);
    }

    private void Save(TimeSpan takes)
    {
        var work = load.Began(acknowledges: true);
        time.Advance(takes);
        load.Ended(work);
    }

    private string Refused() => string.Join(' ', Enum.GetValues<Urgency>().Where(urgency => load.Refuses(urgency) is not null));

    private sealed class Queue : IQueueBehind
    {
        public double Fill { get; set; }
    }
}
