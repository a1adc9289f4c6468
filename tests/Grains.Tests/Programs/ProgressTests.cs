using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Programs;
using Grains.Tests.Harness;

namespace Grains.Tests.Programs;

public sealed class ProgressTests(Engine engine) : IClassFixture<Engine>
{
    private const string AandB = "{ allOf: [{ course: a }, { course: b }] }";

    [Fact]
    public async Task Whoever_passes_every_course_gets_the_programs_credential_made_of_its_exams()
    {
        var road = await Road.Open(engine, AandB);
        var ada = await road.Candidate();

        await road.Pass(ada, "a");
        var half = await road.View(ada);
        Assert.Equal(("missing", 1), (half.State, half.Version));
        Assert.Equal([("a", "done", null), ("b", "missing", "notSat")], half.Requirement.Of.Select(node => (node.Id, node.State!, node.Reason)));
        Assert.Empty(half.Awards);
        await road.Pass(ada, "b");

        var whole = await road.View(ada);
        Assert.Equal(("done", engine.Now.Date), (whole.State, whole.Requirement.EarnedAt!.Value.Date));
        var award = Assert.Single(whole.Awards);
        Assert.Equal((null, "The road", true, null), (award.CourseId, award.Title, award.Stands, award.Lost));
        var document = await road.Document(ada);
        Assert.Equal(("Ada Lovelace", "The road", "valid"), (document.Name, document.Title, document.Standing));
        Assert.Equal([("program", road.Id, true)], await road.Documents(ada));
        Assert.Equal(3, (await road.Rows(ada)).Count);
    }

    [Fact]
    public async Task Told_again_it_decides_the_same()
    {
        var road = await Road.Open(engine, AandB);
        var ada = await road.Candidate();
        await road.Pass(ada, "a");
        await road.Pass(ada, "b");
        var (events, document) = ((await road.Events(ada)).Count, await road.Document(ada));

        for (var i = 0; i < 3; i++)
        {
            await road.Progress(ada).Carry("look");
            await road.Progress(ada).Carry("document");
            await engine.Forget(road.Progress(ada));
        }

        Assert.Equal((1, events), (events, (await road.Events(ada)).Count));
        Assert.Equal(document, await road.Document(ada));
        Assert.Equal([("program", road.Id, true)], await road.Documents(ada));
    }

    [Fact]
    public async Task Two_exams_within_their_span_are_one_course_with_one_credential()
    {
        var road = await Road.Open(engine, "{ allOf: [{ course: a }, { course: duo }] }");
        var ada = await road.Candidate();
        await road.Pass(ada, "a");
        await road.Pass(ada, "1");
        Assert.Equal("missing", (await road.View(ada)).Requirement.Of[1].State);

        // Half of the points fail this exam, and three quarters pass both.
        await road.Pass(ada, "2", right: 1);

        var course = (await road.View(ada)).Requirement.Of[1];
        Assert.Equal(("done", 75m), (course.State, course.Percent ?? 0));
        Assert.Equal([("passed", $"{road.Id}-1"), ("notPassed", $"{road.Id}-2")], course.Parts!.Exams.Select(part => (part.State!, part.ExamId)));
        Assert.All((await ada.Card($"{road.Id}-1")).Attempts, attempt => Assert.Null(attempt.CredentialId));
        Assert.Equal([("course", "duo", true), ("program", road.Id, true)], await road.Documents(ada));
        Assert.Equal(("Course of two", "The road"), await road.Document(ada, "duo") is var document ? (document.Title, document.ProgramTitle) : default);
        Assert.Equal(3, (await road.Rows(ada)).Count);
    }

    [Fact]
    public async Task Too_far_apart_two_exams_are_no_course()
    {
        var road = await Road.Open(engine, "{ course: duo }");
        var ada = await road.Candidate();
        await road.Pass(ada, "1");
        engine.Advance(TimeSpan.FromHours(12));
        await road.Pass(ada, "2");

        Assert.Equal(("missing", "outsideSpan"), (await road.View(ada)).Requirement is var node ? (node.State, node.Reason) : default);
        Assert.Empty(await road.Documents(ada));
    }

    [Fact]
    public async Task Progress_is_for_the_learner_and_for_staff()
    {
        var road = await Road.Open(engine, AandB);
        var ada = await road.Candidate();
        var eve = await road.Candidate();
        (await road.Progress(ada).Show(ada.Actor)).Refused("program.unknown");
        await ada.Register($"{road.Id}-a");

        Assert.Equal("missing", (await road.View(ada)).State);
        Assert.Equal("missing", (await road.Progress(ada).Show(People.Staff)).Ok().State);
        (await road.Progress(ada).Show(eve.Actor)).Refused("program.unknown");
        (await road.Progress(ada).Show(People.Grader)).Refused("program.unknown");
        (await road.Progress(ada).Show(People.Proctor)).Refused("program.unknown");
        (await engine.Grains.GetGrain<IProgressGrain>($"{ada.Id}/no-such").Show(People.Staff)).Refused("program.unknown");
    }

