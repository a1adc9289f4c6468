using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Programs;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;

namespace Grains.Tests.Programs;

/// <summary>What a program demands, another version of it, and whom that concerns.</summary>
public sealed class ProgramVersionTests(Engine engine) : IClassFixture<Engine>
{
    private const string AandB = "{ allOf: [{ course: a }, { course: b }] }";
    private const string OnlyA = "{ allOf: [{ course: a }] }";
    private const string AandC = "{ allOf: [{ course: a }, { course: c }] }";

    [Fact]
    public async Task Other_words_are_in_force_at_once_and_other_demands_are_proposed()
    {
        var road = await Road.Open(engine, AandB);

        Assert.EndsWith("4 courses.", (await road.Define(AandB, "The long road")).Ok().Summary, StringComparison.Ordinal);
        Assert.EndsWith("Version 2 is proposed and waits for staff to confirm it.", (await road.Define(OnlyA, "The short road")).Ok().Summary, StringComparison.Ordinal);
        (await road.Define(OnlyA, "The short road")).Ok();

        var view = (await road.Program.Show(People.Staff)).Ok();
        Assert.Equal(("The long road", 1), (view.Title, Assert.Single(view.Versions).Number));
        Assert.Equal((2, null, 1), (view.Proposal!.Number, view.Proposal.InForceFrom, view.Proposal.Requirement.Of.Length));
        Assert.Equal("The long road", (await engine.Of<CatalogQueries>().Program(road.Id, default))!.Title);
        Assert.Equal(3, await engine.VersionOf($"program/{road.Id}"));

        (await road.Program.DropProposal(People.Staff, 2)).Ok();
        (await road.Program.DropProposal(People.Staff, 2)).Ok();
        Assert.Null((await road.Program.Show(People.Staff)).Ok().Proposal);
        Assert.Equal(4, await engine.VersionOf($"program/{road.Id}"));
    }

    [Fact]
    public async Task A_preview_says_who_would_gain_and_nothing_happens_until_it_is_confirmed()
    {
        var road = await Road.Open(engine, AandB);
        var people = new List<Candidate>();
        for (var i = 0; i < 5; i++)
            people.Add(await road.Candidate());
        foreach (var one in people.Take(3))
            await road.Pass(one, "a");
        await road.Pass(people[0], "b");
        foreach (var one in people.Skip(3))
            await one.Register($"{road.Id}-a");
        (await road.Define(OnlyA)).Ok();

        var preview = await Previewed(road, new(2, false));

        Assert.Equal(("ready", 5, 2, 0), (preview.State, preview.Looked, preview.Gain, preview.Lose));
        Assert.Equal([people[1].Id, people[2].Id], (await road.Change.Concerned(People.Staff, false, 0, 100)).Ok().Learners.Select(of => of.LearnerId));
        Assert.Equal(1, (await road.Change.Concerned(People.Staff, false, 0, 1)).Ok().Next);
        Assert.Null((await road.Change.Concerned(People.Staff, false, 1, 1)).Ok().Next);
        Assert.Empty(await road.Documents(people[1]));

        await Confirmed(road, preview);

        foreach (var one in people.Take(3))
            Assert.Equal([("program", road.Id, true)], await road.Documents(one));
        Assert.Empty(await road.Documents(people[3]));
        Assert.Equal((1, 2), ((await road.View(people[0])).Version, (await road.View(people[1])).Version));
        var shown = (await road.Program.Show(People.Staff)).Ok();
        Assert.Equal([2, 1], shown.Versions.Select(version => version.Number));
        Assert.Null(shown.Proposal);
    }

    [Fact]
    public async Task Who_is_under_way_keeps_the_version_they_began_with_and_who_comes_later_does_not_have_it()
    {
        var road = await Road.Open(engine, AandB);
        var ada = await road.Candidate();
        await road.Pass(ada, "a");
        (await road.Define(AandC)).Ok();
        await Confirmed(road, await Previewed(road, new(2, false)));
        var eve = await road.Candidate();
        await road.Pass(eve, "a");

        await road.Pass(ada, "b");
        await road.Pass(eve, "b");

        Assert.Equal([("program", road.Id, true)], await road.Documents(ada));
        Assert.Equal(("missing", 2), await road.View(eve) is var view ? (view.State, view.Version) : default);
        await road.Pass(eve, "c");
        Assert.Equal([("program", road.Id, true)], await road.Documents(eve));
    }

