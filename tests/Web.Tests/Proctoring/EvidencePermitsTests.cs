using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage.Evidence;
using ExamEngine.Web.Proctoring;
using Microsoft.Extensions.Time.Testing;

namespace Web.Tests.Proctoring;

/// <summary>How often a watch is asked, beside watches that only count.</summary>
public sealed class EvidencePermitsTests
{
    private static readonly Actor Learner = new("account", "learner", Roles.Learner);
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Noon);
    private readonly Guid session = Guid.NewGuid();

    private static bool Camera(GivenPermit given) => given.Permit.Camera;

    [Fact]
    public async Task The_watch_is_asked_once_for_as_long_as_it_said()
    {
        var watches = CountedWatch.Answering(() => new EvidencePermit("room", time.GetUtcNow().AddSeconds(30), true, true, true));
        var permits = new EvidencePermits(watches.Factory, time);

        for (var still = 0; still < 1000; still++)
            Assert.True((await permits.For(session, Learner, Camera)).Value!.Permit.Camera);
        Assert.Equal(1, watches.Asked);

        time.Advance(TimeSpan.FromSeconds(30));
        await permits.For(session, Learner, Camera);
        Assert.Equal(2, watches.Asked);
    }

    [Fact]
    public async Task What_was_permitted_ends_with_the_next_answer()
    {
        var over = false;
        var watches = CountedWatch.Answering(() => new EvidencePermit("room", time.GetUtcNow().AddSeconds(30), !over, !over, !over));
        var permits = new EvidencePermits(watches.Factory, time);
        Assert.True((await permits.For(session, Learner, Camera)).Value!.Permit.Camera);

        over = true;
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.False((await permits.For(session, Learner, Camera)).Value!.Permit.Camera);
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        var watches = CountedWatch.Answering(() => null);
        var permits = new EvidencePermits(watches.Factory, time);

        Assert.Equal("session.unknown", Assert.Single((await permits.For(session, Learner, Camera)).Problems).Code);
        await permits.For(session, Learner, Camera);

        Assert.Equal(2, watches.Asked);
    }

    [Fact]
    public async Task A_no_is_not_remembered_and_what_is_permitted_a_moment_later_is_taken()
    {
        var asked = false;
        var watches = CountedWatch.Answering(() => new EvidencePermit("room", time.GetUtcNow().AddSeconds(30), true, true, asked));
        var permits = new EvidencePermits(watches.Factory, time);
        Assert.False((await permits.For(session, Learner, given => given.Permit.Identity)).Value!.Permit.Identity);

        asked = true;

        Assert.True((await permits.For(session, Learner, given => given.Permit.Identity)).Value!.Permit.Identity);
    }

    [Fact]
    public async Task What_was_permitted_counts_no_more_once_the_session_has_moved()
    {
        var watches = CountedWatch.Answering(() => new EvidencePermit("room", time.GetUtcNow().AddSeconds(30), true, true, true));
        var permits = new EvidencePermits(watches.Factory, time);
        var before = (await permits.For(session, Learner, Camera)).Value!;
        Assert.True(before.TryTake(128 * 1024 * 1024));

        permits.Expire(session);

        // What this page may send is counted on.
        Assert.False((await permits.For(session, Learner, Camera)).Value!.TryTake(1024));
        Assert.Equal(2, watches.Asked);
    }

    [Fact]
    public async Task Nobody_goes_by_the_permit_of_another()
    {
        var watches = CountedWatch.Answering(() => new EvidencePermit("room", time.GetUtcNow().AddSeconds(30), true, true, true));
        var permits = new EvidencePermits(watches.Factory, time);

        await permits.For(session, Learner, Camera);
        await permits.For(session, Learner with { Id = "another" }, Camera);
        await permits.For(Guid.NewGuid(), Learner, Camera);

        Assert.Equal(3, watches.Asked);
    }

    [Fact]
    public async Task A_refusal_to_another_takes_nothing_from_whoever_holds_the_permit()
    {
        var theirs = true;
        var watches = CountedWatch.Answering(() => theirs ? new EvidencePermit("room", time.GetUtcNow().AddSeconds(30), true, true, true) : null);
        var permits = new EvidencePermits(watches.Factory, time);
        Assert.True((await permits.For(session, Learner, Camera)).Value!.TryTake(128 * 1024 * 1024));

        theirs = false;
        Assert.NotEmpty((await permits.For(session, Learner with { Id = "another" }, Camera)).Problems);

        Assert.False((await permits.For(session, Learner, Camera)).Value!.TryTake(1024));
        Assert.Equal(2, watches.Asked);
    }

    [Fact]
    public async Task A_chunk_goes_by_a_permit_that_was_asked_for_after_it_was_begun()
    {
        var watches = CountedWatch.Answering(() => new EvidencePermit("room", time.GetUtcNow().AddSeconds(30), true, true, true, Record: true));
        var permits = new EvidencePermits(watches.Factory, time);
        await permits.For(session, Learner, Camera);

        foreach (var kind in (EvidenceKind[])[EvidenceKind.CameraRecording, EvidenceKind.ScreenRecording])
            await permits.For(session, Learner, given => EvidenceIntake.Holds(given, kind, Noon));
        Assert.Equal(1, watches.Asked);

        time.Advance(TimeSpan.FromSeconds(10));
        await permits.For(session, Learner, given => EvidenceIntake.Holds(given, EvidenceKind.CameraRecording, Noon.AddSeconds(1)));
        Assert.Equal(2, watches.Asked);
        await permits.For(session, Learner, given => EvidenceIntake.Holds(given, EvidenceKind.CameraRecording, null));
        Assert.Equal(3, watches.Asked);
    }

    [Fact]
    public void A_remembered_permit_does_for_stills_and_recordings_alone()
    {
        var given = new GivenPermit(new("room", Noon, true, true, true, Record: true), Noon);

        Assert.Equal(
            [EvidenceKind.CameraStill, EvidenceKind.ScreenStill, EvidenceKind.CameraRecording, EvidenceKind.ScreenRecording],
            EvidenceKinds.All.Where(kind => EvidenceIntake.Holds(given, kind, Noon)).Order());
    }

    [Fact]
    public void A_page_sends_what_a_camera_makes_and_no_more()
    {
        var held = new HeldPermit("account", new(new("room", Noon, true, true, true), Noon), time);

        Assert.True(held.TryTake(128 * 1024 * 1024));
        Assert.False(held.TryTake(1024));
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.True(held.TryTake(2 * 1024 * 1024));
        Assert.False(held.TryTake(1024));
    }

    [Fact]
    public void A_room_is_told_of_a_still_every_two_seconds_at_most()
    {
        var held = new HeldPermit("account", new(new("room", Noon, true, true, true), Noon), time);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(held.TellStill());
        Assert.False(held.TellStill());
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(held.TellStill());
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(held.TellStill());
    }
}
