using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Learners;

namespace LoadTests.Tests.Learners;

public class ExamClockTests
{
    private static readonly DateTimeOffset Server = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Little = TimeSpan.FromSeconds(1);

    private readonly LearnerClock _page = new(1, TimeSpan.Zero);
    private readonly ExamClock _clock;

    public ExamClockTests() => _clock = new(_page);

    [Fact]
    public void The_middle_of_a_call_halves_the_greatest_possible_error()
    {
        Assert.Null(_clock.ServerNow);

        _clock.Sync(View(Server), _page.Now - TimeSpan.FromSeconds(10));

        Assert.InRange(Off(Server + TimeSpan.FromSeconds(5)), -Little, Little);
    }

    [Fact]
    public void A_slow_way_moves_nothing_that_is_known_better()
    {
        _clock.Sync(View(Server), _page.Now);

        _clock.Sync(View(Server), _page.Now - TimeSpan.FromSeconds(10));

        Assert.InRange(Off(Server), -Little, Little);
    }

    [Fact]
    public void What_is_said_unasked_may_have_been_long_on_its_way()
    {
        _clock.Sync(View(Server), _page.Now);

        _clock.Sync(View(Server) with { RemainingMs = 90_000 }, sentAt: null);

        Assert.InRange(Off(Server), -Little, Little);
        Assert.InRange(_clock.Remaining ?? default, TimeSpan.FromSeconds(89), TimeSpan.FromSeconds(90));
    }

    [Fact]
    public void A_clock_that_cannot_be_right_gives_way_to_the_newer_word()
    {
        _clock.Sync(View(Server), _page.Now);

        _clock.Sync(View(Server + TimeSpan.FromMinutes(1)), _page.Now);

        Assert.InRange(Off(Server + TimeSpan.FromMinutes(1)), -Little, Little);
    }

    private TimeSpan Off(DateTimeOffset expected) => (_clock.ServerNow ?? default) - expected;

    private static TimeView View(DateTimeOffset now) => new(
        now, "running", true, 60_000, 60_000, now + TimeSpan.FromMinutes(1), null, null, 0, 5_000, 0);
}
