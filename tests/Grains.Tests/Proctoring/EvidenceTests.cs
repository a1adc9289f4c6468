using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Proctoring;
using ExamEngine.Storage.Evidence;
using Grains.Tests.Harness;

namespace Grains.Tests.Proctoring;

/// <summary>How long evidence is kept, and that its erasure is recorded whatever happens meanwhile.</summary>
public sealed class EvidenceTests(Engine engine) : IClassFixture<Engine>
{
    private IEvidenceStore Store => engine.Of<IEvidenceStore>();

    [Fact]
    public async Task Each_group_is_erased_when_its_days_are_over_and_the_record_says_how_many()
    {
        var session = await EndedSession();
        await Put(session, EvidenceKind.CameraStill, 3, before: true);
        await Put(session, EvidenceKind.ScreenStill, 2, before: true);
        await Put(session, EvidenceKind.Face, 1);
        await Put(session, EvidenceKind.Document, 1);
        await engine.Sweep();

        var kept = await Kept(session);
        var ended = kept["stills"].Until - TimeSpan.FromDays(30);
        Assert.Equal([30, 30, 30, 180], ((string[])["stills", "recording", "identity", "talk"]).Select(group => (int)(kept[group].Until - ended).TotalDays));
        Assert.All(kept.Values, group => Assert.Null(group.ErasedAt));

        engine.AdvanceTo(kept["stills"].Until - TimeSpan.FromMilliseconds(1));
        await engine.Sweep();
        Assert.Equal(3, await Count(session, EvidenceKind.CameraStill));

        engine.Advance(TimeSpan.FromMilliseconds(1));
        var due = engine.Now;
        await engine.SweepUntil(async () => (await Kept(session)) is var now && now["stills"].ErasedAt is not null && now["recording"].ErasedAt is not null && now["identity"].ErasedAt is not null);

        foreach (var kind in EvidenceKinds.All)
            Assert.Equal(0, await Count(session, kind));
        kept = await Kept(session);
        Assert.Equal((5, 2, 0), (kept["stills"].Erased, kept["identity"].Erased, kept["recording"].Erased));
        Assert.InRange(kept["stills"].ErasedAt!.Value, due, engine.Now);
        Assert.Null(kept["talk"].ErasedAt);
    }

    [Fact]
    public async Task An_erasure_that_a_crash_came_between_goes_on_and_loses_no_count()
    {
        var session = await EndedSession();
        await Put(session, EvidenceKind.CameraStill, 4, before: true);
        await engine.Sweep();
        var until = (await Kept(session))["stills"].Until;
        // Before its time comes: the sweeper may find it at once.
        engine.Faults.BreakWhere(append => append.Events.Any(happened => happened.Type == "evidence.erased.v1"), Fault.Refuse);
        engine.AdvanceTo(until);

        await engine.SweepUntil(async () => await Count(session, EvidenceKind.CameraStill) == 0);
        Assert.False(await Recorded());

        // Asked of the stream: the grain whose append failed is leaving.
        engine.Faults.Mend();
        await engine.SweepUntil(Recorded);
        Assert.Equal(4, (await Kept(session))["stills"].Erased);
        Assert.Equal(1, (await engine.Events($"evidence/{session}")).Count(stored => stored.Type == "evidence.erasure-began.v1" && stored.Body.Span.IndexOf("Stills"u8) >= 0));

        async Task<bool> Recorded() =>
            (await engine.Events($"evidence/{session}")).Any(stored => stored.Type == "evidence.erased.v1" && stored.Body.Span.IndexOf("Stills"u8) >= 0);
    }

