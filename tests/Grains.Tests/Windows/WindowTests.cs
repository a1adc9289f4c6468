using ExamEngine.Contracts.Windows;
using ExamEngine.Grains.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Windows;

public sealed class WindowTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_seat_registers_its_learner_with_the_times_and_the_accommodation()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(150, ada);
        await engine.Sweep();

        var card = await ada.Card("plain");

        Assert.Equal(("notYet", (DateTimeOffset?)window.Opens, (DateTimeOffset?)window.Closes), (card.Standing, card.Opens, card.Closes));
        Assert.Equal(TimeSpan.FromMinutes(90).TotalMilliseconds, card.TimeLimitMs);
        (await ada.Learner.Begin(ada.Actor, Guid.NewGuid(), "plain", true)).Refused("learner.window-not-open");
    }

    [Fact]
    public async Task Other_times_reach_every_learner_in_slices()
    {
        var window = await Window.Plan(engine, capacity: 1100);
        var learners = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => engine.Candidate()));
        await window.Take(learners);
        await engine.Sweep();

        await window.Set(window.Opens.AddDays(1), window.Closes.AddDays(1), 1100);
        await engine.Sweep();

        foreach (var learner in learners)
            Assert.Equal(window.Closes, (await learner.Card("plain")).Closes);
        Assert.Equal(["window.planned.v1", "window.seats-taken.v1", "window.changed.v1", "window.seats-told.v1"], (await engine.Events(window.Stream)).Select(stored => stored.Type));
    }

    [Fact]
    public async Task A_seat_given_back_withdraws_the_registration_and_is_free_again()
    {
        var (ada, bob) = (await engine.Candidate(), await engine.Candidate());
        var window = await Window.Plan(engine, capacity: 1);
        await window.Take(ada);
        await engine.Sweep();
        var full = Assert.Single((await window.Take(bob)).Refused);
        Assert.Equal((bob.Id, "window.full"), (full.LearnerId, full.Code));

        await window.Release(ada);
        await engine.Sweep();
        Assert.Equal(1, (await window.Take(bob)).Taken);
        await engine.Sweep();

        Assert.DoesNotContain((await ada.Learner.Home(ada.Actor)).Ok().Programs, program => program.Exams.Any(card => card.ExamId == "plain" && card.Standing != "notRegistered"));
        Assert.Equal("notYet", (await bob.Card("plain")).Standing);
        Assert.Equal(("released-seat", "seated"), ((await window.Seat(ada)).State, (await window.Seat(bob)).State));
    }

    [Fact]
    public async Task A_cancelled_window_withdraws_all_its_learners()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(ada);
        await engine.Sweep();

        (await window.Grain.Cancel(People.Staff)).Ok();
        await engine.Sweep();

        Assert.Empty((await ada.Learner.Home(ada.Actor)).Ok().Programs);
        Assert.Empty(engine.Agenda.Like($"%{window.Id}%"));
    }

    [Fact]
    public async Task Whoever_has_begun_keeps_the_registration_of_a_seat_given_back()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine, opensIn: TimeSpan.Zero));
        await window.Take(ada);
        await engine.Sweep();
        await ada.Begin("plain");
        await ada.Start();

        await window.Release(ada);
        await engine.Sweep();

        Assert.Equal("running", (await ada.Card("plain")).Standing);
        Assert.Equal(0, (await window.Figures()).Seats);
        Assert.Equal("running", (await window.Seat(ada)).State);
    }

    [Fact]
    public async Task A_batch_repeated_after_its_answer_was_lost_answers_the_same()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        var batch = new TakeSeats(Guid.NewGuid(), [new(ada.Id), new("nobody-knows")]);
        engine.Faults.Break(window.Stream, Fault.LoseAnswer);
        await Assert.ThrowsAsync<ExamEngine.Contracts.Kernel.UnavailableException>(() => window.Grain.TakeSeats(People.Staff, batch));
        engine.Faults.Mend();

        var answer = (await window.Grain.TakeSeats(People.Staff, batch)).Ok();

        Assert.Equal((1, 0, "learner.unknown"), (answer.Taken, answer.Known, Assert.Single(answer.Refused).Code));
        Assert.Equal(2, await engine.VersionOf(window.Stream));
    }

    [Fact]
    public async Task A_window_is_of_an_exam_that_there_is_and_planned_by_staff()
    {
        var ada = await engine.Candidate();
        var grain = engine.Grains.GetGrain<IWindowGrain>("w-none");
        var plan = new WindowPlan("no-such-exam", "None", engine.Now, engine.Now.AddHours(1), 1);

        (await grain.Plan(People.Staff, plan)).Refused("exam.unknown");
        (await grain.TakeSeats(People.Staff, new(Guid.NewGuid(), [new(ada.Id)]))).Refused("window.unknown");
        foreach (var actor in (ExamEngine.Contracts.Kernel.Actor[])[ada.Actor, People.Grader])
        {
            (await grain.Plan(actor, plan with { ExamId = "plain" })).Refused("account.forbidden");
            (await grain.TakeSeats(actor, new(Guid.NewGuid(), [new(ada.Id)]))).Refused("account.forbidden");
            (await grain.ReleaseSeat(actor, ada.Id)).Refused("account.forbidden");
            (await grain.Cancel(actor)).Refused("account.forbidden");
        }
        Assert.Equal(0, await engine.VersionOf("window/w-none"));
    }

    [Fact]
    public async Task A_window_forgotten_and_replayed_is_the_same()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine, capacity: 1));
        await window.Take(125, ada);

        await engine.Forget(window.Grain);

        Assert.Equal(125, (await window.Grain.Seat(ada.Id))?.TimeMultiplierPercent);
        Assert.Equal(new WindowTimes(window.Opens, window.Closes, HasClosed: false), await window.Grain.Times());
        Assert.Equal(1, (await window.Take(ada)).Known);
    }

    [Fact]
    public async Task Seats_in_several_windows_of_one_exam_stand_side_by_side()
    {
        var ada = await engine.Candidate();
        var first = await Window.Plan(engine, opensIn: TimeSpan.FromHours(1), closesIn: TimeSpan.FromHours(2));
        var second = await Window.Plan(engine, opensIn: TimeSpan.FromHours(5), closesIn: TimeSpan.FromHours(6));
        await second.Take(ada);
        await first.Take(ada);
        await engine.Sweep();
        Assert.Equal(first.Opens, (await ada.Card("plain")).Opens);

        engine.AdvanceTo(first.Opens);
        await ada.Begin("plain");
        await ada.Start();
        await ada.Submit();
        await engine.Sweep();
        engine.AdvanceTo(first.Closes);

        Assert.Equal(("notYet", (DateTimeOffset?)second.Opens), (await ada.Card("plain")) is var card ? (card.Standing, card.Opens) : default);
        Assert.Equal((1, 0), ((await first.Figures()).Released, (await second.Figures()).Released));
    }

    [Fact]
    public async Task A_window_extended_while_learners_sit_moves_the_end_of_their_sessions()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine, opensIn: TimeSpan.Zero, closesIn: TimeSpan.FromMinutes(30)));
        await window.Take(ada);
        await engine.Sweep();
        await ada.Begin("plain");
        Assert.Equal(window.Closes, (await ada.Start()).Time.Deadline);

        await window.Set(window.Opens, window.Closes.AddMinutes(15));
        await engine.SweepFor(TimeSpan.FromSeconds(2));

        Assert.Equal(window.Closes, (await ada.Session.Open(ada.Actor, ada.Device)).Ok().Time.Deadline);
        Assert.Equal(window.Closes + TimeSpan.FromSeconds(5) + SessionDuties.UnderWay, engine.Agenda.Find($"deadline/{ada.SessionId}")?.Due);
        engine.AdvanceTo(window.Closes.AddMinutes(-1));
        await ada.Save(ada.Pick(1, "a"));
        engine.AdvanceTo(window.Closes.AddSeconds(5));
        await engine.Sweep();
        Assert.Equal(window.Closes, (await ada.Session.Status()).EndedAt);
    }
}
