using Grains.Tests.Harness;

namespace Grains.Tests.Windows;

public sealed class WindowJourneyTests
{
    [Fact]
    public async Task The_whole_way_of_a_window_goes_on_PostgreSQL_as_well()
    {
        if (PostgresEngine.Server is not { } server)
        {
            Assert.Skip("This test needs PostgreSQL: run it by tests/run, or set EXAMENGINE_POSTGRES to what `tests/postgres start DIR` prints.");
            return;
        }
        await using var engine = new PostgresEngine(server);
        await engine.InitializeAsync();
        var (ada, bob) = (await engine.Candidate(), await engine.Candidate());
        var window = await Window.Plan(engine, "after-window");
        Assert.Equal(2, (await window.Take(ada, bob)).Taken);
        await engine.Sweep();
        await window.Prepare();

        engine.AdvanceTo(window.Opens);
        await ada.Begin("after-window");
        await ada.Start();
        await ada.Save(ada.Pick(1, "a"), ada.Write(2, "two"));
        await ada.Submit();
        await engine.Sweep();
        engine.AdvanceTo(window.Closes);
        await engine.Sweep();

        Assert.Equal(new(Seats: 2, Prepared: 0, Running: 0, Submitted: 0, Graded: 0, Released: 1, Passed: 1, NotStarted: 1), await window.Figures());
        Assert.Equal(("released", "seated"), ((await window.Seat(ada)).State, (await window.Seat(bob)).State));
    }
}
