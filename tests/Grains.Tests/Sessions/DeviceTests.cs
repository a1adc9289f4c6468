using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

public sealed class DeviceTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task Taking_over_moves_the_lease_and_back_again()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var laptop = ada.Device;
        await ada.Save(ada.Pick(1, "a"));
        ada.Device = Guid.NewGuid();
        var elsewhere = (await ada.Session.Open(ada.Actor, ada.Device)).Ok();
        Assert.Equal((false, true), (elsewhere.Holds, elsewhere.HeldElsewhere));
        (await ada.TrySave(ada.Pick(2, "a"))).Refused("session.held-elsewhere");
        (await ada.Session.Presence(ada.Actor, ada.Device)).Refused("session.held-elsewhere");
        (await ada.Session.Submit(ada.From(), 1)).Refused("session.held-elsewhere");

        var taken = (await ada.Session.TakeOver(ada.From())).Ok();

        Assert.True(taken.Holds);
        Assert.True(taken.LastSeq >= 1);
        (await ada.Session.Presence(ada.Actor, ada.Device)).Ok();
        (await ada.Session.Presence(ada.Actor, laptop)).Refused("session.held-elsewhere");
        ada.Device = laptop;
        Assert.True((await ada.Session.TakeOver(ada.From())).Ok().Holds);
    }

    [Fact]
    public async Task Whoever_watches_is_told_of_a_take_over()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var watching = await Watching.Session(engine, ada);
        ada.Device = Guid.NewGuid();

        await ada.Session.TakeOver(ada.From());

        await watching.Until((holder, time) => holder == ada.Device && time.State == "running", "the other device holds the session");
    }

    [Fact]
    public async Task A_watch_that_is_not_renewed_ends_after_two_minutes()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var forgotten = await Watching.Session(engine, ada);
        engine.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromMilliseconds(1));
        var renewed = await Watching.Session(engine, ada);
        ada.Device = Guid.NewGuid();

        await ada.Session.TakeOver(ada.From());

        await renewed.Until((holder, _) => holder == ada.Device, "the other device holds the session");
        Assert.Equal(0, forgotten.Told);
    }

    [Fact]
    public async Task Lost_time_is_given_back_up_to_the_cap()
    {
        var ada = await engine.Candidate();
        await ada.Rehearse();
        await ada.Sit("every-kind");
        engine.Advance(TimeSpan.FromMinutes(3));

        var time = (await ada.Session.Presence(ada.Actor, ada.Device)).Ok();

        Assert.Equal((180_000L, 3_600_000L), (time.CreditedMs, time.RemainingMs));
        engine.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(600_000L, (await ada.Session.Presence(ada.Actor, ada.Device)).Ok().CreditedMs);
    }
}
