using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Windows;

/// <summary>The start bell: sessions wait before the opening, cost their learner no attempt, and are taken at the beginning.</summary>
public sealed class PreparationTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task Ten_minutes_before_the_opening_a_session_waits_and_no_attempt_is_used()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada);
        await engine.Sweep();
        engine.AdvanceTo(window.Opens - TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await engine.Sweep();
        Assert.Null(await window.Prepared(ada));

        await window.Prepare();

        var prepared = await window.Prepared(ada);
        Assert.NotNull(prepared);
        Assert.Equal("seated", (await engine.Grains.GetGrain<ISessionGrain>(prepared.Session).Status()).State);
        var card = await ada.Card("plain");
        Assert.Equal(("notYet", null, 0), (card.Standing, card.SessionId, card.AttemptsUsed));
        Assert.Equal("prepared", (await window.Seat(ada)).State);
        Assert.Equal((1, 1, 1, 0), (await window.Figures()) is var figures ? (figures.Seats, figures.Prepared, figures.NotStarted, figures.Running) : default);
    }

    [Fact]
    public async Task At_the_bell_a_beginning_and_a_start_append_once_each_and_draw_nothing()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada);
        await engine.Sweep();
        await window.Prepare();
        var prepared = (await window.Prepared(ada))!;
        engine.AdvanceTo(window.Opens);
        Assert.True(engine.InMemory(engine.Grains.GetGrain<ISessionGrain>(prepared.Session)));
        string[] streams = [$"learner/{ada.Id}", $"session/{prepared.Session}"];
        var versions = await Task.WhenAll(streams.Select(engine.VersionOf));

        Assert.Equal(prepared.Session, await ada.Begin("plain"));
        await ada.Start();

        Assert.Equal(versions.Select(version => version + 1), await Task.WhenAll(streams.Select(engine.VersionOf)));
        Assert.Equal(1, (await ada.Card("plain")).AttemptsUsed);
        Assert.Equal(("running", prepared.Session.ToString()), (await window.Seat(ada)) is var seat ? (seat.State, seat.SessionId) : default);
    }

    [Fact]
    public async Task A_no_show_is_withdrawn_at_the_close_and_keeps_the_attempt()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada);
        await engine.Sweep();
        await window.Prepare();
        var prepared = (await window.Prepared(ada))!;

        engine.AdvanceTo(window.Closes);
        await engine.Sweep();

        Assert.Equal("expired", (await engine.Grains.GetGrain<ISessionGrain>(prepared.Session).Status()).State);
        Assert.Null(await window.Prepared(ada));
        Assert.Equal(("closed", 0), (await ada.Card("plain")) is var card ? (card.Standing, card.AttemptsUsed) : default);
        Assert.Equal((1, 0, 1), (await window.Figures()) is var figures ? (figures.Seats, figures.Prepared, figures.NotStarted) : default);
        Assert.Equal("seated", (await window.Seat(ada)).State);
        Assert.Empty(engine.Agenda.About(prepared.Session));
    }

    [Fact]
    public async Task An_accommodation_given_after_the_preparation_draws_anew_and_holds_at_the_beginning()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada);
        await engine.Sweep();
        await window.Prepare();
        var before = (await window.Prepared(ada))!;

        await window.Take(150, ada);
        // The bell is faster than the agenda.
        engine.AdvanceTo(window.Opens);
        await engine.Sweep();
        await ada.Begin("plain");

        Assert.NotEqual(before.Session, ada.SessionId);
        Assert.Equal("withdrawn", (await engine.Grains.GetGrain<ISessionGrain>(before.Session).Status()).State);
        Assert.Equal(TimeSpan.FromMinutes(90).TotalMilliseconds, (await ada.Start()).Time.RemainingMs);
        Assert.Equal((0, 1), (await window.Figures()) is var figures ? (figures.Prepared, figures.Running) : default);
    }

    [Fact]
    public async Task A_version_published_after_the_preparation_is_the_one_that_is_sat()
    {
        await using var own = new Engine();
        await own.InitializeAsync();
        var (ada, window) = (await own.Candidate(), await Window.Plan(own));
        await window.Take(ada);
        await own.Sweep();
        await window.Prepare();
        var before = (await window.Prepared(ada))!;

        var file = Engine.Fixture("plain");
        (await own.Grains.GetGrain<IImportGrain>(0).Import(Actor.System, file with { Yaml = file.Yaml.Replace("One?", "The other one?", StringComparison.Ordinal) })).Ok();
        own.AdvanceTo(window.Opens);
        await ada.Begin("plain");

        Assert.Equal(2, (await ada.Start()).Version);
        Assert.NotEqual(before.Session, ada.SessionId);
        await own.Sweep();
        Assert.Equal("withdrawn", (await own.Grains.GetGrain<ISessionGrain>(before.Session).Status()).State);
    }

    [Fact]
    public async Task Duties_carried_out_twice_and_late_do_nothing_more()
    {
        var (ada, bob, window) = (await engine.Candidate(), await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada, bob);
        await engine.Sweep();
        await window.Prepare();
        string[] streams = [window.Stream, $"learner/{ada.Id}", $"session/{(await window.Prepared(ada))!.Session}"];
        var versions = await Task.WhenAll(streams.Select(engine.VersionOf));

        foreach (var message in (string[])["prepare/0", "tell/0", "prepare/0"])
            await window.Grain.Carry(message);
        foreach (var message in (string[])[$"seat/{window.Id}", $"prepare/{window.Id}", $"prepare/{window.Id}"])
            await ada.Learner.Carry(message);
        await engine.Sweep();

        Assert.Equal(versions, await Task.WhenAll(streams.Select(engine.VersionOf)));
    }

    [Fact]
    public async Task Seats_are_prepared_at_a_stated_pace_and_later_ones_as_well()
    {
        var window = await Window.Plan(engine, capacity: 1000);
        var learners = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => engine.Candidate()));
        await window.Take(learners[..5]);
        await engine.Sweep();
        engine.AdvanceTo(window.Opens - TimeSpan.FromMinutes(10));

        await window.Grain.Carry("prepare/0");

        var dues = engine.Agenda.Like($"prepare/{window.Id}/%").Select(row => (row.Due - engine.Now).TotalMilliseconds).Order();
        Assert.Equal([0, 10, 20, 30, 40], dues);
        await engine.SweepFor(TimeSpan.FromSeconds(2));
        await window.Take(learners[5]);
        await engine.SweepFor(TimeSpan.FromSeconds(2));
        Assert.Equal(6, (await window.Figures()).Prepared);
        Assert.Empty(engine.Agenda.Like($"%{window.Id}%"));
    }

    [Fact]
    public async Task A_window_planned_late_prepares_at_once()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine, opensIn: TimeSpan.FromMinutes(2)));
        await window.Take(ada);

        await engine.SweepFor(TimeSpan.FromSeconds(2));

        Assert.NotNull(await window.Prepared(ada));
    }

    [Fact]
    public async Task A_window_put_off_withdraws_what_was_prepared_and_prepares_in_its_own_time()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada);
        await engine.Sweep();
        await window.Prepare();
        var before = (await window.Prepared(ada))!;

        await window.Set(window.Opens.AddDays(7), window.Closes.AddDays(7));
        await engine.SweepFor(TimeSpan.FromSeconds(2));

        Assert.Null(await window.Prepared(ada));
        Assert.Equal("withdrawn", (await engine.Grains.GetGrain<ISessionGrain>(before.Session).Status()).State);
        await window.Prepare();
        Assert.NotEqual(before.Session, (await window.Prepared(ada))?.Session);
    }

    [Fact]
    public async Task A_seat_that_could_not_be_written_at_the_preparation_is_written_by_the_next_try()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada);
        await engine.Sweep();
        engine.Faults.BreakWhere(append => append.Stream.StartsWith("session/", StringComparison.Ordinal), Fault.Refuse);
        await window.Prepare();
        var prepared = (await window.Prepared(ada))!;
        Assert.Equal("unknown", (await engine.Grains.GetGrain<ISessionGrain>(prepared.Session).Status()).State);
        engine.Faults.Mend();

        await engine.SweepFor(TimeSpan.FromSeconds(70));

        Assert.Equal(prepared, await window.Prepared(ada));
        Assert.Equal("seated", (await engine.Grains.GetGrain<ISessionGrain>(prepared.Session).Status()).State);
    }

    [Fact]
    public async Task Whoever_has_begun_already_is_not_prepared()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine, opensIn: TimeSpan.FromSeconds(-1)));
        await window.Take(ada);
        await ada.Learner.Carry($"seat/{window.Id}");
        await ada.Begin("plain");

        await engine.SweepFor(TimeSpan.FromSeconds(2));

        Assert.Null(await window.Prepared(ada));
        Assert.Equal(1, (await ada.Card("plain")).AttemptsUsed);
    }

    [Fact]
    public async Task A_session_of_a_window_says_so_in_its_stream()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine, opensIn: TimeSpan.Zero));
        await window.Take(ada);
        await engine.Sweep();
        await ada.Begin("plain");

        var seated = Assert.IsType<SessionState.Before>(await SessionJournal.Replay(engine.Journal, ada.SessionId));

        Assert.Equal((window.Id, (DateTimeOffset?)window.Closes), (seated.Seat.Window, seated.Seat.WindowCloses));
    }
}
