using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;

namespace Grains.Tests.Windows;

/// <summary>Learners who register themselves: places, the waiting list, changes.</summary>
public sealed class RegistrationTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task Whoever_may_sit_takes_a_place_and_is_registered_at_once()
    {
        var (ada, window) = (await engine.Entitled(), await engine.OpenWindow());
        engine.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("learner", Assert.Single((await engine.Why(ada)).Reasons).By);

        var place = await engine.Register(ada, window);

        Assert.Equal(("seated", window.Opens, 1), (place.State, place.Opens, place.SeatNumber));
        Assert.Equal(["learner.window-not-open"], await engine.Codes(ada));
        engine.AdvanceTo(window.Opens);
        Assert.True((await engine.Why(ada)).MayBegin);
        await ada.Begin("asking");
    }

    [Fact]
    public async Task Whoever_lacks_something_takes_no_place()
    {
        var (ada, window) = (await engine.Candidate(), await engine.OpenWindow());

        var refused = await engine.TryRegister(ada, window);

        Assert.Equal(["learner.not-enrolled", "learner.course-not-passed", "learner.not-paid"], refused.Problems.Select(problem => problem.Code));
        Assert.Equal("none", (await engine.Places(window).Place(ada.Id))!.State);
    }

    [Fact]
    public async Task Learners_who_come_at_once_never_exceed_the_capacity_and_the_others_wait_in_line()
    {
        var window = await engine.OpenWindow(capacity: 5);
        var learners = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engine.Entitled()));

        var places = await Task.WhenAll(learners.Select(learner => engine.Register(learner, window)));

        Assert.Equal(5, places.Count(place => place.State == "seated"));
        Assert.Equal(Enumerable.Range(1, 15), places.Where(place => place.State == "waiting").Select(place => place.Position!.Value).Order());
        await engine.Sweep();
        Assert.Equal(5, (await window.Figures()).Seats);
        var waiting = await engine.Of<PlaceQueries>().Waiting(window.Id, 0, 100, CancellationToken.None);
        Assert.Equal(15, waiting.Count);
        Assert.All(waiting, line => Assert.Equal("Ada Lovelace", line.LegalName));
        var open = Assert.Single(await engine.Of<PlaceQueries>().Windows("asking", engine.Now, CancellationToken.None), open => open.Window.Id == window.Id);
        Assert.Equal((0, 15), (open.Registration.Free, open.Registration.Waiting));
    }

    [Fact]
    public async Task A_place_that_comes_free_is_offered_accepted_or_passes_on_by_the_agenda()
    {
        var window = await engine.OpenWindow();
        var (ada, bob, cy, di) = (await engine.Entitled(), await engine.Entitled(), await engine.Entitled(), await engine.Entitled());
        foreach (var learner in new[] { ada, bob, cy, di })
            await engine.Register(learner, window);
        engine.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["learner.waiting"], await engine.Codes(bob));

        (await engine.Seats(ada).CancelIn(ada.Actor, window.Id)).Ok();
        engine.Advance(TimeSpan.FromSeconds(3));
        var offer = Assert.Single((await engine.Why(bob)).Reasons);
        Assert.Equal("learner.place-offered", offer.Code);
        Assert.Equal(engine.Now.AddMinutes(10).AddSeconds(-3), (await engine.Places(window).Place(bob.Id))!.OfferedUntil);

        engine.Advance(TimeSpan.FromMinutes(10));
        (await engine.TryRegister(bob, window)).Refused("window.offer-over");
        await engine.Sweep();
        Assert.Equal("offered", (await engine.Places(window).Place(cy.Id))!.State);
        (await engine.Seats(cy).CancelIn(cy.Actor, window.Id)).Ok();
        Assert.Equal("seated", (await engine.Register(di, window)).State);

        Assert.Equal(["learner.window-not-open"], await engine.Codes(di));
        Assert.Null(engine.Agenda.Find($"offers/{window.Id}"));
        Assert.Empty(await engine.Of<PlaceQueries>().Waiting(window.Id, 0, 100, CancellationToken.None));
    }

    [Fact]
    public async Task A_crash_between_takes_no_place_twice_and_leaves_none_kept_for_ever()
    {
        var window = await engine.OpenWindow();
        var (ada, bob, command) = (await engine.Entitled(), await engine.Entitled(), Guid.NewGuid());
        engine.Faults.Break(window.Stream, Fault.LoseAnswer);
        await Assert.ThrowsAsync<UnavailableException>(() => engine.TryRegister(ada, window, command: command));
        engine.Faults.Mend();

        Assert.Equal("seated", (await engine.TryRegister(ada, window, command: command)).Ok().State);
        await engine.Register(bob, window);
        Assert.Equal(1, (await engine.Events(window.Stream)).Count(stored => stored.Type == "window.seats-taken.v1"));

        (await engine.Seats(ada).CancelIn(ada.Actor, window.Id)).Ok();
        await engine.Forget(window.Grain);
        Assert.Equal("offered", (await engine.Places(window).Place(bob.Id))!.State);
        engine.Advance(TimeSpan.FromMinutes(10));
        await engine.Sweep();
        Assert.Equal("none", (await engine.Places(window).Place(bob.Id))!.State);
    }

    [Fact]
    public async Task A_seat_is_changed_for_one_in_another_window_and_the_old_one_is_free()
    {
        var (march, april) = (await engine.OpenWindow(), await engine.OpenWindow(opensIn: TimeSpan.FromDays(30), closesIn: TimeSpan.FromDays(31)));
        var (ada, bob) = (await engine.Entitled(), await engine.Entitled());
        await engine.Register(ada, march);
        await engine.Register(bob, march);

        (await engine.TryRegister(ada, april)).Refused("learner.registered-elsewhere");
        Assert.Equal("seated", (await engine.Register(ada, april, insteadOf: march)).State);

        Assert.Equal(april.Id, (await engine.Why(ada)).WindowId);
        Assert.Equal(("none", "offered"), ((await engine.Places(march).Place(ada.Id))!.State, (await engine.Places(march).Place(bob.Id))!.State));
        await engine.Sweep();
        Assert.Equal(("none", "seated"), ((await engine.Places(march).Place(ada.Id))!.State, (await engine.Places(april).Place(ada.Id))!.State));
    }

    [Fact]
    public async Task A_change_that_a_crash_broke_off_is_finished_by_the_agenda_and_takes_no_later_seat()
    {
        var (march, april) = (await engine.OpenWindow(), await engine.OpenWindow(opensIn: TimeSpan.FromDays(30), closesIn: TimeSpan.FromDays(31)));
        var ada = await engine.Entitled();
        await engine.Register(ada, march);
        engine.Faults.Break(march.Stream, Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => engine.TryRegister(ada, april, insteadOf: march));
        engine.Faults.Mend();
        Assert.Equal(("seated", "seated"), ((await engine.Places(march).Place(ada.Id))!.State, (await engine.Places(april).Place(ada.Id))!.State));

        await engine.SweepFor(TimeSpan.FromSeconds(5));
        Assert.Equal(("none", "seated"), ((await engine.Places(march).Place(ada.Id))!.State, (await engine.Places(april).Place(ada.Id))!.State));
        Assert.Equal(april.Id, (await engine.Why(ada)).WindowId);

        // Back again; the word of the first change comes once more, and is of a seat that is no more.
        await engine.Register(ada, march, insteadOf: april);
        await march.Grain.Carry($"give-back/1/{ada.Id}");
        Assert.Equal("seated", (await engine.Places(march).Place(ada.Id))!.State);
    }

    [Fact]
    public async Task Whoever_waits_for_another_window_keeps_the_seat_until_a_place_is_accepted()
    {
        var (march, april) = (await engine.OpenWindow(opensIn: TimeSpan.FromDays(2), closesIn: TimeSpan.FromDays(3)), await engine.OpenWindow(opensIn: TimeSpan.FromDays(30), closesIn: TimeSpan.FromDays(31)));
        var (ada, bob) = (await engine.Entitled(), await engine.Entitled());
        await engine.Register(bob, april);
        await engine.Register(ada, march);

        Assert.Equal("waiting", (await engine.Register(ada, april, insteadOf: march)).State);
        Assert.Equal("seated", (await engine.Places(march).Place(ada.Id))!.State);
        (await engine.Seats(bob).CancelIn(bob.Actor, april.Id)).Ok();
        Assert.Equal("seated", (await engine.Register(ada, april, insteadOf: march)).State);

        Assert.Equal("none", (await engine.Places(march).Place(ada.Id))!.State);
    }

    [Fact]
    public async Task Changes_and_cancellations_end_before_the_opening()
    {
        var (march, april) = (await engine.OpenWindow(), await engine.OpenWindow(opensIn: TimeSpan.FromDays(30), closesIn: TimeSpan.FromDays(31)));
        var ada = await engine.Entitled();
        await engine.Register(ada, march);
        engine.AdvanceTo(march.Opens.AddMinutes(-30));

        (await engine.TryRegister(ada, april, insteadOf: march)).Refused("window.change-too-late");
        (await engine.Seats(ada).CancelIn(ada.Actor, march.Id)).Refused("window.change-too-late");
    }

    [Fact]
    public async Task A_seat_that_the_program_gave_is_not_changed_where_learners_do_not_register()
    {
        var (given, april) = (await Window.Plan(engine, "asking"), await engine.OpenWindow(opensIn: TimeSpan.FromDays(30), closesIn: TimeSpan.FromDays(31)));
        var ada = await engine.Entitled();
        await given.Take(ada);
        await engine.Sweep();

        (await engine.TryRegister(ada, april, insteadOf: given)).Refused("window.no-registration");
        (await engine.Seats(ada).CancelIn(ada.Actor, given.Id)).Refused("window.no-registration");
        (await engine.TryRegister(ada, given)).Ok();
    }

    [Fact]
    public async Task Registration_is_laid_down_by_staff_and_a_window_that_is_none_takes_nobody()
    {
        var (ada, window) = (await engine.Entitled(), await Window.Plan(engine, "asking"));

        (await engine.Places(window).SetRegistration(ada.Actor, null)).Refused("account.forbidden");
        (await engine.TryRegister(ada, window)).Refused("window.no-registration");
        (await engine.Seats(ada).RegisterIn(ada.Actor, Guid.NewGuid(), "no-such-window", null, true)).Refused("window.unknown");
        (await engine.Places(window).Register(People.Grader, new(Guid.NewGuid(), ada.Id, true, null))).Refused("account.forbidden");
        (await engine.Places(window).Leave(People.Grader, ada.Id)).Refused("account.forbidden");
    }

    [Fact]
    public async Task The_whole_way_goes_on_PostgreSQL_as_well()
    {
        if (PostgresEngine.Server is not { } server)
        {
            Assert.Skip("This test needs PostgreSQL: run it by tests/run, or set EXAMENGINE_POSTGRES to what `tests/postgres start DIR` prints.");
            return;
        }
        await using var other = new PostgresEngine(server);
        await other.InitializeAsync();
        var (window, code) = (await other.OpenWindow(), "SPRING-PG");
        (await other.Grains.GetGrain<IVoucherGrain>(code).Define(People.Staff, new("asking", 2, null))).Ok();
        var (ada, bob) = (await other.Entitled(), await other.Entitled());
        (await other.Facts(ada).Redeem(ada.Actor, code)).Ok();
        (await other.Facts(ada).AskAccommodation(ada.Actor, Guid.NewGuid(), "More time.")).Ok();
        await other.Register(ada, window);
        await other.Register(bob, window);

        Assert.Equal("waiting", Assert.Single(await other.Of<PlaceQueries>().Waits(bob.Id, "asking", other.Now, CancellationToken.None)).State);
        Assert.Equal([new(window.Id, false, 1, null)], await other.Of<PlaceQueries>().OfLearner(bob.Id, [window.Id], CancellationToken.None));
        Assert.Equal((code, 1), Assert.Single(await other.Of<EntitlementQueries>().Vouchers("asking", null, 10, CancellationToken.None)) is var row ? (row.Id, row.Used) : default);
        Assert.Equal(ada.Id, Assert.Single(await other.Of<EntitlementQueries>().Pending(10, CancellationToken.None)).Request.LearnerId);

        (await other.Seats(ada).CancelIn(ada.Actor, window.Id)).Ok();
        other.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("seated", (await other.Register(bob, window)).State);
        Assert.Empty(await other.Of<PlaceQueries>().Waiting(window.Id, 0, 10, CancellationToken.None));
        other.AdvanceTo(window.Opens);
        await bob.Begin("asking");
    }
}
