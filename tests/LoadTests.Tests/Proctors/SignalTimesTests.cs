using ExamEngine.LoadTests.Learners.Watched;
using ExamEngine.LoadTests.Proctors;

namespace LoadTests.Tests.Proctors;

public class SignalTimesTests
{
    [Fact]
    public void A_signal_has_come_when_the_board_shows_what_lasts_after_it()
    {
        var lags = SignalTimes.Of(
            [Signal("page-hidden.began", 1_000_000), Signal("page-hidden.ended", 3_000_000)],
            [new(900_000, 4, ""), new(1_080_000, 5, "page-hidden"), new(3_200_000, 6, "")]);

        Assert.Equal([(1, 80_000), (3, 200_000)], lags.Shown);
        Assert.Empty(lags.Missing);
    }

    [Fact]
    public void What_the_board_showed_before_does_not_count_for_what_comes_later()
    {
        var lags = SignalTimes.Of(
            [Signal("page-hidden.began", 1_000_000), Signal("page-hidden.ended", 2_000_000), Signal("page-hidden.began", 9_000_000)],
            [new(1_100_000, 5, "page-hidden"), new(2_100_000, 6, ""), new(9_300_000, 7, "page-hidden")]);

        Assert.Equal([100_000, 100_000, 300_000], lags.Shown.Select(shown => shown.Micros));
    }

    [Fact]
    public void A_glance_between_two_changes_of_the_board_has_come_when_the_board_shows_that_there_was_more()
    {
        Sighting before = new(500_000, 4, "");
        SentSignal[] signals = [Signal("page-hidden.began", 1_000_000), Signal("page-hidden.ended", 1_100_000)];

        Assert.Equal([200_000, 100_000], SignalTimes.Of(signals, [before, new(1_200_000, 6, "")]).Shown.Select(shown => shown.Micros));
        Assert.Equal(2, SignalTimes.Of(signals, [before, new(1_200_000, 5, "")]).Missing.Count);
    }

    [Fact]
    public void One_that_is_never_shown_is_missing_if_it_was_acknowledged_and_else_nobody_knows()
    {
        Sighting[] shown = [new(1_100_000, 5, "page-hidden")];

        Assert.Equal("page-hidden.ended", Assert.Single(SignalTimes.Of([Signal("page-hidden.began", 1_000_000), Signal("page-hidden.ended", 2_000_000)], shown).Missing).What);
        Assert.Empty(SignalTimes.Of([Signal("page-hidden.began", 1_000_000), Signal("page-hidden.ended", 2_000_000, noted: false)], shown).Missing);
    }

    [Fact]
    public void Two_that_last_at_once_are_told_apart()
    {
        var lags = SignalTimes.Of(
            [Signal("page-hidden.began", 1_000_000), Signal("window-blurred.began", 1_500_000), Signal("page-hidden.ended", 2_000_000)],
            [new(1_700_000, 6, "page-hidden window-blurred"), new(2_050_000, 7, "window-blurred")]);

        Assert.Equal([700_000, 200_000, 50_000], lags.Shown.Select(shown => shown.Micros));
    }

    private static SentSignal Signal(string what, long due, bool noted = true) => new() { What = what, At = DateTimeOffset.UnixEpoch, Due = due, Noted = noted };
}