    [Fact]
    public async Task A_credential_waits_for_a_name()
    {
        var road = await Road.Open(engine, "{ course: duo }");
        var nameless = new Candidate(engine, $"nameless-{road.Id}");
        await road.Pass(nameless, "1");
        await road.Pass(nameless, "2");
        Assert.Empty(await road.Documents(nameless));

        (await nameless.Learner.Describe(Actor.System, new("Grace Hopper", "US"))).Ok();
        await engine.SweepFor(TimeSpan.FromMinutes(2));

        Assert.Equal([("course", "duo", true), ("program", road.Id, true)], await road.Documents(nameless));
        Assert.Equal("Grace Hopper", (await road.Document(nameless)).Name);
    }

    /// <summary>
    /// A crash at every append of the whole road, once so that nothing was stored and once so that all was and nobody knows: there is one award
    /// and one credential of each kind in the end, and the same story is told.
    /// </summary>
    [Fact]
    public async Task A_crash_between_any_two_steps_leaves_nothing_double_and_nothing_missing()
    {
        var road = await Road.Open(engine, "{ allOf: [{ course: a }, { course: duo }] }");
        var broken = 0;
        foreach (var fault in (Fault[])[Fault.Refuse, Fault.LoseAnswer])
        {
            for (var at = 1; at <= 14; at++)
            {
                var ada = await road.Candidate();
                await road.Sit(ada, "a");
                await road.Sit(ada, "1");
                await road.Sit(ada, "2");
                var left = at;
                engine.Faults.BreakWhere(append => append.Stream.Split('/')[0] is "learner" or "progress" or "credential" && --left == 0, fault);
                await road.Settle();
                engine.Faults.Mend();
                broken += left <= 0 ? 1 : 0;
                await engine.SweepUntil(async () => (await road.Documents(ada)).Count == 2);
                await road.Settle();

                Assert.Equal([("course", "duo", true), ("program", road.Id, true)], await road.Documents(ada));
                Assert.Equal(["progress.award-given.v1", "progress.award-given.v1"], (await road.Events(ada)).Select(stored => stored.Type));
                Assert.Equal(3, (await road.Rows(ada)).Count);
            }
        }
        // Three results heard, two awards in one append at the least, three credentials: each was broken, both ways.
        Assert.True(broken >= 14, $"Only {broken} appends were broken.");
    }
}

/// <summary>What a review takes and an appeal gives back goes on to the program. An engine for each test: days go by in them.</summary>
public sealed class ProgressCascadeTests
{
    [Fact]
    public Task A_voided_result_revokes_the_program_and_a_won_appeal_reinstates_it() => On(new Engine());

    [Fact]
    public async Task So_it_is_on_PostgreSQL_as_well()
    {
        if (PostgresEngine.Server is not { } server)
        {
            Assert.Skip("This test needs PostgreSQL: run it by tests/run, or set EXAMENGINE_POSTGRES to what `tests/postgres start DIR` prints.");
            return;
        }
        await On(new PostgresEngine(server));
    }

    private static async Task On(Engine engine)
    {
        await using var _ = engine;
        await engine.InitializeAsync();
        engine.Advance(TimeSpan.FromSeconds(3));
        var road = new Road(engine, "scm");
        // The demonstration of tests asks for both courses; let-in is watched.
        var ada = await Reviewed.Ended(engine, flag: false);
        Assert.Equal("missing", (await road.View(ada.Learner)).State);
        // The same learner at another desk: the one above stays with the watched session.
        var learner = new Candidate(engine, ada.Learner.Id);
        await learner.Rehearse();
        var view = await learner.Sit("every-kind");
        await learner.Save(learner.RightAnswers(view));
        await learner.Submit();
        await engine.Sweep();
        // The essay waits for a person.
        Assert.Equal(("inReview", "undecided"), (await road.View(learner)).Requirement is var root ? (root.State, root.Of[1].Reason) : default);
        var marking = (await learner.Attempt.ForMarking(People.Grader)).Ok();
        foreach (var response in marking.Responses)
            (await learner.Attempt.Mark(People.Grader, new(Guid.NewGuid(), response.Item, response.Field, response.MaxPoints, "Good."))).Ok();
        await road.Settle();

        var given = await road.Document(learner);
        Assert.Equal(("valid", "Supply Chain Management"), (given.Standing, given.Title));

        await ada.Report("serious");
        await road.Settle();
        Assert.Equal(("inReview", true), await road.View(learner) is var looked ? (looked.State, Assert.Single(looked.Awards).Stands) : default);
        Assert.Equal("valid", (await road.Document(learner)).Standing);

        await ada.Find(Reviewed.Voided);
        await road.Settle();
        var revoked = await road.Document(learner);
        Assert.Equal((given.Id, "revoked", "award"), (revoked.Id, revoked.Standing, revoked.RevokedFor));
        Assert.Equal(("missing", "award"), await road.View(learner) is var lost ? (lost.State, Assert.Single(lost.Awards).Lost) : default);
        Assert.Equal("voided", (await road.View(learner)).Requirement.Of[0].Reason);

        await engine.Forget(road.Progress(learner));
        await ada.Appeal(Reviewed.Cleared);
        await road.Settle();
        var back = await road.Document(learner);
        Assert.Equal((given.Id, "valid", null), (back.Id, back.Standing, back.RevokedFor));
        Assert.Equal("done", (await road.View(learner)).State);
        Assert.Equal(
            ["progress.award-given.v1", "progress.award-withdrawn.v1", "progress.award-reinstated.v1"], (await road.Events(learner)).Select(stored => stored.Type));
        Assert.Single(await road.Documents(learner));
    }
}
