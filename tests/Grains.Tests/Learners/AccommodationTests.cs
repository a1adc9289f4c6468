using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Learners;

/// <summary>What a learner is granted, from the record to the seat and into a session under way.</summary>
public sealed class AccommodationTests(Engine engine) : IClassFixture<Engine>
{
    private static readonly AccommodationView All = new(125, 20, ["screen-reader"], ["page-hidden"], true, true, true);

    [Fact]
    public async Task All_of_it_is_frozen_into_the_seat()
    {
        var ada = await engine.Candidate();
        (await ada.Learner.Accommodate(People.Staff, All)).Ok();
        await ada.Register("plain");
        await ada.Begin("plain");
        await engine.Forget(ada.Session);

        var watched = await ada.Session.Watched();

        Same(All, watched?.Accommodation);
        Assert.Equal(75 * 60_000, watched?.Time.RemainingMs);
        Same(All, (await ada.Learner.Accommodation(ada.Actor)).Ok());
    }

    [Fact]
    public async Task Of_two_grants_of_time_the_greater_counts()
    {
        var ada = await engine.Candidate();
        (await ada.Learner.Accommodate(People.Staff, All)).Ok();
        await ada.Register("plain", timeMultiplierPercent: 150);

        Assert.Equal(90 * 60_000, (await ada.Card("plain")).TimeLimitMs);
        await ada.Begin("plain");
        Same(All with { TimeMultiplierPercent = 150 }, (await ada.Session.Watched())?.Accommodation);
    }

    [Fact]
    public async Task What_is_granted_under_way_reaches_the_session_and_takes_no_time_from_it()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");

        (await ada.Learner.Accommodate(People.Staff, All)).Ok();
        await engine.Sweep();
        Assert.Equal((75 * 60_000L, 20 * 60_000L), (await ada.Session.Watched())?.Time is { } time ? (time.RemainingMs, time.BreakLeftMs) : default);

        (await ada.Learner.Accommodate(People.Staff, All with { TimeMultiplierPercent = 100, NoCamera = false })).Ok();
        await engine.Sweep();

        Same(All with { NoCamera = false }, (await ada.Session.Watched())?.Accommodation);
        Assert.Equal([("added", 15 * 60_000L)], (await ada.Session.Story()).Ledger.Where(span => span.Cause == "added").Select(span => (span.Cause, span.Ms)));
    }

    [Fact]
    public async Task A_registration_that_is_changed_under_way_reaches_the_session()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");

        await ada.Register("plain", timeMultiplierPercent: 150);
        await engine.Sweep();

        Assert.Equal(90 * 60_000, (await ada.Session.Watched())?.Time.RemainingMs);
    }

    [Fact]
    public async Task A_change_of_the_seat_that_a_beginning_overtakes_still_counts()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada);
        await engine.Sweep();
        await window.Prepare();
        engine.AdvanceTo(window.Opens);

        await window.Take(150, ada);
        // The learner is faster than the agenda, which would have told their record first.
        await ada.Begin("plain");
        Assert.Equal(60 * 60_000, (await ada.Start()).Time.RemainingMs);
        await engine.Sweep();

        Assert.Equal(90 * 60_000, (await ada.Session.Watched())?.Time.RemainingMs);
    }

    [Fact]
    public async Task What_was_prepared_without_it_is_prepared_anew()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada);
        await engine.Sweep();
        await window.Prepare();
        var before = (await window.Prepared(ada))!.Session;

        (await ada.Learner.Accommodate(People.Staff, All)).Ok();

        var fresh = (await window.Prepared(ada))!;
        Assert.NotEqual(before, fresh.Session);
        Same(All, (await engine.Grains.GetGrain<ISessionGrain>(fresh.Session).Watched())?.Accommodation);
        engine.AdvanceTo(window.Opens);
        Assert.Equal(fresh.Session, await ada.Begin("plain"));
    }

    [Fact]
    public async Task Staff_grant_it_and_nobody_else_and_only_what_makes_sense()
    {
        var ada = await engine.Candidate();

        (await ada.Learner.Accommodate(ada.Actor, All)).Refused("account.forbidden");
        (await ada.Learner.Accommodate(People.Proctor, All)).Refused("account.forbidden");
        (await ada.Learner.Accommodation((await engine.Candidate()).Actor)).Refused("learner.unknown");
        (await ada.Learner.Accommodate(People.Staff, All with { TimeMultiplierPercent = 90 })).Refused("input.time-multiplier");
        (await ada.Learner.Accommodate(People.Staff, All with { BreakMinutes = -1 })).Refused("input.break-minutes");
        (await ada.Learner.Accommodate(People.Staff, All with { Tools = ["Screen reader"] })).Refused("input.accommodation");
        (await ada.Learner.Accommodate(People.Staff, All with { ExemptRules = default })).Refused("input.accommodation");
    }

    private static void Same(AccommodationView expected, AccommodationView? found)
    {
        Assert.NotNull(found);
        Assert.Equal(
            (expected.TimeMultiplierPercent, expected.BreakMinutes, string.Join(' ', expected.Tools), string.Join(' ', expected.ExemptRules), expected.NoCamera, expected.NoMicrophone, expected.NoScreen),
            (found.TimeMultiplierPercent, found.BreakMinutes, string.Join(' ', found.Tools), string.Join(' ', found.ExemptRules), found.NoCamera, found.NoMicrophone, found.NoScreen));
    }
}
