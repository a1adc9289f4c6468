using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using Grains.Tests.Harness;

namespace Grains.Tests.Proctoring;

/// <summary>Acts on a room, with real sessions under their real watches.</summary>
public sealed class RoomActTests : IAsyncLifetime
{
    private readonly Engine _engine = new();

    private IRoomGrain Room => _engine.Grains.GetGrain<IRoomGrain>("e~watched~1");

    private IRoomsGrain Rooms => _engine.Grains.GetGrain<IRoomsGrain>("e~watched");

    public async ValueTask InitializeAsync()
    {
        await _engine.InitializeAsync();
        (await Rooms.Assign(People.Staff, new(Guid.NewGuid(), "e~watched~1", [People.Proctor.Id]))).Ok();
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task A_pause_for_the_room_stops_those_who_sit_and_is_taken_back_where_it_was_done()
    {
        var (ada, bob, cy) = (await Watched.Sitting(_engine), await Watched.Sitting(_engine), await Watched.Waiting(_engine));
        await Shows(ada, "running");
        await Shows(bob, "running");
        await Shows(cy, "waiting");
        var order = Order(ActKind.Pause);

        var preview = (await Room.Preview(People.Proctor, order)).Ok();
        Assert.Equal((2, true), (preview.Count, preview.CanBeUndone));
        Assert.Equal((cy.Learner.SessionId, "session.not-started"), (Assert.Single(preview.Skipped).Session, preview.Skipped[0].Problem?.Code));
        Assert.All(preview.Affected, target => Assert.Equal(("Ada Lovelace", "running"), (target.Learner, target.State)));

        var done = (await Room.Act(People.Proctor, order)).Ok();
        Assert.Equal((2, 2, true), (done.Count, done.Outcomes.Length, done.CanBeUndone));
        Assert.All(done.Outcomes, outcome => Assert.Null(outcome.Problem));
        Assert.Equal("paused", (await ada.Learner.Session.Status()).State);
        var version = await _engine.VersionOf(ada.Learner.SessionStream);
        Assert.Equal(done.At, (await Room.Act(People.Proctor, order)).Ok().At);
        Assert.Equal(version, await _engine.VersionOf(ada.Learner.SessionStream));

        var command = Guid.NewGuid();
        var undone = (await Room.Undo(People.Proctor, command, order.Id, "mistake")).Ok();
        Assert.Equal((false, true), (undone.CanBeUndone, undone.UndoneAt is not null));
        Assert.All(undone.Outcomes, outcome => Assert.Null(outcome.UndoProblem));
        Assert.Equal("running", (await bob.Learner.Session.Status()).State);
        (await Room.Undo(People.Proctor, command, order.Id, "mistake")).Ok();
        (await Room.Undo(People.Proctor, Guid.NewGuid(), order.Id, "mistake")).Refused("act.undone");
    }

    [Fact]
    public async Task Admitting_lets_in_whoever_waits_and_says_how_long_they_waited()
    {
        var ada = await Watched.Waiting(_engine);
        await Shows(ada, "waiting");
        _engine.Advance(TimeSpan.FromSeconds(12));

        (await Room.Act(People.Proctor, Order(ActKind.Admit, ada))).Ok();

        Assert.Equal("admitted", (await ada.Learner.Session.Status()).State);
        Assert.Equal(12_000, (await Room.Card()).ResponseP50Ms);
        (await Room.Act(People.Proctor, Order(ActKind.Pause, ada))).Refused("session.not-started");
    }

    [Fact]
    public async Task Where_nobody_answers_the_outcome_says_so_and_the_same_order_makes_it_good()
    {
        var (ada, bob) = await TwoRunning();
        _engine.Faults.Break(ada.Stream, Fault.Refuse);
        var order = Order(ActKind.Message) with { Text = "Hello." };

        var done = (await Room.Act(People.Proctor, order)).Ok();
        Assert.Equal("service.busy", done.Outcomes.Single(outcome => outcome.Session == ada.Learner.SessionId).Problem?.Code);
        Assert.Null(done.Outcomes.Single(outcome => outcome.Session == bob.Learner.SessionId).Problem);

        _engine.Faults.Mend();
        done = (await Room.Act(People.Proctor, order)).Ok();
        Assert.All(done.Outcomes, outcome => Assert.Null(outcome.Problem));
    }

    [Fact]
    public async Task What_nobody_answered_the_room_asks_again_for_a_while()
    {
        var ada = await Watched.Sitting(_engine);
        await Shows(ada, "running");
        var (soon, late) = (Order(ActKind.Message) with { Text = "Hello." }, Order(ActKind.Message) with { Text = "Good morning." });
        _engine.Faults.Break(ada.Stream, Fault.Refuse);
        Assert.NotNull((await Room.Act(People.Proctor, soon)).Ok().Outcomes[0].Problem);
        _engine.Faults.Mend();
        await Until(() => Outcome(soon.Id, outcome => outcome.Problem is null));

        _engine.Faults.Break(ada.Stream, Fault.Refuse);
        Assert.NotNull((await Room.Act(People.Proctor, late)).Ok().Outcomes[0].Problem);
        _engine.Advance(TimeSpan.FromMinutes(3));
        _engine.Faults.Mend();
        await _engine.Forget(Room);
        await Shows(ada, "running");

        Assert.DoesNotContain((await ada.Attend()).Notices, notice => notice.Id == late.Id);
    }

    [Fact]
    public async Task What_was_taken_back_is_done_nowhere_any_more()
    {
        var (ada, bob) = await TwoRunning();
        var order = Order(ActKind.Warn) with { Text = "Leave the room." };
        _engine.Faults.Break(ada.Stream, Fault.Refuse);
        Assert.Contains((await Room.Act(People.Proctor, order)).Ok().Outcomes, outcome => outcome.Problem?.Code == "service.busy");
        (await Room.Undo(People.Proctor, Guid.NewGuid(), order.Id, "mistake")).Ok();
        _engine.Faults.Mend();

        await _engine.Forget(Room);
        await Shows(ada, "running");
        (await Room.Act(People.Proctor, order)).Ok();

        Assert.DoesNotContain((await ada.Attend()).Notices, notice => notice.Id == order.Id);
    }

    [Theory]
    [InlineData(ActKind.Pause, "watch", false)]
    [InlineData(ActKind.Lock, "watch", true)]
    [InlineData(ActKind.AddTime, "watch", false)]
    [InlineData(ActKind.AddTime, "session", true)]
    [InlineData(ActKind.AddTime, "session", false)]
    [InlineData(ActKind.TakeTime, "session", true)]
    [InlineData(ActKind.TakeTime, "session", false)]
    public async Task What_nobody_answered_is_taken_back_wherever_it_had_got_to(ActKind kind, string broken, bool stored)
    {
        var (ada, bob) = await TwoRunning();
        var before = (await ada.View()).Time.LimitMs;
        var order = Order(kind) with { Text = "A moment.", Minutes = kind is ActKind.AddTime or ActKind.TakeTime ? 5 : null };
        _engine.Faults.Break(broken == "watch" ? ada.Stream : ada.Learner.SessionStream, stored ? Fault.LoseAnswer : Fault.Refuse);
        var done = (await Room.Act(People.Proctor, order)).Ok();
        Assert.Equal("service.busy", done.Outcomes.Single(outcome => outcome.Session == ada.Learner.SessionId).Problem?.Code);
        _engine.Faults.Mend();

        var undone = (await Room.Undo(People.Proctor, Guid.NewGuid(), order.Id, "mistake")).Ok();

        Assert.All(undone.Outcomes, outcome => Assert.Null(outcome.UndoProblem));
        foreach (var sitting in (Watched[])[ada, bob])
        {
            Assert.Equal(("running", before), ((await sitting.Learner.Session.Status()).State, (await sitting.View()).Time.LimitMs));
            // The order was on its way all the time.
            await sitting.Grain.Take(People.Proctor, order);
            Assert.Equal(("running", before), ((await sitting.Learner.Session.Status()).State, (await sitting.View()).Time.LimitMs));
        }
    }

    [Fact]
    public async Task What_was_taken_back_and_never_done_says_so()
    {
        var (ada, bob) = await TwoRunning();
        var order = Order(ActKind.Message) with { Text = "Hello." };
        _engine.Faults.Break(ada.Stream, Fault.Refuse);
        (await Room.Act(People.Proctor, order)).Ok();
        Assert.True((await Room.Act(People.Proctor, Order(ActKind.Message, ada) with { Text = "Hello." })).Ok().CanBeUndone);
        _engine.Faults.Mend();

        var undone = (await Room.Undo(People.Proctor, Guid.NewGuid(), order.Id, "mistake")).Ok();

        Assert.Equal("act.undone", undone.Outcomes.Single(outcome => outcome.Session == ada.Learner.SessionId).Problem?.Code);
        Assert.Null(undone.Outcomes.Single(outcome => outcome.Session == bob.Learner.SessionId).Problem);
        (await ada.Grain.Take(People.Proctor, order)).Refused("watch.act-undone");
        Assert.Contains((await ada.View()).Timeline, entry => entry is { Kind: "act", What: "message.cancelled", Text: "mistake" });
        Assert.Contains(People.Proctor.Id, (await ada.Grain.ForReview())!.ActedBy);
    }

    [Fact]
    public async Task Nobody_is_told_that_time_was_given_which_the_window_cuts()
    {
        var ada = await Watched.Sitting(_engine, closesIn: TimeSpan.FromMinutes(63));
        var bob = await Watched.Sitting(_engine);
        await Shows(ada, "running");
        await Shows(bob, "running");
        var order = Order(ActKind.AddTime) with { Minutes = 10 };

        var preview = (await Room.Preview(People.Proctor, order)).Ok();
        Assert.Equal("act.window-cuts", preview.Affected.Single(target => target.Session == ada.Learner.SessionId).Limit?.Code);
        Assert.Null(preview.Affected.Single(target => target.Session == bob.Learner.SessionId).Limit);

        var before = (await ada.View()).Time;
        var done = (await Room.Act(People.Proctor, order)).Ok();
        var limit = done.Outcomes.Single(outcome => outcome.Session == ada.Learner.SessionId).Limit;
        Assert.Contains("of 10 minutes", limit?.Message, StringComparison.Ordinal);
        Assert.True((await ada.View()).Time.RemainingMs - before.RemainingMs < TimeSpan.FromMinutes(4).TotalMilliseconds);
        await Until(async () => (await Room.Preview(People.Proctor, Order(ActKind.AddTime, ada) with { Minutes = 5 })).Ok().Affected[0].Limit?.Code == "act.window-closes");
        await _engine.Forget(Room);
        Assert.Equal(limit, (await Room.Board(People.Staff)).Ok().Acts.Single(act => act.Id == order.Id).Outcomes.Single(outcome => outcome.Limit is not null).Limit);
    }

    [Fact]
    public async Task What_was_seen_earlier_stands_with_both_times()
    {
        var ada = await Watched.Sitting(_engine);
        await Shows(ada, "running");
        var seen = _engine.Now - TimeSpan.FromMinutes(3);
        (await Room.Act(People.Proctor, Order(ActKind.Report, ada) with { Text = "Noise.", Irregularity = "environmentNoise", Severity = 0.42m, HappenedAt = seen })).Ok();
        (await Room.Act(People.Proctor, Order(ActKind.Flag, ada) with { Text = "Talks.", Severity = 0.42m, HappenedAt = seen })).Ok();

        var view = await ada.View();

        Assert.Equal(("minor", seen), (Assert.Single(view.Incidents).Gravity, view.Incidents[0].HappenedAt));
        Assert.Equal((0.42m, seen), (Assert.Single(view.Flags).Severity, view.Flags[0].From));
        Assert.All(view.Timeline.Where(entry => entry.Kind is "incident" or "flag"), entry => Assert.True(entry.HappenedAt == seen && entry.At > seen));
        (await Room.Act(People.Proctor, Order(ActKind.Note, ada) with { Text = "Tomorrow.", HappenedAt = _engine.Now + TimeSpan.FromDays(1) })).Refused("act.happened-at");
    }

    [Fact]
    public async Task The_board_shows_the_last_acts_and_an_older_one_is_taken_back_all_the_same()
    {
        var ada = await Watched.Sitting(_engine);
        await Shows(ada, "running");
        var first = Order(ActKind.AddTime) with { Minutes = 5 };
        var before = (await ada.View()).Time.LimitMs;
        (await Room.Act(People.Proctor, first)).Ok();
        for (var i = 0; i < IRoomGrain.MostShown; i++)
            (await Room.Act(People.Proctor, Order(ActKind.Note) with { Text = "All is well." })).Ok();

        await _engine.Forget(Room);
        var shown = (await Room.Board(People.Staff)).Ok().Acts;
        Assert.Equal(IRoomGrain.MostShown, shown.Length);
        Assert.DoesNotContain(shown, act => act.Id == first.Id);
        Assert.NotNull((await Room.Undo(People.Proctor, Guid.NewGuid(), first.Id, "mistake")).Ok().UndoneAt);

        Assert.Equal(before, (await ada.View()).Time.LimitMs);
    }

    [Fact]
    public async Task Nobody_is_paused_after_the_room_went_on()
    {
        var (ada, bob) = await TwoRunning();
        var pause = Order(ActKind.Pause);
        _engine.Faults.Break(ada.Learner.SessionStream, Fault.Refuse);
        Assert.Contains((await Room.Act(People.Proctor, pause)).Ok().Outcomes, outcome => outcome.Problem?.Code == "service.busy");
        await Shows(bob, "paused");
        (await Room.Act(People.Proctor, Order(ActKind.Resume))).Ok();
        _engine.Faults.Mend();

        await _engine.Forget(Room);
        await Shows(bob, "running");
        (await Room.Act(People.Proctor, pause)).Ok();

        Assert.Equal("running", (await ada.Learner.Session.Status()).State);
    }

    [Fact]
    public async Task What_a_crash_left_half_done_is_made_good_when_the_room_comes_to_life()
    {
        var ada = await Watched.Sitting(_engine);
        await Shows(ada, "running");
        var order = Order(ActKind.AddTime) with { Minutes = 5 };
        _engine.Faults.BreakWhere(append => append.Events.Any(happened => happened.Type == "room.act-carried-out.v1"), Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => Room.Act(People.Proctor, order));
        _engine.Faults.Mend();
        _engine.Advance(TimeSpan.FromSeconds(1));

        await Until(() => Outcome(order.Id, outcome => outcome.Problem is null));

        Assert.Single(await _engine.Events(ada.Learner.SessionStream), stored => stored.Type == "session.time-added.v1");
    }

    [Fact]
    public async Task What_arrived_and_was_confirmed_is_known_after_the_room_has_gone_and_come_to_life_again()
    {
        var (ada, bob) = await TwoRunning();
        var order = Order(ActKind.Announce) with { Text = "Five minutes." };
        (await Room.Act(People.Proctor, order)).Ok();
        (await ada.Grain.Acknowledge(ada.Actor, order.Id, confirmed: true)).Ok();
        (await bob.Grain.Acknowledge(bob.Actor, order.Id, confirmed: false)).Ok();
        await Until(() => Outcome(order.Id, outcome => outcome.DeliveredAt is not null));

        await _engine.Forget(Room);

        var known = (await Room.Board(People.Staff)).Ok().Acts.Single(act => act.Id == order.Id).Outcomes;
        Assert.Equal(2, known.Length);
        Assert.All(known, outcome => Assert.NotNull(outcome.DeliveredAt));
        Assert.NotNull(known.Single(outcome => outcome.Session == ada.Learner.SessionId).ConfirmedAt);
        Assert.Null(known.Single(outcome => outcome.Session == bob.Learner.SessionId).ConfirmedAt);
        Assert.Contains(await _engine.Events("room/e~watched~1"), stored => stored.Type == "room.act-acknowledged.v1");
    }

    [Fact]
    public async Task A_lead_acts_on_all_rooms_at_once_and_takes_it_back()
    {
        (await Rooms.Assign(People.Staff, new(Guid.NewGuid(), null, ["lena"], RoomSize: 1))).Ok();
        var lead = new Actor("lena", null, Roles.Proctor);
        var (ada, bob) = (await Watched.Sitting(_engine), await Watched.Sitting(_engine));
        Assert.Equal(2, (await Rooms.View(lead)).Ok().Rooms.Length);
        await Shows(ada, "running");
        await Until(async () => (await Rooms.Preview(lead, Order(ActKind.Pause))).Value?.Affected.Count(target => target.State == "running") == 2);
        var order = Order(ActKind.Pause);

        var done = (await Rooms.Act(lead, order)).Ok();
        Assert.Equal([ada.Learner.SessionId, bob.Learner.SessionId], done.Outcomes.Select(outcome => outcome.Session).Order().OrderBy(id => id == bob.Learner.SessionId));
        Assert.Equal("paused", (await bob.Learner.Session.Status()).State);

        (await Rooms.Undo(lead, Guid.NewGuid(), order.Id, "mistake")).Ok();
        Assert.Equal("running", (await bob.Learner.Session.Status()).State);
        (await Rooms.Act(People.Proctor, Order(ActKind.Pause))).Refused("room.unknown");
        var stranger = Order(ActKind.Message) with { Text = "Hello.", Sessions = [ada.Learner.SessionId, Guid.NewGuid()] };
        Assert.Equal("session.unknown", (await Rooms.Act(lead, stranger)).Ok().Outcomes.Single(outcome => outcome.Problem is not null).Problem?.Code);
    }

    [Fact]
    public async Task An_act_on_all_rooms_that_is_repeated_is_not_for_whoever_starts_later()
    {
        (await Rooms.Assign(People.Staff, new(Guid.NewGuid(), null, ["lena"], RoomSize: 1))).Ok();
        var lead = new Actor("lena", null, Roles.Proctor);
        var (ada, bob) = (await Watched.Sitting(_engine), await Watched.Waiting(_engine));
        await Shows(ada, "running");
        await Until(async () => (await Rooms.Preview(lead, Order(ActKind.Pause))).Value is { Count: 1, Skipped.Length: 1 });
        var order = Order(ActKind.AddTime) with { Minutes = 5 };
        Assert.Equal(ada.Learner.SessionId, Assert.Single((await Rooms.Act(lead, order)).Ok().Outcomes).Session);
        var before = (await bob.View()).Time.LimitMs;

        await bob.Take(ActKind.Admit);
        await bob.Learner.Start();
        var cy = await Watched.Sitting(_engine);
        await Until(async () => (await Rooms.Preview(lead, Order(ActKind.Pause))).Value is { Count: 3 });
        await _engine.Forget(Rooms);

        Assert.Equal(ada.Learner.SessionId, Assert.Single((await Rooms.Act(lead, order)).Ok().Outcomes).Session);
        Assert.Equal((before, before), ((await bob.View()).Time.LimitMs, (await cy.View()).Time.LimitMs));
        Assert.Equal(1, (await Rooms.Undo(lead, Guid.NewGuid(), order.Id, "mistake")).Ok().Count);
    }

    [Fact]
    public async Task A_room_that_does_not_answer_is_named_and_leaves_the_undo_open()
    {
        (await Rooms.Assign(People.Staff, new(Guid.NewGuid(), null, ["lena"], RoomSize: 1))).Ok();
        var lead = new Actor("lena", null, Roles.Proctor);
        var (ada, bob) = (await Watched.Sitting(_engine), await Watched.Sitting(_engine));
        await Shows(ada, "running");
        await Until(async () => (await Rooms.Preview(lead, Order(ActKind.Pause))).Value?.Affected.Count(target => target.State == "running") == 2);
        var order = Order(ActKind.AddTime) with { Minutes = 5 };
        _engine.Faults.Break("room/e~watched~2", Fault.Refuse);

        var done = (await Rooms.Act(lead, order)).Ok();
        Assert.Equal("service.busy", done.Outcomes.Single(outcome => outcome.Session == bob.Learner.SessionId).Problem?.Code);
        _engine.Faults.Mend();
        Assert.All((await Rooms.Act(lead, order)).Ok().Outcomes, outcome => Assert.Null(outcome.Problem));

        _engine.Faults.Break("room/e~watched~2", Fault.Refuse);
        var undone = (await Rooms.Undo(lead, Guid.NewGuid(), order.Id, "mistake")).Ok();
        Assert.Equal((true, null), (undone.CanBeUndone, undone.UndoneAt));
        _engine.Faults.Mend();
        Assert.NotNull((await Rooms.Undo(lead, Guid.NewGuid(), order.Id, "mistake")).Ok().UndoneAt);
        Assert.Equal((await ada.View()).Time.LimitMs, (await bob.View()).Time.LimitMs);
    }

    private static ActOrder Order(ActKind kind, params Watched[] those) =>
        new(Guid.NewGuid(), kind, those is [] ? null : [.. those.Select(watched => watched.Learner.SessionId)], "routine");

    private async Task<bool> Outcome(Guid act, Func<ActOutcome, bool> so) =>
        (await Room.Board(People.Staff)).Ok().Acts.Any(progress => progress.Id == act && progress.Outcomes.Length > 0 && progress.Outcomes.All(so));

    private async Task<(Watched, Watched)> TwoRunning()
    {
        var two = (await Watched.Sitting(_engine), await Watched.Sitting(_engine));
        await Shows(two.Item1, "running");
        await Shows(two.Item2, "running");
        return two;
    }

    private Task Shows(Watched watched, string state) =>
        Until(async () => (await Room.Board(People.Staff)).Ok().Cells.Any(cell => cell.Session == watched.Learner.SessionId && cell.State.State == state && cell.Learner.Length > 0));

    private async Task Until(Func<Task<bool>> so)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await so(); _engine.Advance(TimeSpan.FromMilliseconds(200)))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), "It did not come about within 20 seconds.");
    }
}
