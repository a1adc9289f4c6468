using ExamEngine.Contracts.Proctoring;
using Grains.Tests.Harness;

namespace Grains.Tests.Proctoring;

/// <summary>The whole way: a proctor's order through the room to the watch and the session, the learner's page and back.</summary>
public sealed class WatchedRoomTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_proctor_of_the_room_sees_talks_and_acts_and_hears_that_it_arrived()
    {
        var watched = await Watched.Sitting(engine);
        var (room, session) = (await Room(watched), watched.Learner.SessionId);
        var consoles = await Consoles.Of(engine, room, People.Proctor);
        var others = await Consoles.Of(engine, room, People.Proctor);
        await consoles.Renew(room, People.Proctor, 1, session);

        await watched.Note(watched.Did("pasted"));
        await consoles.UntilTold("happened pasted");
        (await watched.Grain.Say(watched.Actor, Guid.NewGuid(), "May I drink?")).Ok();
        await consoles.UntilTold("said May I drink?");
        (await watched.Grain.Say(People.Proctor, Guid.NewGuid(), "Yes.")).Ok();
        await watched.Until(() => watched.Lines.Any(line => line.Text == "Yes."));
        (await watched.Grain.Relay(watched.Actor, "connection-1", "answer")).Ok();
        await consoles.UntilTold("relayed connection-1 answer");
        Assert.Empty(others.Told);

        var order = new ActOrder(Guid.NewGuid(), ActKind.Pause, [session], "technical", "A moment, please.");
        var progress = (await room.Act(People.Proctor, order)).Ok();
        Assert.Null(Assert.Single(progress.Outcomes).Problem);
        Assert.Equal("paused", (await watched.Learner.Session.Status()).State);
        await watched.Until(() => watched.Notices.Any(notice => notice.Id == order.Id));
        (await watched.Grain.Acknowledge(watched.Actor, order.Id, true)).Ok();
        await Eventually(async () => (await room.Board(People.Proctor)).Ok().Acts.Any(act => act.Id == order.Id && act.Outcomes is [{ ConfirmedAt: not null }]));

        (await room.Undo(People.Proctor, Guid.NewGuid(), order.Id, "mistake")).Ok();
        Assert.Equal("running", (await watched.Learner.Session.Status()).State);
        await watched.Until(() => watched.Notices.Any(notice => notice.Id == order.Id && notice.Withdrawn));

        var cell = Assert.Single((await room.Board(People.Proctor)).Ok().Cells, cell => cell.Session == session);
        Assert.Equal(("Ada Lovelace", 1), (cell.Watch.LegalName, cell.Watch.Flags));
        Assert.Contains(People.Proctor.Id, (await watched.Grain.ForReview())!.ActedBy);
    }

    [Fact]
    public async Task What_the_learner_does_is_told_at_once_to_those_who_have_the_session_open()
    {
        var watched = await Watched.Sitting(engine);
        var (room, session) = (await Room(watched), watched.Learner.SessionId);
        var (consoles, others) = (await Consoles.Of(engine, room, People.Proctor), await Consoles.Of(engine, room, People.Proctor));
        await consoles.Renew(room, People.Proctor, 1, session);

        // The clock of the engine stands still: nothing that waits for its time comes.
        await watched.Learner.Save(watched.Learner.Show(1));
        await consoles.UntilTold("happened item");
        await watched.Learner.Save(watched.Learner.Pick(1, "a"));
        await consoles.UntilTold("happened answer");
        await watched.Learner.Submit();
        await consoles.UntilTold("happened submitted");

        Assert.Empty(others.Told);
    }

    [Fact]
    public async Task A_proctor_of_another_room_gets_nothing_and_one_who_is_taken_out_loses_it()
    {
        var watched = await Watched.Sitting(engine);
        var room = await Room(watched);
        (await watched.Grain.View(People.Proctor)).Ok();
        (await watched.Grain.View(People.OtherProctor)).Refused("session.unknown");
        (await watched.Grain.Take(People.OtherProctor, Watched.Order(ActKind.Pause))).Refused("session.unknown");

        await Assign(room);
        await Eventually(async () => !await room.Admits(People.Proctor));
        engine.Advance(TimeSpan.FromSeconds(10));

        (await watched.Grain.View(People.Proctor)).Refused("session.unknown");
    }

    /// <summary>The session's room, with a proctor.</summary>
    private async Task<IRoomGrain> Room(Watched watched)
    {
        var room = engine.Grains.GetGrain<IRoomGrain>((await watched.View()).Room);
        await Assign(room, People.Proctor.Id);
        await Eventually(() => room.Admits(People.Proctor));
        return room;
    }

    private async Task Assign(IRoomGrain room, params string[] proctors)
    {
        var name = room.GetPrimaryKeyString();
        (await engine.Grains.GetGrain<IRoomsGrain>(name[..name.LastIndexOf('~')]).Assign(People.Staff, new(Guid.NewGuid(), name, [.. proctors]))).Ok();
    }

    /// <summary>What grains tell each other without waiting comes when their turn does.</summary>
    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        for (var left = 5_000; !await isSo(); left--)
            Assert.True(left > 0, "It did not come about.");
    }
}
