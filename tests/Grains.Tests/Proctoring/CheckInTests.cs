using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage.Evidence;
using Grains.Tests.Harness;

namespace Grains.Tests.Proctoring;

/// <summary>From the seat to the start of a watched exam.</summary>
public sealed class CheckInTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_learner_checks_in_and_is_admitted_by_a_proctor()
    {
        var watched = await Watched.Seat(engine);
        var view = await watched.Attend();
        Assert.Equal((true, "seated", "Ada Lovelace"), (view.Proctored, view.CheckIn.Stage, view.CheckIn.LegalName));
        Assert.Contains("<strong>everybody</strong>", view.CheckIn.Consent.PurposeHtml, StringComparison.Ordinal);

        view = await watched.BeginCheckIn();
        Assert.Equal("checkingIn", view.CheckIn.Stage);
        Assert.Equal(["consent", "identity", "roomScan"], view.CheckIn.Missing);
        (await watched.Grain.CompleteCheckIn(watched.From())).Refused("watch.check-in-incomplete");

        await watched.Consent();
        await watched.ShowIdentity();
        await watched.Grain.EvidenceStored("room-scan", "room-1");
        view = (await watched.Grain.CompleteCheckIn(watched.From())).Ok();
        Assert.Equal("waiting", view.CheckIn.Stage);
        Assert.Empty(view.CheckIn.Missing);
        (await watched.Learner.Session.Start(watched.From())).Refused("session.proctor-needed");

        await watched.Take(ActKind.Admit);
        await watched.Until(() => watched.Stages.Any(stage => stage.Stage == "admitted"));
        await watched.Learner.Start();

        Assert.Equal("over", (await watched.Attend()).CheckIn.Stage);
        var seen = await watched.View();
        Assert.Equal(("running", "face-1"), (seen.State, seen.Identity?.Face));
        Assert.Equal(["consent", "identity", "identity", "act"], seen.Timeline.Where(entry => entry.Kind is "consent" or "identity" or "act").Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_rehearsal_runs_the_same_path_keeps_nobody_waiting_and_nothing_for_long()
    {
        var watched = await Watched.Seat(engine, "rehearsal-watched");
        Assert.Equal(["consent", "identity"], (await watched.BeginCheckIn()).CheckIn.Missing);
        var text = (await watched.Consent()).CheckIn.Consent;
        Assert.Equal((true, true, true, 1, 1), (text.Camera, text.Microphone, text.Screen, text.StillsDays, text.IdentityDays));
        await watched.ShowIdentity();
        Assert.Equal("admitted", (await watched.Grain.CompleteCheckIn(watched.From())).Ok().CheckIn.Stage);
        await watched.Learner.Start();
        await watched.Note(watched.Did("pasted"));
        await watched.Learner.Submit();
        await engine.Sweep();

        var home = (await watched.Learner.Learner.Home(watched.Actor)).Ok();
        Assert.NotNull(Assert.Single(home.MoreRehearsals!.Value, card => card.ExamId == "rehearsal-watched").Attempts[0].Passed);
        Assert.Equal("none", (await engine.Grains.GetGrain<IReviewGrain>(watched.Learner.SessionId).View(People.Staff)).Value?.State ?? "none");
        var kept = await engine.Grains.GetGrain<IEvidenceGrain>(watched.Learner.SessionId).Kept();
        Assert.NotEmpty(kept);
        Assert.All(kept, group => Assert.True(group.Until <= engine.Now + TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task Where_the_policy_admits_nobody_waits()
    {
        var watched = await Watched.Seat(engine, "let-in");
        await watched.BeginCheckIn();
        var view = await watched.Consent();
        Assert.Empty(view.CheckIn.Missing);

        view = (await watched.Grain.CompleteCheckIn(watched.From())).Ok();

        Assert.Equal("admitted", view.CheckIn.Stage);
        await watched.Until(() => watched.Stages.Any(stage => stage.Stage == "admitted"));
        await watched.Learner.Start();
        await watched.Until(() => watched.Stages.Any(stage => stage.Stage == "over"));
    }

    [Fact]
    public async Task Nothing_is_recorded_before_the_learner_agrees()
    {
        var watched = await Watched.Seat(engine);
        Assert.Equal((false, false, false), Allowed((await watched.Grain.Permit(watched.Actor)).Ok()));
        (await watched.TryNote(watched.Did("pasted"))).Refused("watch.not-begun");
        await watched.BeginCheckIn();

        (await watched.TryNote(watched.Did("pasted"))).Refused("watch.consent-missing");
        (await watched.Grain.Relay(watched.Actor, "peer", "{}")).Refused("watch.consent-missing");
        (await watched.Grain.WatchedLive(People.Staff, "camera")).Refused("watch.consent-missing");
        Assert.Equal((false, false, false), Allowed((await watched.Grain.Permit(watched.Actor)).Ok()));
        await watched.Grain.EvidenceStored("room-scan", "too-early");
        Assert.Contains("roomScan", (await watched.Attend()).CheckIn.Missing);

        await watched.Consent();
        Assert.Equal((true, true, true), Allowed((await watched.Grain.Permit(watched.Actor)).Ok()));

        static (bool, bool, bool) Allowed(EvidencePermit permit) => (permit.Camera, permit.Screen, permit.Identity);
    }

    [Fact]
    public async Task Who_may_not_use_a_camera_takes_the_path_without_one()
    {
        var watched = await Watched.Seat(engine);
        (await watched.Learner.Learner.Accommodate(People.Staff, new(100, 0, ["screen-reader"], [], true))).Ok();
        await engine.Sweep();
        var view = await watched.Attend();
        Assert.Equal((false, false, true), (view.Settings.Camera, view.Settings.FaceCounting, view.Settings.AssistiveTools));
        Assert.Equal((false, true, false), (view.CheckIn.Consent.Camera, view.CheckIn.IdentityNeeded, view.CheckIn.RoomScanNeeded));

        await watched.BeginCheckIn();
        await watched.Consent();
        (await watched.Grain.ShowIdentity(watched.From(), new(true, null, null))).Ok();
        view = (await watched.Grain.CompleteCheckIn(watched.From())).Ok();

        Assert.Equal("waiting", view.CheckIn.Stage);
        Assert.False((await watched.Grain.Permit(watched.Actor)).Ok().Camera);
        (await watched.Grain.Take(People.Staff, Watched.Order(ActKind.AskRoomScan))).Refused("watch.exempt");
    }

    [Fact]
    public async Task Consent_is_to_the_text_as_it_is()
    {
        var watched = await Watched.Seat(engine);
        await watched.BeginCheckIn();

        (await watched.Grain.Consent(watched.From(), new("another", true, true, true))).Refused("watch.consent-outdated");
    }

    [Fact]
    public async Task Whoever_waits_can_be_asked_to_show_again()
    {
        var watched = await Watched.Waiting(engine);
        await watched.Take(ActKind.AskIdentity, "The document was blurred.");

        var view = await watched.Attend();
        Assert.Equal(("checkingIn", "The document was blurred."), (view.CheckIn.Stage, view.CheckIn.Message));
        Assert.Equal(["identity"], view.CheckIn.Missing);
        await watched.ShowIdentity();
        view = (await watched.Grain.CompleteCheckIn(watched.From())).Ok();
        Assert.Equal("waiting", view.CheckIn.Stage);
    }

    [Fact]
    public async Task A_learner_who_is_denied_is_told_why_and_cannot_start()
    {
        var watched = await Watched.Waiting(engine);
        await watched.Take(ActKind.Deny, "The document is another person's.");

        await watched.Until(() => watched.Stages.Any(stage => stage is { Stage: "denied", Message: "The document is another person's." }));
        Assert.NotEmpty((await watched.Learner.Session.Start(watched.From())).Problems);
    }

    [Fact]
    public async Task Whoever_waited_when_the_window_closed_was_not_admitted_and_has_their_attempt_again()
    {
        var watched = await Watched.Waiting(engine, closesIn: TimeSpan.FromMinutes(30));
        Assert.Equal(1, (await watched.Learner.Card("watched")).AttemptsUsed);

        engine.Advance(TimeSpan.FromMinutes(31));
        await engine.SweepUntil(async () => (await watched.Learner.Card("watched")).AttemptsUsed == 0);

        Assert.Equal("denied", (await watched.Learner.Session.Status()).State);
        Assert.Equal("denied", (await watched.Attend()).CheckIn.Stage);
        Assert.Contains((await watched.View()).Timeline, entry => entry is { Kind: "state", What: "notAdmitted", By: "engine" });
        Assert.Contains(await engine.Events(watched.Learner.SessionStream), stored => stored.Type == "session.not-admitted.v1");
    }

    [Fact]
    public async Task A_check_in_that_is_never_followed_by_a_start_leaves_no_photos()
    {
        var watched = await Watched.Waiting(engine);
        var store = engine.Of<IEvidenceStore>();
        var session = watched.Learner.SessionId;
        await store.Put(EvidenceName.New(session, EvidenceKind.Face, EvidenceFormat.Jpeg, engine.Now), new MemoryStream([1, 2, 3]), TestContext.Current.CancellationToken);

        engine.Advance(TimeSpan.FromDays(7));
        await engine.SweepUntil(async () => (await watched.Learner.Card("watched")).AttemptsUsed == 0);
        engine.Advance(TimeSpan.FromDays(30));
        await engine.SweepUntil(async () => !await store.List(session, EvidenceKind.Face, TestContext.Current.CancellationToken).AnyAsync(TestContext.Current.CancellationToken));

        Assert.Equal("denied", (await watched.Learner.Session.Status()).State);
    }

    [Fact]
    public async Task A_check_in_survives_the_loss_of_its_activation_and_repeats_change_nothing()
    {
        var watched = await Watched.Seat(engine);
        var begin = watched.From();
        (await watched.Grain.BeginCheckIn(begin)).Ok();
        var consent = watched.From();
        var text = (await watched.Attend()).CheckIn.Consent;
        ConsentGiven given = new(text.Version, true, true, true);
        (await watched.Grain.Consent(consent, given)).Ok();
        var version = await engine.VersionOf(watched.Stream);

        await engine.Forget(watched.Grain);
        (await watched.Grain.BeginCheckIn(begin)).Ok();
        var view = (await watched.Grain.Consent(consent, given)).Ok();

        Assert.Equal(version, await engine.VersionOf(watched.Stream));
        Assert.NotNull(view.CheckIn.ConsentedAt);
    }

    [Fact]
    public async Task A_session_without_a_proctor_is_watched_by_nobody()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var watch = engine.Grains.GetGrain<IWatchGrain>(ada.SessionId);

        Assert.False((await watch.Attend(ada.Actor, ada.Device)).Ok().Proctored);
        (await watch.BeginCheckIn(ada.From())).Refused("session.not-proctored");
        (await watch.Note(ada.Actor, ada.Device, [])).Refused("session.not-proctored");
        (await watch.View(People.Staff)).Refused("session.not-proctored");
        await watch.Notice("taken-over", ada.Device);
        Assert.Null(await watch.Board());
        Assert.Null(await watch.ForReview());
        Assert.Equal(0, await engine.VersionOf($"watch/{ada.SessionId}"));
    }
}
