using ExamEngine.Contracts.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

/// <summary>A sitting under proctors, as its watch and its room see it.</summary>
public sealed class ProctoredSessionTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task It_goes_step_by_step_to_its_start()
    {
        var ada = await Begun();
        (await ada.Session.Start(ada.From())).Refused("session.proctor-needed");

        Assert.Equal("checkingIn", await Step(ada, CheckInStep.Begin));
        Assert.Equal("waiting", await Step(ada, CheckInStep.Complete));
        Assert.Equal("checkingIn", await Step(ada, CheckInStep.AskAgain));
        Assert.Equal("waiting", await Step(ada, CheckInStep.Complete));
        Assert.Equal("admitted", await Step(ada, CheckInStep.Admit));
        Assert.Equal("running", (await ada.Start()).State);
        await engine.Forget(ada.Session);

        var watched = await ada.Session.Watched();

        Assert.NotNull(watched);
        Assert.Equal(
            (ada.Id, "Ada Lovelace", "proctored", "Proctored", "e~proctored~1", true, "running"),
            (watched.LearnerId, watched.LegalName, watched.ExamId, watched.ExamTitle, watched.Room, watched.Proctored, watched.State));
    }

    [Fact]
    public async Task Each_step_is_for_the_one_whose_it_is()
    {
        var ada = await Begun();
        var bob = await engine.Candidate();

        (await ada.Session.Step(bob.Actor, Guid.NewGuid(), CheckInStep.Begin, "r")).Refused("account.forbidden");
        (await ada.Session.Step(People.Proctor, Guid.NewGuid(), CheckInStep.Begin, "r")).Refused("account.forbidden");
        await Step(ada, CheckInStep.Begin);
        await Step(ada, CheckInStep.Complete);
        foreach (var step in new[] { CheckInStep.Admit, CheckInStep.Deny, CheckInStep.AskAgain })
            (await ada.Session.Step(ada.Actor, Guid.NewGuid(), step, "")).Refused("account.forbidden");
        (await ada.Session.Intervene(ada.Actor, new(Guid.NewGuid(), InterventionKind.Terminate, null, "policy", ""))).Refused("account.forbidden");
        (await ada.Session.Intervene(People.Grader, new(Guid.NewGuid(), InterventionKind.Terminate, null, "policy", ""))).Refused("account.forbidden");
    }

    [Fact]
    public async Task Nobody_is_seated_under_an_unknown_id()
    {
        var session = engine.Grains.GetGrain<ISessionGrain>(Guid.NewGuid());

        Assert.Null(await session.Watched());
        Assert.Null(await session.Cell());
        (await session.Step(People.Proctor, Guid.NewGuid(), CheckInStep.Admit, "")).Refused("session.unknown");
        (await session.Intervene(People.Proctor, new(Guid.NewGuid(), InterventionKind.Pause, null, "technical", ""))).Refused("session.unknown");
        Assert.Empty((await session.Story()).Timeline);
    }

    [Fact]
    public async Task Whoever_is_denied_has_used_no_attempt()
    {
        var ada = await Begun();
        var first = ada.SessionId;
        await Step(ada, CheckInStep.Begin);
        await Step(ada, CheckInStep.Complete);

        Assert.Equal("denied", await Step(ada, CheckInStep.Deny));
        await engine.Sweep();

        Assert.Equal(("ready", 0), (await ada.Card("proctored")) is var card ? (card.Standing, card.AttemptsUsed) : default);
        Assert.NotEqual(first, await ada.Begin("proctored"));
        Assert.Equal(new("denied", engine.Now), await engine.Grains.GetGrain<ISessionGrain>(first).Status());
    }

    [Fact]
    public async Task While_the_clock_stands_still_no_item_is_shown_and_the_page_knows_why()
    {
        var ada = await engine.Candidate();
        Assert.Equal(2, (await ada.SitProctored()).Items.Length);

        (await ada.Suffer(InterventionKind.Pause)).Ok();
        Assert.Equal(("paused", "pause", 0), await Seen(ada));
        (await ada.Suffer(InterventionKind.Lock, text: "Please wait.")).Ok();
        Assert.Equal(("paused", "lock", 0), await Seen(ada));
        Assert.Equal("Please wait.", (await ada.Session.Open(ada.Actor, ada.Device)).Ok().Time.Hold?.Message);
        (await ada.Suffer(InterventionKind.Unlock)).Ok();
        Assert.Equal(("paused", "pause", 0), await Seen(ada));
        (await ada.Suffer(InterventionKind.Lock, text: "Please wait.")).Ok();
        (await ada.Suffer(InterventionKind.Resume)).Ok();
        Assert.Equal(("paused", "lock", 0), await Seen(ada));
        (await ada.Suffer(InterventionKind.Resume)).Refused("session.locked");
        (await ada.Suffer(InterventionKind.Unlock)).Ok();
        (await ada.Suffer(InterventionKind.Break, 5)).Ok();
        Assert.Equal(("paused", "break", 0), await Seen(ada));
        Assert.Equal(engine.Now + TimeSpan.FromMinutes(5), (await ada.Session.Open(ada.Actor, ada.Device)).Ok().Time.Hold?.Until);
        (await ada.Suffer(InterventionKind.Resume)).Ok();
        Assert.Equal(("running", null, 2), await Seen(ada));
    }

    [Fact]
    public async Task Time_is_added_and_taken()
    {
        var ada = await engine.Candidate();
        await ada.SitProctored();

        Assert.Equal(Minutes(65), (await ada.Suffer(InterventionKind.AddTime, 5)).Ok().RemainingMs);
        Assert.Equal(Minutes(1), (await ada.Suffer(InterventionKind.TakeTime, 64)).Ok().RemainingMs);
        (await ada.Suffer(InterventionKind.TakeTime, 1)).Refused("session.too-little-left");
    }

    [Fact]
    public async Task An_act_that_is_repeated_is_done_once()
    {
        var ada = await engine.Candidate();
        await ada.SitProctored();
        var act = new Intervention(Guid.NewGuid(), InterventionKind.AddTime, TimeSpan.FromMinutes(5), "technical", "");

        (await ada.Session.Intervene(People.Proctor, act)).Ok();

        Assert.Equal(Minutes(65), (await ada.Session.Intervene(People.Proctor, act)).Ok().RemainingMs);
    }

    [Fact]
    public async Task A_break_ends_by_the_timer()
    {
        var ada = await engine.Candidate();
        await ada.SitProctored();
        var watching = await Watching.Session(engine, ada);
        (await ada.Suffer(InterventionKind.Break, 1)).Ok();

        engine.Advance(TimeSpan.FromMinutes(1));

        await watching.Until((_, time) => time is { State: "running", Hold: null }, "the break was over");
    }

    [Fact]
    public async Task A_break_ends_by_the_agenda_after_a_crash()
    {
        var ada = await engine.Candidate();
        await ada.SitProctored();
        var end = engine.Now + TimeSpan.FromMinutes(65);
        (await ada.Suffer(InterventionKind.Break, 5)).Ok();
        await engine.Forget(ada.Session);

        engine.Advance(TimeSpan.FromMinutes(5));
        await engine.Sweep();

        Assert.Equal("running", (await ada.Session.Status()).State);
        Assert.Contains(await engine.Events(ada.SessionStream), stored => stored.Type == "session.break-ended.v1");
        Assert.Equal(end, (await ada.Session.Watched())?.Time.Deadline);
    }

    [Fact]
    public async Task A_learner_takes_their_own_breaks()
    {
        var ada = await engine.Candidate();
        (await ada.Learner.Accommodate(People.Staff, new(100, 10, [], [], false))).Ok();
        var view = await ada.SitProctored();
        Assert.Equal(Minutes(10), view.Time.BreakLeftMs);

        (await ada.Session.TakeBreak(ada.From(), 11)).Refused("session.no-break-left");
        Assert.Equal("break", (await ada.Session.TakeBreak(ada.From(), 10)).Ok().Time.Hold?.Kind);
        engine.Time.AdjustTime(engine.Now + TimeSpan.FromMinutes(4));
        Assert.Equal((null, Minutes(6)), (await ada.Session.EndBreak(ada.From())).Ok().Time is var time ? (time.Hold, time.BreakLeftMs) : default);
    }

    [Fact]
    public async Task What_has_ended_is_not_opened_again()
    {
        var ada = await engine.Candidate();
        await ada.SitProctored();
        (await ada.Suffer(InterventionKind.Terminate)).Ok();
        var version = await engine.VersionOf(ada.SessionStream);

        (await ada.Suffer(InterventionKind.Reopen)).Refused("session.reopen-refused");
        (await ada.Suffer(InterventionKind.AddTime, 5)).Refused("session.ended");

        Assert.Equal(version, await engine.VersionOf(ada.SessionStream));
    }

    [Fact]
    public async Task The_story_says_what_happened_and_where_the_time_went_and_no_answer()
    {
        var ada = await engine.Candidate();
        await ada.SitProctored();
        await ada.Save(ada.Show(1), ada.Pick(1, "a"), ada.Pick(1, "b"));
        (await ada.Suffer(InterventionKind.Pause)).Ok();
        engine.Time.AdjustTime(engine.Now + TimeSpan.FromMinutes(2));
        (await ada.Suffer(InterventionKind.Resume)).Ok();
        (await ada.Suffer(InterventionKind.AddTime, 5)).Ok();
        engine.Time.AdjustTime(engine.Now + TimeSpan.FromSeconds(20));
        await ada.Submit();

        var story = await ada.Session.Story();

        Assert.Equal(
            ["seated", "checkingIn", "waiting", "admitted", "started", "item", "answer", "paused", "resumed", "added", "submitted"], story.Timeline.Select(entry => entry.What));
        Assert.Equal((1, 2, "", "learner"), story.Timeline[6] is var answer ? (answer.Item, answer.Amount, answer.Text, answer.By) : default);
        Assert.Equal(("pat", "request"), story.Timeline[7] is var paused ? (paused.By, paused.Text) : default);
        Assert.Equal([("paused", Minutes(2)), ("added", Minutes(5)), ("working", 20_000)], story.Ledger.Select(span => (span.Cause, span.Ms)));
        Assert.Equal(story.Ledger, (await ada.Session.Ledger(ada.Actor)).Ok().Spans);
        (await ada.Session.Ledger((await engine.Candidate()).Actor)).Refused("session.unknown");
    }

    [Fact]
    public async Task A_cell_says_how_far_a_learner_is()
    {
        var ada = await engine.Candidate();
        await ada.SitProctored();
        await ada.Save(ada.Show(2), ada.Pick(2, "a"));

        var cell = await ada.Session.Cell();

        Assert.Equal(
            (ada.SessionId, "running", 1, 2, 2, true, Minutes(60), engine.Now),
            (cell!.Session, cell.State, cell.Answered, cell.Items, cell.CurrentItem, cell.Running, cell.RemainingMs, cell.LastHeard));
    }

    private async Task<Candidate> Begun()
    {
        var ada = await engine.Candidate();
        await ada.Register("proctored");
        await ada.Begin("proctored");
        return ada;
    }

    private static async Task<string> Step(Candidate ada, CheckInStep step) => (await ada.Session.Step(
        step is CheckInStep.Begin or CheckInStep.Complete ? ada.Actor : People.Proctor, Guid.NewGuid(), step, step == CheckInStep.Begin ? "e~proctored~1" : "")).Ok().State;

    private static async Task<(string State, string? Hold, int Items)> Seen(Candidate ada)
    {
        var view = (await ada.Session.Open(ada.Actor, ada.Device)).Ok();
        return (view.State, view.Time.Hold?.Kind, view.Items.Length);
    }

    private static long Minutes(int minutes) => minutes * 60_000L;
}