    [Fact]
    public async Task Carrying_a_duty_out_again_changes_nothing()
    {
        var session = await EndedSession();
        await engine.Sweep();
        var grain = engine.Grains.GetGrain<IEvidenceGrain>(session);
        await grain.Carry("keep");
        Assert.Equal(1, await engine.VersionOf($"evidence/{session}"));

        engine.AdvanceTo((await Kept(session))["talk"].Until);
        await engine.SweepUntil(async () => (await Kept(session)).Values.All(group => group.ErasedAt is not null));
        var version = await engine.VersionOf($"evidence/{session}");
        foreach (var duty in (string[])["keep", "erase/stills", "erase/recording", "erase/identity", "erase/talk"])
            await grain.Carry(duty);

        Assert.Equal(version, await engine.VersionOf($"evidence/{session}"));
    }

    [Fact]
    public async Task What_was_said_is_gone_from_every_stream_when_its_days_are_over_and_that_it_was_said_stays()
    {
        var ada = await Watched.Sitting(engine);
        var room = (await ada.View()).Room;
        (await ada.Grain.Say(ada.Actor, Guid.NewGuid(), "I feel unwell.")).Ok();
        (await ada.Grain.Say(People.Staff, Guid.NewGuid(), "Take a break.")).Ok();
        ActOrder message = new(Guid.NewGuid(), ActKind.Message, [ada.Learner.SessionId], "routine", "Your door is open.");
        Assert.Null(Assert.Single((await engine.Grains.GetGrain<IRoomGrain>(room).Act(People.Staff, message)).Ok().Outcomes).Problem);
        await ada.Take(ActKind.Warn, "Face the screen.");
        await ada.Learner.Submit();
        await engine.Sweep();
        var session = ada.Learner.SessionId;
        foreach (var said in (string[])["I feel unwell.", "Take a break.", "Your door is open."])
            Assert.Contains(said, await Written(ada.Stream), StringComparison.Ordinal);
        Assert.Contains("Your door is open.", await Written($"room/{room}"), StringComparison.Ordinal);

        engine.AdvanceTo((await Kept(session))["talk"].Until);
        await engine.SweepUntil(async () => (await Kept(session))["talk"].ErasedAt is not null);

        Assert.Equal(3, (await Kept(session))["talk"].Erased);
        foreach (var stream in (string[])[ada.Stream, $"room/{room}"])
        {
            var written = await Written(stream);
            foreach (var said in (string[])["I feel unwell.", "Take a break.", "Your door is open."])
                Assert.DoesNotContain(said, written, StringComparison.Ordinal);
        }
        Assert.Contains("Face the screen.", await Written(ada.Stream), StringComparison.Ordinal);

        // And so it is to whoever looks, whether or not the watch was in memory meanwhile.
        for (var time = 0; time < 2; time++)
        {
            var view = await ada.View();
            Assert.Empty(view.Talk);
            Assert.Equal(["", ""], view.Timeline.Where(entry => entry.Kind == "chat").Select(entry => entry.Text));
            Assert.Equal("", view.Timeline.Single(entry => entry is { Kind: "act", What: "message" }).Text);
            Assert.Equal(3, view.Timeline.Single(entry => entry is { Kind: "evidence", What: "erased" } && entry.Text.StartsWith("talk", StringComparison.Ordinal)).Amount);
            await engine.Forget(ada.Grain);
        }
    }

    [Fact]
    public async Task What_was_still_stored_after_the_end_is_erased_and_the_record_says_how_many()
    {
        var ada = await Watched.Sitting(engine);
        var session = ada.Learner.SessionId;
        await Put(session, EvidenceKind.CameraStill, 2);
        engine.Advance(TimeSpan.FromSeconds(1));
        await ada.Learner.Submit();
        engine.Advance(TimeSpan.FromSeconds(20));
        await Put(session, EvidenceKind.CameraStill, 2);
        await Put(session, EvidenceKind.ScreenStill, 1);
        await engine.Sweep();
        Assert.Equal(4, await Count(session, EvidenceKind.CameraStill));

        engine.Advance(TimeSpan.FromMinutes(10));
        await engine.SweepUntil(async () => await Count(session, EvidenceKind.CameraStill) + await Count(session, EvidenceKind.ScreenStill) == 2);
        await engine.Grains.GetGrain<IEvidenceGrain>(session).Carry("tidy");

        Assert.Equal([("stills: after-end", 3)], (await ada.View()).Timeline.Where(entry => entry is { Kind: "evidence", What: "erased" }).Select(entry => (entry.Text, entry.Amount ?? 0)));
        Assert.Single(await engine.Events($"evidence/{session}"), stored => stored.Type == "evidence.late-stills-found.v1");
    }

