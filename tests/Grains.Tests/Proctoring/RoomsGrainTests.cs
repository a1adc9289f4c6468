using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;

namespace Grains.Tests.Proctoring;

public sealed class RoomsGrainTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task Ten_thousand_who_come_at_once_are_placed_in_a_few_appends_and_each_keeps_its_room()
    {
        var scope = await Scope();
        var sessions = Enumerable.Range(0, 10_000).Select(_ => Guid.NewGuid()).ToArray();
        var rooms = new string[sessions.Length];
        for (var wave = 0; wave < 20; wave++)
            await Task.WhenAll(Enumerable.Range(wave * 500, 500).Select(async i => rooms[i] = await Rooms(scope).Place(sessions[i])));

        Assert.Equal(200, rooms.Distinct().Count());
        Assert.All(rooms.GroupBy(room => room), room => Assert.Equal(50, room.Count()));
        Assert.InRange(await engine.VersionOf($"rooms/{scope}"), 20, 2_000);

        await engine.Forget(Rooms(scope));
        Assert.Equal(rooms[77], await Rooms(scope).Place(sessions[77]));
        Assert.Equal(50, (await Rooms(scope).RoomOf(rooms[77])).Sessions.Length);
    }

    [Fact]
    public async Task A_session_that_comes_twice_at_once_has_one_room()
    {
        var scope = await Scope();
        var session = Guid.NewGuid();

        var rooms = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Rooms(scope).Place(session)));

        Assert.Equal($"{scope}~1", Assert.Single(rooms.Distinct()));
        Assert.Single((await Rooms(scope).RoomOf(rooms[0])).Sessions);
    }

    [Fact]
    public async Task A_placement_that_could_not_be_written_is_not_there_and_is_made_when_it_is_asked_again()
    {
        var scope = await Scope();
        engine.Faults.Break($"rooms/{scope}", Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => Rooms(scope).Place(Guid.NewGuid()));
        engine.Faults.Mend();

        Assert.Equal($"{scope}~1", await Rooms(scope).Place(Guid.NewGuid()));
        Assert.Single((await Rooms(scope).RoomOf($"{scope}~1")).Sessions);
    }

    [Fact]
    public async Task Staff_assign_and_nobody_else()
    {
        var scope = await Scope();
        var assignment = new RoomAssignment(Guid.NewGuid(), $"{scope}~2", [People.Proctor.Id]);
        foreach (var actor in (Actor[])[People.Proctor, People.Grader, new("ada", "ada", Roles.Learner)])
            (await Rooms(scope).Assign(actor, assignment)).Refused("account.forbidden");

        var view = (await Rooms(scope).Assign(People.Staff, assignment)).Ok();

        Assert.Equal((scope, "A window", 2), (view.Id, view.Title, view.Rooms.Length));
        Assert.Equal([People.Proctor.Id], view.Rooms[1].Proctors);
        (await Rooms(scope).Assign(People.Staff, assignment with { CommandId = Guid.NewGuid(), Room = "w~another~2" })).Refused("room.unknown");
        (await Rooms("w~no-such-window").Assign(People.Staff, assignment)).Refused("room.unknown");
    }

    [Fact]
    public async Task A_proctor_sees_their_own_rooms_a_lead_all_and_others_none()
    {
        var scope = await Scope();
        await Assign(scope, 1, "pol");
        await Assign(scope, 2, People.Proctor.Id);
        await Assign(scope, null, "lena");
        var lead = new Actor("lena", null, Roles.Proctor);

        Assert.Equal([$"{scope}~2"], (await Rooms(scope).View(People.Proctor)).Ok().Rooms.Select(room => room.Id));
        Assert.Equal(2, (await Rooms(scope).View(lead)).Ok().Rooms.Length);
        Assert.Equal(2, (await Rooms(scope).View(People.Staff)).Ok().Rooms.Length);
        (await Rooms(scope).View(People.OtherProctor)).Refused("room.unknown");
        (await Rooms(scope).View(lead with { Roles = Roles.Grader })).Refused("room.unknown");
        (await Rooms(scope).View(new(People.Proctor.Id, null, Roles.Learner))).Refused("room.unknown");
        foreach (var actor in (Actor[])[People.Proctor, People.OtherProctor])
        {
            (await Rooms(scope).Act(actor, new(Guid.NewGuid(), ActKind.Pause, null, "routine"))).Refused("room.unknown");
            (await Rooms(scope).Preview(actor, new(Guid.NewGuid(), ActKind.Pause, null, "routine"))).Refused("room.unknown");
            (await Rooms(scope).Undo(actor, Guid.NewGuid(), Guid.NewGuid(), "mistake")).Refused("room.unknown");
        }
        (await Rooms(scope).Act(lead, new(Guid.NewGuid(), ActKind.Pause, null, "routine"))).Refused("act.nobody");
    }

    [Fact]
    public async Task Who_watches_what_is_read_without_waking_a_room()
    {
        var scope = await Scope();
        var proctor = $"p-{Guid.NewGuid():N}";
        await Assign(scope, 3, proctor);
        await Assign(scope, 1, proctor, "pol");
        var queries = engine.Of<RoomQueries>();

        var watched = Assert.Single(await queries.Of(proctor, CancellationToken.None));
        Assert.Equal((scope, "A window", 3, false), (watched.Scope.Id, watched.Scope.Title, watched.Scope.Rooms, watched.IsLead));
        Assert.Equal([1, 3], watched.Rooms);

        await Assign(scope, 1, "pol");
        await Assign(scope, null, proctor);
        watched = Assert.Single(await queries.Of(proctor, CancellationToken.None));
        Assert.True(watched.IsLead);
        Assert.Equal([3], watched.Rooms);
        Assert.Contains(await queries.All(100, CancellationToken.None), row => row.Id == scope);
    }

    [Fact]
    public async Task What_a_room_says_is_over_frees_its_place()
    {
        var scope = await Scope();
        var sessions = Enumerable.Range(0, 50).Select(_ => Guid.NewGuid()).ToArray();
        await Task.WhenAll(sessions.Select(Rooms(scope).Place));
        var room = engine.Grains.GetGrain<IRoomGrain>($"{scope}~1");

        foreach (var session in sessions)
            await room.SessionChanged(new(session, "submitted", 1, 1, 1, false, 0, engine.Now, null));
        await room.Card();
        engine.Advance(TimeSpan.FromSeconds(2));
        await engine.Faults.Written($"rooms/{scope}", "rooms.sessions-over.v1");

        Assert.Equal($"{scope}~1", await Rooms(scope).Place(Guid.NewGuid()));
    }

    private IRoomsGrain Rooms(string scope) => engine.Grains.GetGrain<IRoomsGrain>(scope);

    private async Task<string> Scope() => $"w~{(await Window.Plan(engine)).Id}";

    private async Task Assign(string scope, int? room, params string[] proctors) =>
        (await Rooms(scope).Assign(People.Staff, new(Guid.NewGuid(), room is { } number ? $"{scope}~{number}" : null, [.. proctors]))).Ok();
}
