using Grains.Tests.Harness;

namespace Grains.Tests.Windows;

public sealed class CrashedPreparationTests
{
    [Fact]
    public async Task After_a_silo_died_in_the_middle_the_preparation_goes_on_where_it_stopped()
    {
        await using var engine = new TwoSilos();
        await engine.InitializeAsync();
        var window = await Window.Plan(engine, capacity: 1000);
        var learners = new List<Candidate>();
        for (var i = 0; i < 24; i++)
            learners.Add(await engine.Candidate());
        await window.Take([.. learners]);
        await engine.Sweep();
        engine.AdvanceTo(window.Opens - TimeSpan.FromMinutes(10));
        await window.Grain.Carry("prepare/0");
        foreach (var learner in learners.Take(8))
            await learner.Learner.Carry($"prepare/{window.Id}");
        var first = await Task.WhenAll(learners.Take(8).Select(window.Prepared));

        await engine.KillTheSiloOf(window.Grain);
        await engine.SweepUntil(async () => (await window.Figures()).Prepared == learners.Count);

        Assert.Equal(first.Select(prepared => prepared!.Session), (await Task.WhenAll(learners.Take(8).Select(window.Prepared))).Select(prepared => prepared!.Session));
        engine.AdvanceTo(window.Opens);
        foreach (var learner in learners)
        {
            var prepared = await window.Prepared(learner);
            Assert.Equal(prepared!.Session, await learner.Begin("plain"));
        }
        Assert.Equal(1, (await engine.Events(window.Stream)).Count(stored => stored.Type == "window.seats-prepared.v1"));
    }
}