    [Fact]
    public async Task A_correction_takes_from_those_who_were_shown_to_lose_and_from_nobody_else()
    {
        var road = await Road.Open(engine, OnlyA);
        var (ada, bob, late) = (await road.Candidate(), await road.Candidate(), await road.Candidate());
        await road.Pass(ada, "a");
        await road.Pass(bob, "a");
        await road.Pass(bob, "b");
        await late.Register($"{road.Id}-a");
        (await road.Define(AandB)).Ok();
        var preview = await Previewed(road, new(2, true));
        Assert.Equal((0, 1), (preview.Gain, preview.Lose));
        Assert.Equal(ada.Id, Assert.Single((await road.Change.Concerned(People.Staff, true, 0, 100)).Ok().Learners).LearnerId);
        // Earned by what was in force, between the preview and its confirmation.
        await road.Pass(late, "a");

        await Confirmed(road, preview);

        Assert.Equal(("revoked", "error"), await road.Document(ada) is var revoked ? (revoked.Standing, revoked.RevokedFor) : default);
        Assert.Equal("requirement", (await road.Award(ada))!.Lost);
        Assert.Equal([("program", road.Id, true)], await road.Documents(late));
        // Bob has what the correction asks for: his stays as it was given.
        Assert.Equal([("program", road.Id, true)], await road.Documents(bob));

        await road.Pass(ada, "b");
        Assert.Equal("valid", (await road.Document(ada)).Standing);
    }

    [Fact]
    public async Task The_version_in_force_is_looked_at_again_for_awards_that_nobody_decided()
    {
        var road = await Road.Open(engine, OnlyA);
        var ada = await road.Candidate();
        await road.Sit(ada, "a");
        // As in a database from before there was progress: the learner's record has the result, and no program was told.
        engine.Faults.BreakWhere(append => append.Stream.StartsWith("progress/", StringComparison.Ordinal), Fault.Refuse);
        await engine.Sweep();
        Assert.Empty(await road.Documents(ada));
        engine.Faults.Mend();

        var preview = await Previewed(road, new(1, false));
        Assert.Equal((1, 0), (preview.Gain, preview.Lose));
        await Confirmed(road, preview);

        Assert.Equal([("program", road.Id, true)], await road.Documents(ada));
        Assert.Equal(1, Assert.Single((await road.Program.Show(People.Staff)).Ok().Versions).Number);
    }