    [Fact]
    public async Task Nothing_is_permitted_past_the_deadline_and_no_permit_outlives_it()
    {
        var ada = await Watched.Sitting(engine);
        var deadline = engine.Now + TimeSpan.FromMinutes(60);
        var during = (await ada.Grain.Permit(ada.Actor)).Ok();
        // The consent named no recording.
        Assert.Equal((true, false, engine.Now + TimeSpan.FromSeconds(30)), (during.Camera, during.Record, during.Remember));

        engine.AdvanceTo(deadline - TimeSpan.FromSeconds(10));
        Assert.Equal((true, deadline), ((await ada.Grain.Permit(ada.Actor)).Ok() is var last && last.Camera, last.Remember));

        engine.AdvanceTo(deadline);
        var after = (await ada.Grain.Permit(ada.Actor)).Ok();
        Assert.Equal((false, false, false, null), (after.Camera, after.Screen, after.Identity, after.Rest));
    }

    [Fact]
    public async Task A_session_that_nobody_watches_has_no_such_duty()
    {
        var candidate = await engine.Candidate();
        await candidate.Sit("plain");
        await candidate.Submit();
        await engine.Sweep();

        Assert.Empty(engine.Agenda.Like($"%keep/{candidate.SessionId}%"));
        Assert.Empty(await engine.Grains.GetGrain<IEvidenceGrain>(candidate.SessionId).Kept());
        Assert.Equal(0, await engine.VersionOf($"evidence/{candidate.SessionId}"));
    }

    [Fact]
    public void Every_kind_is_erased_with_exactly_one_group() =>
        Assert.Equal(EvidenceKinds.All.Order(), Enum.GetValues<EvidenceGroup>().SelectMany(group => EvidenceDuties.KindsOf(group)).Order());

    /// <summary>A proctored session whose window closed before anybody let the learner in.</summary>
    private async Task<Guid> EndedSession()
    {
        var candidate = await engine.Candidate();
        await candidate.Register("proctored", closesIn: TimeSpan.FromMinutes(5));
        await candidate.Begin("proctored");
        engine.Advance(TimeSpan.FromMinutes(6));
        await engine.SweepUntil(async () => (await candidate.Session.Status()).State is not ("seated" or "checkingIn"));
        return candidate.SessionId;
    }

    /// <param name="before">True for what was stored before the end of a session that ended with its window, a minute ago.</param>
    private async Task Put(Guid session, EvidenceKind kind, int count, bool before = false)
    {
        for (var i = 0; i < count; i++)
            await Store.Put(EvidenceName.New(session, kind, EvidenceFormat.Jpeg, engine.Now - TimeSpan.FromMinutes(before ? 2 : 0)), new MemoryStream([1, 2, 3]), TestContext.Current.CancellationToken);
    }

    /// <summary>Everything that the journal has of a stream.</summary>
    private async Task<string> Written(string stream) =>
        string.Join('\n', (await engine.Events(stream)).Select(stored => System.Text.RegularExpressions.Regex.Unescape(System.Text.Encoding.UTF8.GetString(stored.Body.Span))));

    private async Task<int> Count(Guid session, EvidenceKind kind) => await Store.List(session, kind, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);

    private async Task<Dictionary<string, KeptEvidence>> Kept(Guid session) =>
        (await engine.Grains.GetGrain<IEvidenceGrain>(session).Kept()).ToDictionary(group => group.Group);
}
