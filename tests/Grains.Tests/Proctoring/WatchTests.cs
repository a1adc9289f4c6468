using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using Grains.Tests.Harness;

namespace Grains.Tests.Proctoring;

/// <summary>The watch over a sitting: what was noticed, said and done, and the session under it.</summary>
public sealed class WatchTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_signal_that_was_acknowledged_stands_in_the_stream_once()
    {
        var watched = await Watched.Sitting(engine);
        var pasted = watched.Did("pasted");
        Assert.Equal(1, (await watched.Note(pasted)).LastSeq);
        var version = await engine.VersionOf(watched.Stream);

        await engine.Forget(watched.Grain);
        Assert.Equal(1, (await watched.Note(pasted)).LastSeq);

        Assert.Equal(version, await engine.VersionOf(watched.Stream));
        Assert.Equal(1, (await watched.Attend()).LastSeq);
        Assert.Equal("pasted", Assert.Single((await watched.View()).Flags).Rule);
    }

    [Fact]
    public async Task A_page_that_opens_learns_what_lasts()
    {
        var watched = await Watched.Sitting(engine);
        await watched.Note(watched.Began("page-hidden"), watched.Began("offline"), watched.Ended("offline"));

        Assert.Equal(["page-hidden"], (await watched.Attend()).Open ?? []);
    }

    [Fact]
    public async Task What_lasts_long_enough_is_flagged_by_time_alone()
    {
        var watched = await Watched.Sitting(engine);
        await watched.Note(watched.Began("no-face"));
        Assert.Empty((await watched.View()).Flags);

        var flagged = engine.Faults.Written(watched.Stream, "watch.flag-raised.v1");
        engine.Advance(TimeSpan.FromSeconds(15));
        await flagged;

        var flag = Assert.Single((await watched.View()).Flags);
        Assert.Equal(("no-face", "raised", null), (flag.Rule, flag.Standing, flag.To));
        var cell = await watched.Grain.Board();
        Assert.Equal((1, 0.5m), (cell?.Flags, cell?.Attention));
        Assert.Equal(["no-face"], cell!.Open);
    }

    [Theory]
    [InlineData("address-changed", "did")]
    [InlineData("taken-over", "did")]
    [InlineData("mind-read", "did")]
    [InlineData("pasted", "began")]
    [InlineData("no-face", "did")]
    public async Task A_browser_cannot_invent_evidence(string kind, string phase)
    {
        var watched = await Watched.Sitting(engine);

        (await watched.TryNote(new SignalReport(1, kind, phase, engine.Now, new()))).Refused("watch.signal-invalid");
        (await watched.TryNote(new SignalReport(0, "pasted", "did", engine.Now, new()))).Refused("watch.signal-invalid");
    }

    [Fact]
    public async Task Another_address_is_noticed_by_the_server()
    {
        var watched = await Watched.Sitting(engine);
        await watched.Grain.Heard(watched.Learner.Device, "192.0.2.1");
        await watched.Grain.Heard(watched.Learner.Device, "192.0.2.1");
        var noted = engine.Faults.Written(watched.Stream, "watch.signals-noted.v1");
        await watched.Grain.Heard(watched.Learner.Device, "192.0.2.2");
        await noted;
        // Overtaken on its way: it is no news.
        await watched.Grain.Heard(watched.Learner.Device, "192.0.2.1");

        var signals = (await watched.View()).Timeline.Where(entry => entry.Kind == "signal");
        Assert.Equal([("address-changed", "server")], signals.Select(entry => (entry.What, entry.By)));
    }

    [Fact]
    public async Task Another_device_and_a_gap_in_the_connection_are_found_though_nobody_told_of_them()
    {
        var watched = await Watched.Sitting(engine);
        await watched.Note(watched.Began("window-blurred"));
        engine.Advance(TimeSpan.FromSeconds(4));
        await watched.Note(watched.Began("fullscreen-left"));
        engine.Advance(TimeSpan.FromSeconds(60));
        (await watched.Learner.Session.TakeOver(watched.From() with { Device = Guid.NewGuid() })).Ok();
        // As if what the session said had been lost with its silo.
        await engine.Forget(watched.Grain);

        await watched.Attend();
        await watched.Attend();

        var view = await watched.View();
        Assert.Equal([("taken-over", "server")], view.Timeline.Where(entry => entry is { Kind: "signal", By: "server" }).Select(entry => (entry.What, entry.By)));
        Assert.Equal("networkDrop", Assert.Single(view.Flags, flag => flag.Rule == "window-left").Why);
        Assert.Equal("raised", Assert.Single(view.Flags, flag => flag.Rule == "fullscreen-left").Standing);
        Assert.Single(await engine.Events(watched.Stream), stored => stored.Type == "watch.connection-lost.v1");
        Assert.Equal((1, engine.Now), await watched.Grain.Board() is { } cell ? (cell.Losses, cell.LostAt) : default);
    }

    [Fact]
    public async Task What_a_learner_is_exempted_from_under_way_is_taken_no_more_and_their_page_is_told()
    {
        var watched = await Watched.Sitting(engine);
        var agreed = (await watched.Attend()).CheckIn.Consent.Version;

        (await watched.Learner.Learner.Accommodate(People.Staff, new(100, 0, [], [], NoCamera: true, NoMicrophone: true, NoScreen: true))).Ok();
        await engine.Sweep();

        await watched.Until(() => watched.Stages.Any(stage => stage.Consent.Version != agreed));
        var view = await watched.Attend();
        Assert.Equal((false, false, false, false), (view.Settings.Camera, view.Settings.Microphone, view.Settings.Screen, view.Settings.FaceCounting));
        Assert.Equal((false, false), (view.CheckIn.Consent.Camera, view.CheckIn.Missing.Contains("consent")));
        var permit = (await watched.Grain.Permit(watched.Actor)).Ok();
        Assert.Equal((false, false), (permit.Camera, permit.Screen));
        await watched.Note(watched.Began("camera-lost"), watched.Began("microphone-lost"), watched.Began("screen-share-lost"));
        engine.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty((await watched.View()).Flags);
    }

    [Fact]
    public async Task An_exemption_that_is_taken_back_asks_for_nothing_that_was_not_agreed_to()
    {
        var watched = await Watched.Seat(engine);
        (await watched.Learner.Learner.Accommodate(People.Staff, new(100, 0, [], [], NoCamera: true, NoMicrophone: true, NoScreen: true))).Ok();
        await engine.Sweep();
        await watched.BeginCheckIn();
        Assert.Equal((false, false, false), (await watched.Consent()).CheckIn.Consent is var text ? (text.Camera, text.Microphone, text.Screen) : default);

        (await watched.Learner.Learner.Accommodate(People.Staff, new(100, 0, [], [], false))).Ok();
        await engine.Sweep();

        var settings = (await watched.Attend()).Settings;
        Assert.Equal((false, false, false), (settings.Camera, settings.Microphone, settings.Screen));
        Assert.False((await watched.Grain.Permit(watched.Actor)).Ok().Camera);
        Assert.Equal(["identity"], (await watched.Attend()).CheckIn.Missing);
        (await watched.Grain.ShowIdentity(watched.From(), new(true, null, null))).Ok();
        (await watched.Grain.CompleteCheckIn(watched.From())).Ok();
    }

    [Fact]
    public async Task At_the_end_of_the_session_what_lasts_is_closed_and_nothing_more_is_recorded()
    {
        var watched = await Watched.Sitting(engine);
        await watched.Note(watched.Began("page-hidden"));
        engine.Advance(TimeSpan.FromSeconds(10));
        await watched.Learner.Submit();
        var review = await watched.Grain.ForReview();
        engine.Advance(TimeSpan.FromMilliseconds(1));

        (await watched.TryNote(watched.Did("pasted"))).Refused("watch.over");
        (await watched.Grain.Say(watched.Actor, Guid.NewGuid(), "Hello?")).Refused("watch.over");
        (await watched.Grain.Relay(watched.Actor, "peer", "{}")).Refused("watch.over");
        Assert.False((await watched.Grain.Permit(watched.Actor)).Ok().Camera);
        Assert.NotNull(Assert.Single(review!.Flags).To);
        Assert.Equal(["sam"], review.ActedBy);
    }

    [Fact]
    public async Task What_a_page_noticed_before_the_end_is_taken_after_it_and_brought_to_the_review()
    {
        var watched = await Watched.Sitting(engine);
        var (hidden, back) = (watched.Began("several-faces"), watched.Ended("several-faces"));
        hidden = hidden with { At = hidden.At.AddSeconds(5) };
        back = back with { At = hidden.At.AddSeconds(10) };
        engine.Advance(TimeSpan.FromSeconds(20));
        await watched.Learner.Submit();
        await engine.Sweep();
        var review = engine.Grains.GetGrain<IReviewGrain>(watched.Learner.SessionId);
        (await review.Mine(watched.Actor)).Ok();
        Assert.Empty((await watched.View()).Flags);

        engine.Advance(TimeSpan.FromHours(3));
        (await watched.TryNote(hidden, back, watched.Did("pasted"))).Refused("watch.over");
        Assert.Equal(2, (await watched.Attend()).LastSeq);
        await engine.Sweep();

        var view = await watched.View();
        Assert.Equal([("several-faces", hidden.At, back.At)], view.Flags.Select(flag => (flag.Rule, flag.From, flag.To!.Value)));
        Assert.Equal(["afterEnd", "afterEnd"], view.Timeline.Where(entry => entry.Kind == "signal").Select(entry => entry.Text));
        Assert.Equal("looking", (await review.Mine(watched.Actor)).Ok().State);

        engine.Advance(TimeSpan.FromDays(1));
        (await watched.TryNote(hidden)).Refused("watch.too-late");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_end_that_nobody_told_is_found_by_the_agenda_or_when_a_page_tells_more(bool byAPage)
    {
        var watched = await Watched.Sitting(engine);
        await watched.Note(watched.Began("page-hidden"));
        // The watch hears of the end and cannot write it down.
        var tried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Faults.BreakWhere(IsOfTheWatch, Fault.Refuse);
        await watched.Learner.Submit();
        await tried.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await engine.Forget(watched.Grain);
        engine.Faults.Mend();
        Assert.DoesNotContain(await engine.Events(watched.Stream), stored => stored.Type == "watch.over.v1");
        if (byAPage)
        {
            engine.Advance(TimeSpan.FromMilliseconds(1));
            (await watched.TryNote(watched.Did("pasted"))).Refused("watch.over");
            Assert.Contains(await engine.Events(watched.Stream), stored => stored.Type == "watch.over.v1");
        }

        engine.Advance(TimeSpan.FromDays(1));
        await engine.Sweep();

        Assert.Contains(await engine.Events(watched.Stream), stored => stored.Type == "watch.over.v1");
        Assert.Null(engine.Agenda.Find($"watch/{watched.Learner.SessionId}"));

        bool IsOfTheWatch(ExamEngine.Storage.Journal.Append append)
        {
            if (append.Stream != watched.Stream)
                return false;
            tried.TrySetResult();
            return true;
        }
    }

    [Fact]
    public async Task A_pause_stops_the_clock_is_told_and_acknowledged_and_can_be_taken_back()
    {
        var watched = await Watched.Sitting(engine);
        var order = Watched.Order(ActKind.Pause, "A moment, please.");
        (await watched.Grain.Take(People.Staff, order)).Ok();
        (await watched.Grain.Take(People.Staff, order)).Ok();
        await watched.Until(() => watched.Notices.Any(notice => notice.Id == order.Id));
        Assert.Equal("paused", (await watched.Learner.Session.Status()).State);

        engine.Advance(TimeSpan.FromSeconds(1));
        (await watched.Grain.Acknowledge(watched.Actor, order.Id, false)).Ok();
        var notice = Assert.Single((await watched.Attend()).Notices, notice => notice.Kind == ActKind.Pause);
        Assert.Equal((true, false, false), (notice.Delivered, notice.Confirmed, notice.Withdrawn));

        var command = Guid.NewGuid();
        (await watched.Grain.Undo(People.Staff, command, order.Id, "mistake")).Ok();
        (await watched.Grain.Undo(People.Staff, command, order.Id, "mistake")).Ok();
        Assert.Equal("running", (await watched.Learner.Session.Status()).State);
        await watched.Until(() => watched.Notices.Any(told => told.Id == order.Id && told.Withdrawn));
        (await watched.Grain.Undo(People.Staff, Guid.NewGuid(), order.Id, "mistake")).Refused("watch.act-undone");
    }

    [Fact]
    public async Task A_pause_that_is_over_is_not_taken_back_from_the_next()
    {
        var watched = await Watched.Sitting(engine);
        var first = await watched.Take(ActKind.Pause, "A moment, please.");
        await watched.Take(ActKind.Resume);
        await watched.Take(ActKind.Pause, "The fire alarm.");

        (await watched.Grain.Undo(People.Staff, Guid.NewGuid(), first, "mistake")).Refused("session.hold-over");

        Assert.Equal("paused", (await watched.Learner.Session.Status()).State);
    }

    [Fact]
    public async Task A_page_that_another_activation_told_nothing_is_told_when_it_watches_again()
    {
        var watched = await Watched.Sitting(engine);
        var arrived = await watched.Take(ActKind.Message, "This was read.");
        await watched.Until(() => watched.Notices.Any(notice => notice.Id == arrived));
        (await watched.Grain.Acknowledge(watched.Actor, arrived, false)).Ok();
        await engine.Forget(watched.Grain);
        var missed = await watched.Take(ActKind.Warn, "Look at your own screen.");
        (await watched.Grain.Say(People.Staff, Guid.NewGuid(), "Can you hear me?")).Ok();
        var told = watched.Notices.Count;

        await watched.Watch();

        await watched.Until(() => watched.Notices.Any(notice => notice.Id == missed) && watched.Lines.Any(line => line.Text == "Can you hear me?"));
        Assert.DoesNotContain(watched.Notices.Skip(told), notice => notice.Id == arrived);
    }

    [Fact]
    public async Task Who_took_something_back_has_acted_on_the_session()
    {
        var watched = await Watched.Sitting(engine);
        var flag = Watched.Order(ActKind.Flag, "Looks aside") with { Gravity = "minor" };
        (await watched.Grain.Take(People.Staff, flag)).Ok();
        (await watched.Grain.Undo(new("otto", null, Roles.Staff), Guid.NewGuid(), flag.Id, "mistake")).Ok();

        Assert.Contains("otto", (await watched.Grain.ForReview())!.ActedBy);
    }

    [Fact]
    public async Task Added_time_is_taken_back_by_undo()
    {
        var watched = await Watched.Sitting(engine);
        var before = (await watched.View()).Time.LimitMs;
        var act = await watched.Take(ActKind.AddTime, "The line was down.", 5);
        Assert.Equal(before + 300_000, (await watched.View()).Time.LimitMs);

        (await watched.Grain.Undo(People.Staff, Guid.NewGuid(), act, "mistake")).Ok();

        Assert.Equal(before, (await watched.View()).Time.LimitMs);
    }

    [Fact]
    public async Task An_act_that_the_session_refuses_leaves_no_trace_and_may_be_done_later_under_its_id()
    {
        var watched = await Watched.Waiting(engine);
        var order = Watched.Order(ActKind.Pause);
        (await watched.Grain.Take(People.Staff, order)).Refused("session.not-started");
        Assert.DoesNotContain((await watched.View()).Timeline, entry => entry.What == "pause");

        await watched.Take(ActKind.Admit);
        await watched.Learner.Start();
        (await watched.Grain.Take(People.Staff, order)).Ok();
    }

    [Fact]
    public async Task An_act_whose_answer_was_lost_is_found_again_by_its_id()
    {
        var watched = await Watched.Sitting(engine);
        var order = Watched.Order(ActKind.AddTime, "Five more.", 5);
        var before = (await watched.View()).Time.LimitMs;
        engine.Faults.Break(watched.Stream, Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => watched.Grain.Take(People.Staff, order));
        engine.Faults.Mend();

        (await watched.Grain.Take(People.Staff, order)).Ok();

        var view = await watched.View();
        Assert.Equal(before + 300_000, view.Time.LimitMs);
        Assert.Single(view.Timeline, entry => entry is { Kind: "act", What: "addTime" });
    }

    [Theory]
    [InlineData(ActKind.End, "submitted")]
    [InlineData(ActKind.Terminate, "terminated")]
    [InlineData(ActKind.Lock, "paused")]
    public async Task Acts_reach_the_session(ActKind kind, string state)
    {
        var watched = await Watched.Sitting(engine);
        await watched.Take(kind, "So it is.");

        Assert.Equal(state, (await watched.Learner.Session.Status()).State);
    }

    [Fact]
    public async Task What_proctors_write_down_is_not_told_to_the_learner_while_they_sit()
    {
        var watched = await Watched.Sitting(engine);
        await watched.Take(ActKind.Note, "Quiet.");
        (await watched.Grain.Take(People.Staff, Watched.Order(ActKind.Flag, "Talks to somebody") with { Gravity = "moderate" })).Ok();
        (await watched.Grain.Take(People.Staff, Watched.Order(ActKind.Report, "The power went.") with { Irregularity = "environmentPowerOutage", Gravity = "minor" })).Ok();

        Assert.DoesNotContain((await watched.Attend()).Notices, notice => notice.Kind is ActKind.Note or ActKind.Flag or ActKind.Report);
        var view = await watched.View();
        Assert.Equal(("by-hand", 0.6m), (view.Flags[0].Rule, view.Flags[0].Severity));
        Assert.Equal(("environmentPowerOutage", "minor", "sam"), (view.Incidents[0].Kind, view.Incidents[0].Gravity, view.Incidents[0].By));
        (await watched.Grain.Take(People.Staff, Watched.Order(ActKind.Report, "Noise") with { Irregularity = "aliens", Gravity = "minor" })).Refused("watch.irregularity-missing");
        (await watched.Grain.Take(People.Staff, Watched.Order(ActKind.Message, "Hello") with { Reason = "whim" })).Refused("watch.reason-missing");
    }

    [Fact]
    public async Task Learner_and_proctor_talk()
    {
        var watched = await Watched.Sitting(engine);
        (await watched.Grain.RaiseHand(watched.Actor, Guid.NewGuid(), true)).Ok();
        var command = Guid.NewGuid();
        var asked = (await watched.Grain.Say(watched.Actor, command, "May I drink?")).Ok();
        Assert.Equal(asked, (await watched.Grain.Say(watched.Actor, command, "May I drink?")).Ok());
        var cell = await watched.Grain.Board();
        Assert.Equal((true, 1, engine.Now), (cell!.HandRaised, cell.Unanswered, cell.WaitingSince));

        (await watched.Grain.Say(People.Staff, Guid.NewGuid(), "Yes.")).Ok();
        await watched.Until(() => watched.Lines.Count == 2);

        cell = await watched.Grain.Board();
        Assert.Equal((false, 0, null), (cell!.HandRaised, cell.Unanswered, cell.WaitingSince));
        Assert.Equal([("learner", "Ada Lovelace"), ("proctor", "Proctor")], (await watched.Attend()).Talk.Select(line => (line.By, line.Name)));
    }

    [Fact]
    public async Task Signalling_goes_to_the_page_and_is_kept_nowhere()
    {
        var watched = await Watched.Sitting(engine);
        var version = await engine.VersionOf(watched.Stream);
        (await watched.Grain.Relay(People.Staff, "connection-1", "{\"offer\":1}")).Ok();
        await watched.Until(() => watched.Messages.Contains("connection-1: {\"offer\":1}"));

        (await watched.Grain.Relay(watched.Actor, "connection-1", "{\"answer\":1}")).Ok();
        (await watched.Grain.Relay(watched.Actor, "connection-1", new string('x', 70_000))).Refused("input.too-long");
        Assert.Equal(version, await engine.VersionOf(watched.Stream));
    }

    [Fact]
    public async Task Looking_at_evidence_and_erasing_it_are_written_down()
    {
        var watched = await Watched.Sitting(engine);
        await watched.Grain.EvidenceViewed(People.Staff, "still-1");
        await watched.Grain.EvidenceErased("stills", 12, "retention");

        Assert.Equal([("viewed", "sam"), ("erased", "system")], (await watched.View()).Timeline.Where(entry => entry.Kind == "evidence").Select(entry => (entry.What, entry.By)));
    }

    [Fact]
    public async Task Looking_live_is_written_down_as_long_as_there_is_something_to_see()
    {
        var watched = await Watched.Sitting(engine);
        (await watched.Grain.WatchedLive(People.Staff, "camera screen")).Ok();
        await watched.Learner.Submit();
        await watched.Attend();
        (await watched.Grain.WatchedLive(People.Staff, "camera")).Refused("watch.over");

        var entry = Assert.Single((await watched.View()).Timeline, entry => entry.Kind == "evidence");
        Assert.Equal(("viewed", "sam", "live camera screen"), (entry.What, entry.By, entry.Text));
    }

    [Theory]
    [InlineData(ActKind.ConfirmIdentity)]
    [InlineData(ActKind.Admit)]
    public async Task Who_confirmed_the_identity_is_known_and_when_until_it_is_asked_for_again(ActKind kind)
    {
        var watched = await Watched.Waiting(engine);
        Assert.Null((await watched.View()).Confirmed);

        await watched.Take(kind);
        await engine.Forget(watched.Grain);
        Assert.Equal(new IdentityConfirmed("sam", engine.Now), (await watched.View()).Confirmed);

        await watched.Take(ActKind.AskIdentity, "Please show it again.");
        Assert.Null((await watched.View()).Confirmed);
    }

    [Fact]
    public async Task To_everybody_else_the_watch_does_not_exist()
    {
        var watched = await Watched.Sitting(engine);
        var eve = await engine.Candidate();
        var version = await engine.VersionOf(watched.Stream);
        var order = Watched.Order(ActKind.Message, "Hello");

        foreach (var actor in (Actor[])[eve.Actor, People.Grader, new("nobody", null, Roles.Learner), new("pat", null, Roles.Proctor)])
        {
            var from = watched.From() with { Actor = actor };
            (await watched.Grain.Attend(actor, watched.Learner.Device)).Refused("session.unknown");
            (await watched.Grain.BeginCheckIn(from)).Refused("session.unknown");
            (await watched.Grain.Consent(from, new("", true, true, true))).Refused("session.unknown");
            (await watched.Grain.ShowIdentity(from, new(true, null, null))).Refused("session.unknown");
            (await watched.Grain.CompleteCheckIn(from)).Refused("session.unknown");
            (await watched.Grain.Note(actor, watched.Learner.Device, [watched.Did("pasted")])).Refused("session.unknown");
            (await watched.Grain.Acknowledge(actor, order.Id, true)).Refused("session.unknown");
            (await watched.Grain.RaiseHand(actor, Guid.NewGuid(), true)).Refused("session.unknown");
            (await watched.Grain.Say(actor, Guid.NewGuid(), "Hello")).Refused("session.unknown");
            (await watched.Grain.Permit(actor)).Refused("session.unknown");
            (await watched.Grain.Relay(actor, "peer", "{}")).Refused("session.unknown");
            (await watched.Grain.View(actor)).Refused("session.unknown");
            (await watched.Grain.Take(actor, order)).Refused("session.unknown");
            (await watched.Grain.Undo(actor, Guid.NewGuid(), order.Id, "mistake")).Refused("session.unknown");
            (await watched.Grain.WatchedLive(actor, "camera")).Refused("session.unknown");
            await watched.Grain.EvidenceViewed(actor, "still-1");
        }
        // Nor does a learner do a proctor's work on their own session.
        (await watched.Grain.WatchedLive(watched.Actor, "camera")).Refused("session.unknown");
        (await watched.Grain.View(watched.Actor)).Refused("session.unknown");
        (await watched.Grain.Take(watched.Actor, order)).Refused("session.unknown");
        Assert.Equal(version, await engine.VersionOf(watched.Stream));
    }
}
