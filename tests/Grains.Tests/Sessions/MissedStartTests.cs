using ExamEngine.Contracts.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

public sealed class MissedStartTests(Engine engine) : IClassFixture<Engine>
{
    [Theory]
    [InlineData("plain")]
    [InlineData("after-window")]
    public async Task A_session_that_never_started_ends_when_its_window_closes_and_is_not_graded(string exam)
    {
        var ada = await engine.Candidate();
        await ada.Register(exam, closesIn: TimeSpan.FromHours(1));
        var closes = engine.Now + TimeSpan.FromHours(1);
        await ada.Begin(exam);
        Assert.Equal("running", (await ada.Card(exam)).Standing);
        await engine.Forget(ada.Session);

        engine.Advance(TimeSpan.FromHours(1));
        await engine.Sweep();

        Assert.Equal(new SessionStatus("expired", closes), await ada.Session.Status());
        var card = await ada.Card(exam);
        Assert.Equal(("closed", null, 1), (card.Standing, card.SessionId, card.AttemptsUsed));
        Assert.Empty(card.Attempts);
        Assert.Equal("learner.window-closed", card.Reasons[0].Code);
        Assert.Null(await ada.Attempt.Summary());
        Assert.Equal(0, await engine.VersionOf($"attempt/{ada.SessionId}"));
        (await ada.Session.Start(ada.From())).Refused("session.ended");
    }

    [Fact]
    public async Task The_timer_tells_whoever_still_has_the_page_open()
    {
        var ada = await engine.Candidate();
        await ada.Register("plain", closesIn: TimeSpan.FromMinutes(1));
        await ada.Begin("plain");
        var watching = await Watching.Session(engine, ada);

        engine.Advance(TimeSpan.FromMinutes(1));

        await watching.Until((_, time) => time.State == "expired", "the session expired");
    }

    [Fact]
    public async Task A_start_moves_the_duty_from_the_window_to_the_deadline()
    {
        var ada = await engine.Candidate();
        await ada.Register("after-window", closesIn: TimeSpan.FromMinutes(10));
        await ada.Begin("after-window");
        engine.Advance(TimeSpan.FromMinutes(9));
        await ada.Start();

        engine.Advance(TimeSpan.FromMinutes(2));
        await engine.Sweep();

        Assert.Equal("running", (await ada.Session.Status()).State);
    }

    [Fact]
    public async Task A_window_that_closes_in_years_is_no_trouble()
    {
        var ada = await engine.Candidate();
        await ada.Register("plain", closesIn: TimeSpan.FromDays(2_000));
        await ada.Begin("plain");

        Assert.Equal("running", (await ada.Start()).State);
    }

    [Fact]
    public async Task A_learner_who_only_took_a_seat_in_the_rehearsal_has_not_rehearsed()
    {
        var ada = await engine.Candidate();
        await ada.Register("rehearsal", closesIn: TimeSpan.FromHours(1));
        await ada.Register("every-kind");
        await ada.Begin("rehearsal");

        engine.Advance(TimeSpan.FromHours(1));
        await engine.Sweep();

        Assert.Equal("needsRehearsal", (await ada.Card("every-kind")).Standing);
    }
}
