using ExamEngine.Contracts.Sessions;
using ExamEngine.Grains.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

/// <summary>A whole class that meets one deadline, more than are closed at once.</summary>
public sealed class AvalancheTests
{
    private const int Learners = ClosingPace.AtOnce + 72;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(20), Grace = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Every_session_of_a_class_ends_at_the_deadline_and_gets_its_own_grade()
    {
        await using var engine = new PromptEngine();
        await engine.InitializeAsync();
        var closes = engine.Now + Window;
        var learners = await Class(engine);

        engine.Advance(Window + Grace);

        foreach (var (learner, _) in learners)
            await engine.Faults.Written($"learner/{learner.Id}", "learner.result-known.v1");
        foreach (var (learner, points) in learners)
        {
            Assert.Equal(new SessionStatus("expired", closes), await learner.Session.Status());
            Assert.Equal((closes, true, points), await learner.Attempt.Summary() is { } summary ? (summary.EndedAt, summary.Released, summary.Points) : default);
        }
    }

    [Fact]
    public async Task What_is_carried_out_hours_late_ends_at_the_deadline_as_well_and_takes_nothing_that_came_after_it()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();
        var closes = engine.Now + Window;
        var learners = await Class(engine);
        // Moves the clock and fires no timer, as on a machine that stood still.
        engine.Time.AdjustTime(engine.Now + TimeSpan.FromHours(5));

        var late = await Task.WhenAll(learners[..10].Select(learner => learner.By.Save(learner.By.Pick(2, "a"))));
        await engine.Sweep();

        Assert.All(late, saved => Assert.Equal((AckStatus.Refused, "session.deadline-passed"), (saved.Acks[0].Status, saved.Acks[0].Problem?.Code)));
        foreach (var (learner, points) in learners)
        {
            Assert.Equal(new SessionStatus("expired", closes), await learner.Session.Status());
            Assert.Equal((closes, points), await learner.Attempt.Summary() is { } summary ? (summary.EndedAt, summary.Points) : default);
            Assert.Empty(engine.Agenda.About(learner.SessionId));
        }
    }

    [Fact]
    public async Task What_just_ended_is_graded_without_being_read_again()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"), ada.Write(3, "7"));
        engine.Faults.BreakReads(ada.SessionStream);

        await ada.Submit();
        await engine.Sweep();

        Assert.Equal((true, 2m), await ada.Attempt.Summary() is { } summary ? (summary.Released, summary.Points) : default);
        Assert.True(engine.InMemory(ada.Session));
    }

    /// <summary>All sit within one moment; every third knows the first answer and the others do not.</summary>
    private static Task<(Candidate By, decimal Points)[]> Class(Engine engine) => Task.WhenAll(Enumerable.Range(0, Learners).Select(async number =>
    {
        var learner = await engine.Candidate();
        await learner.Sit("plain", closesIn: Window);
        await learner.Save(learner.Pick(1, number % 3 == 0 ? "a" : "b"));
        return (learner, number % 3 == 0 ? 1m : 0m);
    }));
}
