using Grains.Tests.Harness;

namespace Grains.Tests.Windows;

/// <summary>Results that wait for the end of the window.</summary>
public sealed class AfterWindowTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_result_is_released_when_the_window_closes()
    {
        var (ada, window) = await Submitted();
        engine.AdvanceTo(window.Closes - TimeSpan.FromSeconds(1));
        await engine.Sweep();
        Assert.False((await ada.Attempt.Summary())?.Released);
        Assert.Equal(("graded", 1), ((await window.Seat(ada)).State, (await window.Figures()).Graded));

        engine.AdvanceTo(window.Closes);
        await engine.Sweep();

        Assert.True((await ada.Attempt.Summary())?.Released);
        Assert.Equal((1, 1, 0), (await window.Figures()) is var figures ? (figures.Released, figures.Passed, figures.NotStarted) : default);
    }

    [Fact]
    public async Task A_window_that_was_extended_holds_the_result_back_until_it_closes()
    {
        var (ada, window) = await Submitted();
        var first = window.Closes;
        await window.Set(window.Opens, window.Closes.AddHours(1));

        engine.AdvanceTo(first);
        await engine.Sweep();
        Assert.False((await ada.Attempt.Summary())?.Released);
        Assert.Equal(window.Closes, engine.Agenda.Find($"release/{ada.SessionId}")?.Due);

        engine.AdvanceTo(window.Closes);
        await engine.Sweep();
        Assert.True((await ada.Attempt.Summary())?.Released);
    }

    private async Task<(Candidate, Window)> Submitted()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine, "after-window", opensIn: TimeSpan.Zero));
        await window.Take(ada);
        await engine.Sweep();
        await ada.Begin("after-window");
        await ada.Start();
        await ada.Save(ada.Pick(1, "a"), ada.Write(2, "two"));
        await ada.Submit();
        await engine.Sweep();
        return (ada, window);
    }
}
