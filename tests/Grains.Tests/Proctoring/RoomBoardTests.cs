using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using Grains.Tests.Harness;

namespace Grains.Tests.Proctoring;

/// <summary>The board of a room, and what its consoles are told. Sessions are spoken for by the test.</summary>
public sealed class RoomBoardTests(Engine engine) : IClassFixture<Engine>
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private long _version;

    [Fact]
    public async Task Everything_a_session_says_between_two_changes_comes_as_one()
    {
        var (room, session) = await Room();
        var consoles = await Consoles.Of(engine, room, People.Proctor);
        await Settled(room, consoles);
        var before = consoles.Deltas.Length;

        for (var i = 1; i <= 20; i++)
            await room.WatchChanged(Watch(session, attention: i / 100m));
        await Told(room, consoles, delta => delta.Cells.Any(cell => cell.Watch.Attention == 0.2m));

        Assert.InRange(consoles.Deltas.Length - before, 1, 2);
        Assert.Equal(Enumerable.Range(0, consoles.Deltas.Length).Select(i => consoles.Deltas[0].Version + i), consoles.Deltas.Select(delta => delta.Version));
    }

    [Fact]
    public async Task When_nothing_changes_nothing_is_told()
    {
        var (room, session) = await Room();
        var consoles = await Consoles.Of(engine, room, People.Proctor);
        await room.WatchChanged(Watch(session, attention: 0.5m));
        await Shows(room, session, cell => cell.Watch.Attention == 0.5m);
        await Settled(room, consoles);
        var before = consoles.Deltas.Length;

        for (var i = 0; i < 5; i++)
        {
            await room.WatchChanged(Watch(session, attention: 0.5m));
            engine.Advance(Pace);
        }
        await consoles.Renew(room, People.Proctor, 1, session);
        await room.Said(session, new(Guid.NewGuid(), "learner", "Ada", engine.Now, "last"));
        await consoles.UntilTold("said last");

        Assert.Equal(before, consoles.Deltas.Length);
    }

    [Fact]
    public async Task A_clock_that_merely_runs_waits_a_second_for_company_and_a_pause_does_not()
    {
        var (room, session) = await Room();
        var consoles = await Consoles.Of(engine, room, People.Proctor);
        await Settled(room, consoles);

        await room.WatchChanged(Watch(session, attention: 0.1m));
        await consoles.Until(delta => delta.Cells.Any(cell => cell.Watch.Attention == 0.1m), "a flag is told at once");
        await room.SessionChanged(State(session, "running", answered: 4));
        await Shows(room, session, cell => cell.State.Answered == 4);
        engine.Advance(Pace);
        await room.Card();
        Assert.DoesNotContain(consoles.Deltas, delta => delta.Cells.Any(cell => cell.State.Answered == 4));
        engine.Advance(TimeSpan.FromSeconds(1));
        await consoles.Until(delta => delta.Cells.Any(cell => cell.State.Answered == 4), "the answers are counted");

        engine.Advance(Pace);
        await room.SessionChanged(State(session, "paused", answered: 4));
        await consoles.Until(delta => delta.Cells.Any(cell => cell.State.State == "paused"), "it is paused");
    }

    [Fact]
    public async Task What_was_sent_earlier_and_comes_later_changes_nothing()
    {
        var (room, session) = await Room();
        var old = State(session, "running");
        engine.Advance(TimeSpan.FromSeconds(1));
        await room.SessionChanged(State(session, "paused", answered: 3));
        await Shows(room, session, cell => cell.State.State == "paused");

        await room.SessionChanged(old);
        await room.WatchChanged(Watch(session, attention: 0.3m));
        await Shows(room, session, cell => cell.Watch.Attention == 0.3m);

        Assert.Equal("paused", (await room.Board(People.Proctor)).Ok().Cells.Single().State.State);
    }

    [Fact]
    public async Task An_observer_is_told_for_two_minutes_and_when_it_comes_again_it_sees_a_gap_or_what_it_missed()
    {
        var (room, session) = await Room();
        var consoles = await Consoles.Of(engine, room, People.Proctor, 3);
        await Settled(room, consoles);
        Assert.Equal(3, (await room.Card()).Watching);

        engine.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await room.Card()).Watching);
        await room.WatchChanged(Watch(session, attention: 0.6m));
        await Shows(room, session, cell => cell.Watch.Attention == 0.6m);
        engine.Advance(Pace);
        await room.Card();
        var last = consoles.Deltas[^1].Version;
        Assert.DoesNotContain(consoles.Deltas, delta => delta.Cells.Any(cell => cell.Watch.Attention == 0.6m));

        engine.Advance(Pace);
        await consoles.Renew(room, People.Proctor);
        var next = await consoles.Until(delta => delta.Version > last, "it is told again");
        Assert.True(next.Version > last + 1, "The gap shows.");
    }

    [Fact]
    public async Task A_room_that_comes_to_life_anew_never_repeats_a_version()
    {
        var (room, session) = await Room();
        var consoles = await Consoles.Of(engine, room, People.Proctor);
        for (var i = 1; i <= 10; i++)
        {
            await room.WatchChanged(Watch(session, attention: i / 100m));
            await Shows(room, session, cell => cell.Watch.Attention == i / 100m);
            engine.Advance(Pace);
        }
        var last = (await room.Board(People.Proctor)).Ok().Version;

        await engine.Forget(room);
        engine.Advance(Pace);

        Assert.True((await room.Board(People.Proctor)).Ok().Version > last);
    }

    [Fact]
    public async Task Consoles_that_saw_a_version_of_a_clock_that_was_ahead_find_a_gap()
    {
        var (room, session) = await Room();
        var ahead = (await room.Board(People.Proctor)).Ok().Version + 3_600_000;
        var consoles = new Consoles();
        var reference = engine.Grains.CreateObjectReference<IRoomObserver>(consoles);

        (await room.Observe(People.Proctor, reference, 1, ahead)).Ok();
        await room.WatchChanged(Watch(session, attention: 0.7m));
        await Shows(room, session, cell => cell.Watch.Attention == 0.7m);
        engine.Advance(Pace);

        var next = await consoles.Until(delta => delta.Cells.Any(cell => cell.Watch.Attention == 0.7m), "the cell changed");
        Assert.True(next.Version > ahead + 1, $"{next.Version} shows no gap after {ahead}.");
        Assert.True((await room.Board(People.Proctor)).Ok().Version >= next.Version);
    }

    [Fact]
    public async Task To_everybody_else_the_room_is_not_there()
    {
        var (room, session) = await Room();
        var order = new ActOrder(Guid.NewGuid(), ActKind.Message, [session], "routine", "Hello.");
        foreach (var actor in (Actor[])[People.OtherProctor, People.Grader, new("ada", "ada", Roles.Learner), new("none", null, Roles.None), People.Proctor with { Roles = Roles.Grader }])
        {
            Assert.False(await room.Admits(actor));
            (await room.Board(actor)).Refused("room.unknown");
            (await room.Preview(actor, order)).Refused("room.unknown");
            (await room.Act(actor, order)).Refused("room.unknown");
            (await room.Undo(actor, Guid.NewGuid(), order.Id, "mistake")).Refused("room.unknown");
            (await room.Care(actor, Guid.NewGuid(), session, actor.Id)).Refused("room.unknown");
            (await room.Observe(actor, engine.Grains.CreateObjectReference<IRoomObserver>(new Consoles()), 1)).Refused("room.unknown");
        }
        foreach (var name in (string[])["w~no-such-window~1", "nothing", "w~~", room.GetPrimaryKeyString() + "7"])
            Assert.False(await engine.Grains.GetGrain<IRoomGrain>(name).Admits(People.Staff));
        Assert.True(await room.Admits(People.Staff));
    }

    [Fact]
    public async Task Care_is_kept_and_shown_and_suggests_who_is_next()
    {
        var (room, session) = await Room("pat", "pol");
        Assert.Equal(["pat"], Next((await room.Board(People.Proctor)).Ok()));

        (await room.Care(People.Proctor, Guid.NewGuid(), session, "pat")).Ok();
        Assert.Equal(["pol"], Next((await room.Board(People.Proctor)).Ok()));
        await engine.Forget(room);
        engine.Advance(Pace);

        var board = (await room.Board(People.Proctor)).Ok();
        Assert.Equal("pat", board.Cells.Single().Care);
        Assert.Equal(1, board.Staffing.Single(load => load.Proctor == "pat").InCare);
        (await room.Care(People.Proctor, Guid.NewGuid(), session, "stranger")).Refused("room.proctor-unknown");
        (await room.Care(People.Proctor, Guid.NewGuid(), Guid.NewGuid(), "pat")).Refused("session.unknown");

        static IEnumerable<string> Next(BoardView board) => board.Staffing.Where(load => load.IsNext).Select(load => load.Proctor);
    }

    [Fact]
    public async Task How_long_a_learner_waited_is_measured_once_for_each_wait()
    {
        var (room, session) = await Room();
        await room.WatchChanged(Watch(session) with { WaitingSince = engine.Now });
        await Shows(room, session, cell => cell.Watch.WaitingSince == engine.Now);
        engine.Advance(TimeSpan.FromSeconds(8));

        (await room.Care(People.Proctor, Guid.NewGuid(), session, "pat")).Ok();
        engine.Advance(TimeSpan.FromSeconds(30));
        await room.Said(session, new(Guid.NewGuid(), "proctor", "Pia", engine.Now, "I am here."));
        Assert.Equal(8_000, (await room.Card()).ResponseP50Ms);

        await room.WatchChanged(Watch(session) with { WaitingSince = engine.Now });
        await Shows(room, session, cell => cell.Watch.WaitingSince == engine.Now);
        engine.Advance(TimeSpan.FromSeconds(2));
        await room.Said(session, new(Guid.NewGuid(), "proctor", "Pia", engine.Now, "Yes."));

        await Until(async () => (await room.Card()).ResponseP50Ms == 2_000);
        Assert.Equal(2_000, (await room.Board(People.Proctor)).Ok().Staffing.Single().ResponseP50Ms);
    }

    [Fact]
    public async Task Consoles_are_told_when_other_proctors_are_assigned()
    {
        var (room, _) = await Room();
        var consoles = await Consoles.Of(engine, room, People.Staff);
        var scope = room.GetPrimaryKeyString()[..^2];

        (await engine.Grains.GetGrain<IRoomsGrain>(scope).Assign(People.Staff, new(Guid.NewGuid(), room.GetPrimaryKeyString(), ["pol"]))).Ok();
        await consoles.UntilTold("terms");

        Assert.False(await room.Admits(People.Proctor));
        (await room.Board(People.Proctor)).Refused("room.unknown");
    }

    [Fact]
    public async Task A_session_that_was_placed_just_now_is_on_the_board_with_its_first_word()
    {
        var (room, _) = await Room();
        var scope = room.GetPrimaryKeyString()[..^2];
        var session = Guid.NewGuid();
        await engine.Grains.GetGrain<IRoomsGrain>(scope).Place(session);

        await room.WatchChanged(Watch(session) with { LegalName = "Bob" });

        await Shows(room, session, cell => cell.Learner == "Bob");
        await room.WatchChanged(Watch(Guid.NewGuid()));
        Assert.Equal(2, (await room.Board(People.Proctor)).Ok().Cells.Length);
    }

    private async Task<(IRoomGrain Room, Guid Session)> Room(params string[] proctors)
    {
        var scope = $"w~{(await Window.Plan(engine)).Id}";
        var rooms = engine.Grains.GetGrain<IRoomsGrain>(scope);
        (await rooms.Assign(People.Staff, new(Guid.NewGuid(), $"{scope}~1", proctors is [] ? [People.Proctor.Id] : [.. proctors]))).Ok();
        var session = Guid.NewGuid();
        var room = engine.Grains.GetGrain<IRoomGrain>(await rooms.Place(session));
        await room.SessionChanged(State(session, "running"));
        await Shows(room, session, cell => cell.State.State == "running");
        return (room, session);
    }

    /// <summary>What sessions and watches say is not waited for: the room takes it when its turn comes.</summary>
    private static Task Shows(IRoomGrain room, Guid session, Func<BoardCell, bool> so) =>
        Until(async () => (await room.Board(People.Staff)).Ok().Cells.Any(cell => cell.Session == session && so(cell)));

    /// <summary>Goes from one change to the next until one is so.</summary>
    private Task Told(IRoomGrain room, Consoles consoles, Func<BoardDelta, bool> so) => Until(async () =>
    {
        engine.Advance(Pace);
        await room.Card();
        return consoles.Deltas.Any(so);
    });

    private static async Task Until(Func<Task<bool>> so)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await so();)
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), "It did not come about within 20 seconds.");
    }

    /// <summary>Nothing is left to be told.</summary>
    private async Task Settled(IRoomGrain room, Consoles consoles)
    {
        for (var i = 0; i < 3; i++)
        {
            engine.Advance(TimeSpan.FromSeconds(1));
            await room.Card();
        }
        var version = (await room.Board(People.Staff)).Ok().Version;
        await consoles.Until(delta => delta.Version == version, "it is told everything");
        engine.Advance(Pace);
    }

    private SessionCell State(Guid session, string state, int answered = 0) => new(session, state, answered, 10, 1, state == "running", 60_000, engine.Now, engine.Now);

    private WatchCell Watch(Guid session, decimal attention = 0) => new(session, "Ada", "over", attention, 0, null, null, [], 0, false, 0, null, ++_version);
}
