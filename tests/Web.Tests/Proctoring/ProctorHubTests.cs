using System.Collections.Concurrent;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Proctoring;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Orleans.Core.Internal;

namespace Web.Tests.Proctoring;

/// <summary>The proctors' line, with the client that browsers have.</summary>
public sealed class ProctorHubTests(RunningSilo silo)
{
    /// <summary>Less than a room waits to be observed again by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static TheoryData<string> Methods => [.. Accounts.AccessTable.ProctorHubMethods.Select(door => door.Name)];

    [Theory]
    [InlineData(Who.Anonymous, HttpStatusCode.Unauthorized)]
    [InlineData(Who.Learner, HttpStatusCode.Forbidden)]
    [InlineData(Who.Grader, HttpStatusCode.Forbidden)]
    public async Task The_hub_takes_proctors_and_staff_only(Who who, HttpStatusCode status)
    {
        using var visitor = silo.Visit(who);
        await using var hub = visitor.ProctorHub();

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync());

        Assert.Contains(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task To_a_proctor_of_another_room_the_room_is_not_there(string method)
    {
        var (name, visitor) = await WatchedRoom.Proctor(silo);
        using var _ = visitor;
        var room = await WatchedRoom.Open(silo);
        var other = await WatchedRoom.Open(silo, name);
        var session = await room.Session();
        await using var hub = visitor.ProctorHub();
        await hub.StartAsync();
        await hub.InvokeAsync<BoardView>(nameof(ProctorHub.Watch), other.Id);

        // What is not there can be left and closed.
        if (method is nameof(ProctorHub.Leave) or nameof(ProctorHub.Close))
        {
            await hub.InvokeCoreAsync(method, Arguments(method, room.Id, session));
            return;
        }
        var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeCoreAsync(method, typeof(object), Arguments(method, room.Id, session)));

        Assert.Contains(refused.Code(), (string[])["room.unknown", "session.unknown"]);
        if (method is nameof(ProctorHub.Open))
            Assert.Contains((await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<WatchView>(method, other.Id, session))).Code(), (string[])["room.unknown", "session.unknown"]);
    }

    [Fact]
    public async Task A_proctor_sees_what_changes_in_the_room_and_nothing_of_another()
    {
        var (name, visitor) = await WatchedRoom.Proctor(silo);
        using var _ = visitor;
        var (room, other) = (await WatchedRoom.Open(silo, name), await WatchedRoom.Open(silo));
        var (session, stranger) = (await room.Session(), await other.Session("Eve"));
        await using var hub = visitor.ProctorHub();
        await hub.StartAsync();
        var board = await Board.Watch(hub, room.Id);

        await other.Grain.WatchChanged(WatchedRoom.Watch(stranger, attention: 0.9m));
        await room.Grain.WatchChanged(WatchedRoom.Watch(session, attention: 0.4m));

        await Eventually.So("the flag to be on the board", () => board.Cell(session)?.Watch.Attention == 0.4m);
        Assert.DoesNotContain(board.Deltas.SelectMany(delta => delta.Cells), cell => cell.Session == stranger);
        Assert.Equal("Ada Lovelace", board.Cell(session)?.Learner);
    }

    [Fact]
    public async Task However_fast_a_session_changes_a_console_hears_five_times_a_second_and_ends_with_the_newest()
    {
        var (name, visitor) = await WatchedRoom.Proctor(silo);
        using var _ = visitor;
        var room = await WatchedRoom.Open(silo, name);
        var session = await room.Session();
        await using var hub = visitor.ProctorHub();
        await hub.StartAsync();
        var board = await Board.Watch(hub, room.Id);
        var began = TimeProvider.System.GetTimestamp();
        var before = board.Deltas.Count;

        for (var i = 1; i <= 500; i++)
            await room.Grain.WatchChanged(WatchedRoom.Watch(session, attention: i / 1000m));
        await Eventually.So("the newest to be on the board", () => board.Cell(session)?.Watch.Attention == 0.5m);

        var most = 2 + (TimeProvider.System.GetElapsedTime(began) / TimeSpan.FromMilliseconds(200));
        Assert.InRange(board.Deltas.Count - before, 1, most);
        Assert.Equal(0, board.Gaps);
    }

    [Fact]
    public async Task A_live_picture_is_written_down_once_an_opening_and_again_for_what_more_is_asked()
    {
        var (learner, session, _) = await WatchedExam.Running(silo);
        using var _ = learner;
        using var proctor = await WatchedExam.Proctor(silo, session);
        var room = (await silo.Grains.GetGrain<ExamEngine.Contracts.Sessions.ISessionGrain>(session).Watched())!.Room;
        await using var hub = proctor.ProctorHub();
        await hub.StartAsync();
        await hub.InvokeAsync<WatchView>(nameof(ProctorHub.Open), room, session);

        foreach (var message in (string[])[Want(camera: true), """{"candidate":{}}""", Want(camera: true), Want(camera: true, sound: true), """{"bye":true}""", Want(screen: true)])
            await hub.InvokeAsync(nameof(ProctorHub.Relay), session, message);
        await hub.InvokeAsync(nameof(ProctorHub.Close), session);
        var view = await hub.InvokeAsync<WatchView>(nameof(ProctorHub.Open), room, session);

        Assert.Equal(["live camera", "live sound", "live screen"], view.Timeline.Where(entry => entry is { Kind: "evidence", What: "viewed" }).Select(entry => entry.Text));

        static string Want(bool camera = false, bool screen = false, bool sound = false) =>
            $$$"""{"want":{"camera":{{{(camera ? "true" : "false")}}},"screen":{{{(screen ? "true" : "false")}}},"sound":{{{(sound ? "true" : "false")}}}}}""";
    }

    [Theory]
    [InlineData("""{"want":{"camera":1,"screen":"","sound":null}}""", "camera")]
    [InlineData("""{"want":{"camera":true},"want":{"screen":"yes"}}""", "screen")]
    [InlineData("""{"want":{}}""", "")]
    [InlineData("""{"bye":true}""", "")]
    [InlineData("""{"description":{"type":"offer"}}""", null)]
    [InlineData("[1]", null)]
    [InlineData("offer", null)]
    public void What_is_wanted_live_is_read_as_the_page_reads_it(string message, string? wanted) =>
        Assert.Equal(wanted, LiveWish.Of(message) is { } media ? string.Join(' ', media) : null);

    [Fact]
    public async Task A_console_that_comes_back_reads_what_it_missed()
    {
        var (name, visitor) = await WatchedRoom.Proctor(silo);
        using var _ = visitor;
        var room = await WatchedRoom.Open(silo, name);
        var session = await room.Session();
        await using var hub = visitor.ProctorHub();
        await hub.StartAsync();
        var board = await Board.Watch(hub, room.Id);
        await hub.StopAsync();

        await room.Grain.WatchChanged(WatchedRoom.Watch(session, attention: 0.7m));
        await room.Says(session, "paused", 3);
        await hub.StartAsync();
        await board.Read();

        var now = await visitor.Ask(HttpMethod.Get, $"api/rooms/{room.Id}/board", "", ExamEngine.Web.Kernel.WireJson.Default.BoardView);
        await Eventually.So("the board to be as the room has it", () => board.Words() == Board.WordsOf(now.Cells));
        Assert.Equal("paused", board.Cell(session)?.State.State);
    }

    [Fact]
    public async Task A_room_that_comes_to_life_anew_shows_as_a_gap_and_the_console_ends_with_what_the_room_has()
    {
        var (name, visitor) = await WatchedRoom.Proctor(silo);
        using var _ = visitor;
        var room = await WatchedRoom.Open(silo, name);
        var session = await room.Session();
        await using var hub = visitor.ProctorHub();
        await hub.StartAsync();
        var board = await Board.Watch(hub, room.Id);

        await room.Grain.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        await room.Says(session, "running", 7);
        silo.Services.GetRequiredService<RoomWatch>().RenewAll();

        await Eventually.So("the console to see the gap", () => board.Gaps > 0);
        await Eventually.So("the board to be read again", () => board.Cell(session)?.State.Answered == 7);
        var now = await visitor.Ask(HttpMethod.Get, $"api/rooms/{room.Id}/board", "", ExamEngine.Web.Kernel.WireJson.Default.BoardView);
        Assert.Equal(Board.WordsOf(now.Cells), board.Words());
    }

    [Fact]
    public async Task A_proctor_who_loses_the_room_hears_nothing_more()
    {
        var (name, visitor) = await WatchedRoom.Proctor(silo);
        using var _ = visitor;
        var (room, own) = (await WatchedRoom.Open(silo, name), await WatchedRoom.Open(silo, name));
        var (session, mine) = (await room.Session(), await own.Session());
        await using var hub = visitor.ProctorHub();
        await hub.StartAsync();
        var (board, other) = (await Board.Watch(hub, room.Id), await Board.Watch(hub, own.Id));

        await room.Assign(1);
        await Eventually.So("the console to be let go", async () => (await room.Grain.Card()).Watching == 0);
        await room.Grain.WatchChanged(WatchedRoom.Watch(session, attention: 0.9m));
        await Eventually.So("the room to have it", async () => (await room.Grain.Board(Actor.System)).Value!.Cells.Single().Watch.Attention == 0.9m);
        await own.Grain.WatchChanged(WatchedRoom.Watch(mine, attention: 0.9m));
        await Eventually.So("what comes later to have come", () => other.Cell(mine)?.Watch.Attention == 0.9m);

        Assert.NotEqual(0.9m, board.Cell(session)?.Watch.Attention);
        Assert.Equal("room.unknown", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<BoardView>(nameof(ProctorHub.Watch), room.Id))).Code());
    }

    [Fact]
    public async Task A_console_that_was_closed_is_no_longer_counted()
    {
        var (name, visitor) = await WatchedRoom.Proctor(silo);
        using var _ = visitor;
        var room = await WatchedRoom.Open(silo, name);
        await room.Session();
        await using var hub = visitor.ProctorHub();
        await hub.StartAsync();
        await Board.Watch(hub, room.Id);
        Assert.Equal(1, (await room.Grain.Card()).Watching);

        await hub.StopAsync();

        await Eventually.So("nobody to watch", async () => (await room.Grain.Card()).Watching == 0);
    }

    [Fact]
    public async Task What_a_learner_does_comes_to_whoever_has_the_session_open_even_when_an_older_call_comes_late()
    {
        var (learner, session, device) = await WatchedExam.Running(silo);
        using var _ = learner;
        var view = await Sitting.Open(learner, session, device);
        var room = silo.Grains.GetGrain<IRoomGrain>((await silo.Grains.GetGrain<ISessionGrain>(session).Watched())!.Room);
        using var staff = silo.Visit(Who.Staff);
        await using var hub = staff.ProctorHub();
        var told = new ConcurrentQueue<TimelineEntry>();
        hub.On<string, Guid, ImmutableArray<TimelineEntry>>("happened", (_, of, entries) =>
        {
            foreach (var entry in entries.Where(_ => of == session))
                told.Enqueue(entry);
        });
        await hub.StartAsync();
        await Board.Watch(hub, room.GetPrimaryKeyString());

        // The room is observed anew, with nothing open, and that call hangs until the session is.
        HeldCalls.Held corrected;
        using (var late = silo.Calls.Hold(room, nameof(IRoomGrain.Observe)))
        {
            silo.Services.GetRequiredService<RoomWatch>().RenewAll();
            await late.Reached.WaitAsync(Patience);
            await hub.InvokeAsync<WatchView>(nameof(ProctorHub.Open), room.GetPrimaryKeyString(), session);
            await Sitting.Save(learner, session, device, Sitting.Answer(view, 1, 1, "3"));
            await Eventually.So("the answer to be told", () => told.Count(entry => entry is { Kind: "answer", Item: 1 }) == 1);
            corrected = silo.Calls.Hold(room, nameof(IRoomGrain.Observe));
        }
        using (corrected)
            await corrected.Reached.WaitAsync(Patience);

        var seq = 1L;
        await Eventually.So("what comes next to be told as well", async () =>
        {
            await Sitting.Save(learner, session, device, Sitting.Answer(view, 1, ++seq, "4"));
            return told.Count(entry => entry is { Kind: "answer" }) > 1;
        });
    }

    private static object?[] Arguments(string method, string room, Guid session)
    {
        var order = new ActOrder(Guid.NewGuid(), ActKind.Message, [session], "routine", "Hello.");
        return method switch
        {
            nameof(ProctorHub.Watch) or nameof(ProctorHub.Leave) => [room],
            nameof(ProctorHub.Open) => [room, session],
            nameof(ProctorHub.Close) => [session],
            nameof(ProctorHub.Preview) or nameof(ProctorHub.Act) => [room, order],
            nameof(ProctorHub.Undo) => [room, Guid.NewGuid(), Guid.NewGuid(), "mistake"],
            nameof(ProctorHub.Care) => [room, Guid.NewGuid(), session, null],
            nameof(ProctorHub.Say) => [session, Guid.NewGuid(), "Hello."],
            nameof(ProctorHub.Relay) => [session, "offer"],
            _ => throw new InvalidOperationException($"What does {method} take?"),
        };
    }
}
