using ExamEngine.Contracts.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

/// <summary>What a page sends is judged at the moment it reached the server, whenever a busy server comes to it.</summary>
public sealed class ArrivalTests(Engine engine) : IClassFixture<Engine>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(60), Grace = TimeSpan.FromSeconds(5);
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    [Fact]
    public async Task What_arrived_within_the_grace_is_stored_though_its_turn_comes_after_it()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var deadline = engine.Now + Limit;
        await Lag(ada, Limit + Grace + TimeSpan.FromSeconds(4));

        var saved = await Save(ada, ada.Pick(1, "a"), receivedAt: deadline + Grace);
        var late = await Save(ada, ada.Pick(2, "a"), receivedAt: deadline + Grace + TimeSpan.FromMilliseconds(1));

        Assert.Equal((AckStatus.Saved, deadline + Grace), (saved.Status, saved.SavedAt));
        Assert.Equal((AckStatus.Refused, "session.deadline-passed"), (late.Status, late.Problem?.Code));
        var receipt = (await ada.Session.Receipt(ada.Actor)).Ok();
        Assert.Equal((deadline, 1, "deadline"), (receipt.EndedAt, receipt.Answered, receipt.EndedBy));
    }

    [Fact]
    public async Task Whoever_hands_in_before_time_is_up_ends_by_themselves_at_that_moment()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var arrived = engine.Now + Limit - TimeSpan.FromSeconds(1);
        await Lag(ada, Limit + TimeSpan.FromSeconds(7));

        var receipt = (await ada.Session.Submit(ada.From() with { ReceivedAt = arrived }, 0)).Ok();

        Assert.Equal((arrived, "learner"), (receipt.EndedAt, receipt.EndedBy));
    }

    [Fact]
    public async Task No_sign_of_life_that_arrived_in_time_ends_what_arrived_after_it()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var deadline = engine.Now + Limit;
        await Lag(ada, Limit + Grace + TimeSpan.FromSeconds(3));

        var here = (await ada.Session.Presence(ada.Actor, ada.Device, deadline + TimeSpan.FromSeconds(1))).Ok();
        var saved = await Save(ada, ada.Pick(1, "a"), receivedAt: deadline + TimeSpan.FromSeconds(2));

        Assert.Equal(("running", AckStatus.Saved), (here.State, saved.Status));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(3_600)]
    public async Task Nothing_is_under_way_for_longer_than_fifteen_seconds(int secondsAgo)
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        engine.Advance(TimeSpan.FromMinutes(30));

        var saved = await Save(ada, ada.Pick(1, "a"), receivedAt: engine.Now - TimeSpan.FromSeconds(secondsAgo));

        Assert.Equal(engine.Now - TimeSpan.FromSeconds(15), saved.SavedAt);
    }

    [Fact]
    public async Task Nothing_arrives_before_what_happened_or_after_now()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        engine.Advance(TimeSpan.FromSeconds(3));
        var first = await Save(ada, ada.Pick(1, "a"), receivedAt: engine.Now + TimeSpan.FromSeconds(30));
        engine.Advance(TimeSpan.FromSeconds(3));

        var second = await Save(ada, ada.Pick(2, "a"), receivedAt: Epoch);

        Assert.Equal((engine.Now - TimeSpan.FromSeconds(3), engine.Now - TimeSpan.FromSeconds(3)), (first.SavedAt, second.SavedAt));
    }

    [Fact]
    public async Task A_deadline_waits_for_a_page_that_is_there_and_for_no_longer_than_three_seconds()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var deadline = engine.Now + Limit;
        var watching = await Watching.Session(engine, ada);
        engine.Advance(Limit - TimeSpan.FromSeconds(1));
        await watching.Renew(ada);
        (await ada.Session.Presence(ada.Actor, ada.Device)).Ok();

        engine.Advance(TimeSpan.FromSeconds(1) + Grace);
        Assert.Equal("running", (await ada.Session.Status()).State);
        Assert.Equal(AckStatus.Saved, (await Save(ada, ada.Pick(1, "a"), receivedAt: deadline + Grace)).Status);
        engine.Advance(TimeSpan.FromSeconds(3));

        await watching.Until((_, time) => time.State == "expired", "the session expired");
        Assert.Equal(new SessionStatus("expired", deadline), await ada.Session.Status());
    }

    /// <summary>A silo whose timers come late, and so much later: only the rules have a say.</summary>
    private async Task Lag(Candidate ada, TimeSpan by)
    {
        await engine.Forget(ada.Session);
        await ada.Session.Status();
        engine.Time.AdjustTime(engine.Now + by);
    }

    private static async Task<Acknowledgement> Save(Candidate ada, Entry entry, DateTimeOffset receivedAt) =>
        Assert.Single((await ada.Session.Save(new(ada.Actor, ada.Device, [entry], receivedAt))).Ok().Acks);
}