    [Fact]
    public async Task A_preview_and_its_application_go_on_after_any_crash_and_tell_everybody_once()
    {
        foreach (var fault in (Fault[])[Fault.Refuse, Fault.LoseAnswer])
        {
            var road = await Road.Open(engine, AandB);
            var people = new List<Candidate>();
            for (var i = 0; i < 5; i++)
                people.Add(await road.Candidate());
            foreach (var one in people)
                await road.Pass(one, "a");
            (await road.Define(OnlyA)).Ok();
            var (stream, appends) = ($"program-change/{road.Id}", 0);
            // Every other append of the change fails.
            engine.Faults.BreakWhere(append => append.Stream == stream && ++appends % 2 == 0, fault);

            (await road.Change.Preview(People.Staff, Guid.NewGuid(), new(2, false))).Ok();
            await engine.SweepUntil(async () =>
            {
                await engine.Forget(road.Change);
                return (await road.Change.Show(People.Staff)).Ok().State == "ready";
            });
            var preview = (await road.Change.Show(People.Staff)).Ok();
            Assert.Equal((5, 5, 0), (preview.Looked, preview.Gain, preview.Lose));
            appends = 0;
            (await road.Change.Confirm(People.Staff, Guid.NewGuid(), preview.Preview!.Value)).Ok();
            await engine.SweepUntil(async () =>
            {
                await engine.Forget(road.Change);
                return (await road.Change.Show(People.Staff)).Ok().State == "applied";
            });
            engine.Faults.Mend();
            await road.Settle();

            Assert.Equal(5, (await road.Change.Show(People.Staff)).Ok().Told);
            foreach (var one in people)
            {
                Assert.Equal([("program", road.Id, true)], await road.Documents(one));
                Assert.Single(await road.Events(one));
            }
        }
    }

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        var road = await Road.Open(engine, AandB);
        var ada = await road.Candidate();
        foreach (var actor in (Actor[])[ada.Actor, People.Grader, People.Proctor, Actor.System])
        {
            (await road.Program.Show(actor)).Refused("account.forbidden");
            (await road.Program.DropProposal(actor, 2)).Refused("account.forbidden");
            (await road.Change.Preview(actor, Guid.NewGuid(), new(1, false))).Refused("account.forbidden");
            (await road.Change.Confirm(actor, Guid.NewGuid(), Guid.NewGuid())).Refused("account.forbidden");
            (await road.Change.Show(actor)).Refused("account.forbidden");
            (await road.Change.Concerned(actor, true, 0, 10)).Refused("account.forbidden");
        }
        (await road.Program.PutInForce(People.Staff, 2, "", true)).Refused("account.forbidden");
        (await road.Program.PutInForce(Actor.System, 2, "", true)).Refused("program.proposal-changed");
        (await engine.Grains.GetGrain<IProgramGrain>("no-such").Show(People.Staff)).Refused("program.unknown");
        (await engine.Grains.GetGrain<IProgramGrain>("no-such").DropProposal(People.Staff, 1)).Refused("program.unknown");
        (await engine.Grains.GetGrain<IProgramChangeGrain>("no-such").Preview(People.Staff, Guid.NewGuid(), new(1, false))).Refused("program.unknown");
        (await road.Change.Preview(People.Staff, Guid.NewGuid(), new(2, false))).Refused("program.version-unknown");
        (await road.Change.Preview(People.Staff, Guid.NewGuid(), new(1, true))).Refused("program.version-unknown");
        (await road.Change.Confirm(People.Staff, Guid.NewGuid(), Guid.NewGuid())).Refused("program.preview-outdated");

        (await road.Define(OnlyA)).Ok();
        var command = Guid.NewGuid();
        (await road.Change.Preview(People.Staff, command, new(2, false))).Ok();
        (await road.Change.Confirm(People.Staff, Guid.NewGuid(), command)).Refused("program.preview-not-ready");
        await engine.Sweep();
        Assert.Equal("ready", (await road.Change.Preview(People.Staff, command, new(2, false))).Ok().State);
        (await road.Define(AandC)).Ok();
        (await road.Change.Confirm(People.Staff, Guid.NewGuid(), command)).Refused("program.proposal-changed");
        Assert.Equal("dropped", (await road.Change.Show(People.Staff)).Ok().State);

        var preview = await Previewed(road, new(2, false));
        (await road.Change.Confirm(People.Staff, Guid.NewGuid(), preview.Preview!.Value)).Ok();
        (await road.Change.Preview(People.Staff, Guid.NewGuid(), new(2, false))).Refused("program.change-under-way");
        // What was confirmed is replaced before it came into force: nothing comes of it.
        (await road.Define(OnlyA)).Ok();
        await engine.Sweep();
        Assert.Equal("dropped", (await road.Change.Show(People.Staff)).Ok().State);
        Assert.Single((await road.Program.Show(People.Staff)).Ok().Versions);
    }

    private async Task<ChangeView> Previewed(Road road, PreviewOrder order)
    {
        (await road.Change.Preview(People.Staff, Guid.NewGuid(), order)).Ok();
        await engine.SweepUntil(async () => (await road.Change.Show(People.Staff)).Ok().State == "ready");
        return (await road.Change.Show(People.Staff)).Ok();
    }

    private async Task Confirmed(Road road, ChangeView preview)
    {
        var command = Guid.NewGuid();
        (await road.Change.Confirm(People.Staff, command, preview.Preview!.Value)).Ok();
        await engine.SweepUntil(async () => (await road.Change.Show(People.Staff)).Ok().State == "applied");
        await road.Settle();
        Assert.Equal("applied", (await road.Change.Confirm(People.Staff, command, preview.Preview!.Value)).Ok().State);
    }
}
