using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;

namespace Grains.Tests.Programs;

/// <summary>Whether a name is published is its learner's to say, a program at a time.</summary>
public sealed class NameConsentTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_name_is_published_from_the_learners_yes_to_their_no()
    {
        var road = await Road.Open(engine, "{ course: duo }");
        var ada = await road.Candidate();
        await road.Pass(ada, "1");
        await road.Pass(ada, "2");
        Assert.False((await road.View(ada)).NamePublished);
        Assert.Equal([null, null], await Listed(road));

        (await Publicity(ada).PublishName(ada.Actor, road.Id, true)).Ok();
        (await Publicity(ada).PublishName(ada.Actor, road.Id, true)).Ok();
        Assert.True((await road.View(ada)).NamePublished);
        Assert.Equal(["Ada Lovelace", "Ada Lovelace"], await Listed(road));
        await engine.Forget(Publicity(ada));
        Assert.True((await road.View(ada)).NamePublished);

        (await Publicity(ada).PublishName(ada.Actor, road.Id, false)).Ok();
        Assert.False((await road.View(ada)).NamePublished);
        Assert.Equal([null, null], await Listed(road));
    }

    [Fact]
    public async Task Nobody_agrees_for_somebody_else_and_to_no_program_that_there_is_not()
    {
        var road = await Road.Open(engine, "{ course: duo }");
        var (ada, eve) = (await road.Candidate(), await road.Candidate());

        foreach (var actor in (Actor[])[eve.Actor, People.Staff, People.Grader, Actor.System])
            (await Publicity(ada).PublishName(actor, road.Id, true)).Refused("learner.unknown");
        (await Publicity(ada).PublishName(ada.Actor, "no-such", true)).Refused("program.unknown");
    }

    private ILearnerPublicity Publicity(Candidate learner) => engine.Grains.GetGrain<ILearnerPublicity>(learner.Id);

    private async Task<IEnumerable<string?>> Listed(Road road) =>
        ((await engine.Of<CeremonyQueries>().Earned(new(road.Id, Moments.Ever), CeremonyOrder.Name, null, 10, default)) ?? []).Select(one => one.Name);
}
