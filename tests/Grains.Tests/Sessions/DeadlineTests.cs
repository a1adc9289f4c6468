using ExamEngine.Contracts.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

/// <summary>A deadline holds three times: by the rules, by the timer, by the agenda.</summary>
public sealed class DeadlineTests(Engine engine) : IClassFixture<Engine>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_save_in_the_grace_counts_and_one_after_it_is_refused_and_closes()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var deadline = engine.Now + Limit;
        engine.Advance(Limit);
        Assert.Equal(AckStatus.Saved, Assert.Single((await ada.Save(ada.Pick(1, "a"))).Acks).Status);
        // A silo whose timers come late: only the rules stand between the answer and the journal.
        await engine.Forget(ada.Session);
        await ada.Session.Status();
        engine.Time.AdjustTime(engine.Now + Grace + TimeSpan.FromMilliseconds(1));

        var late = await ada.Save(ada.Pick(2, "a"));

        var ack = Assert.Single(late.Acks);
        Assert.Equal((AckStatus.Refused, "session.deadline-passed", 0L), (ack.Status, ack.Problem?.Code, ack.Version));
        Assert.Equal(("expired", deadline), (late.Time.State, late.Time.Deadline));
        var receipt = (await ada.Session.Receipt(ada.Actor)).Ok();
        Assert.Equal((deadline, 1, "deadline"), (receipt.EndedAt, receipt.Answered, receipt.EndedBy));
    }

    [Fact]
    public async Task The_timer_closes_an_active_session_on_the_second()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"));
        var deadline = engine.Now + Limit;
        var watching = await Watching.Session(engine, ada);
        engine.Advance(Limit - TimeSpan.FromSeconds(1));
        await watching.Renew(ada);

        engine.Advance(Grace + TimeSpan.FromSeconds(1));

        await watching.Until((_, time) => time.State == "expired", "the session expired");
        Assert.Equal(new SessionStatus("expired", deadline), await ada.Session.Status());
    }

    [Fact]
    public async Task The_timer_moves_on_to_the_next_timed_section_and_then_closes()
    {
        var ada = await engine.Candidate();
        await ada.Sit("timed");
        var begun = engine.Now;
        var watching = await Watching.Session(engine, ada);

        engine.Advance(TimeSpan.FromMinutes(9));
        await watching.Renew(ada);
        engine.Advance(TimeSpan.FromMinutes(1) + Grace);
        await watching.Until((_, time) => time.CurrentSection == 1, "the second section began");
        var view = (await ada.Session.Open(ada.Actor, ada.Device)).Ok();
        Assert.Equal(("closed", "open", 2), (view.Sections[0].State, view.Sections[1].State, Assert.Single(view.Items).Number));
        Assert.Equal("session.section-closed", Assert.Single((await ada.Save(ada.Pick(1, "a"))).Acks).Problem?.Code);
        engine.Advance(TimeSpan.FromMinutes(9));
        await watching.Renew(ada);
        engine.Advance(TimeSpan.FromMinutes(1));
        await watching.Until((_, time) => time.State == "expired", "the session expired");

        Assert.Equal(begun + TimeSpan.FromMinutes(20), (await ada.Session.Status()).EndedAt);
    }

    [Fact]
    public async Task A_window_that_wins_ends_the_session_when_it_closes()
    {
        var ada = await engine.Candidate();
        var closes = engine.Now + TimeSpan.FromMinutes(20);
        await ada.Sit("plain", closesIn: TimeSpan.FromMinutes(20));

        engine.Advance(TimeSpan.FromMinutes(20) + Grace);
        await engine.Sweep();

        Assert.Equal(new SessionStatus("expired", closes), await ada.Session.Status());
    }

    [Fact]
    public async Task A_session_that_is_sealed_leaves_memory_soon_and_repeats_are_still_answered()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var answer = ada.Pick(1, "a");
        var saved = await ada.Save(answer);
        var submit = Guid.NewGuid();
        var receipt = await ada.Submit(submit);
        Assert.True(engine.InMemory(ada.Session));
        var gone = engine.Cluster.WaitForDeactivationAsync(ada.Session);

        engine.Advance(TimeSpan.FromMinutes(1));

        await gone.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(saved.Acks, (await ada.Save(answer)).Acks);
        Assert.Equal(receipt, await ada.Submit(submit), SameFacts.Instance);
    }
}
