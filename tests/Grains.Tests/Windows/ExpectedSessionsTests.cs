using System.Diagnostics.Metrics;
using ExamEngine.Grains.Windows;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Windows;

public sealed class ExpectedSessionsTests
{
    [Fact]
    public async Task What_is_expected_are_the_seats_nobody_has_started_in_of_windows_that_open_soon_or_are_open()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();
        var (ada, bob) = (await engine.Candidate(), await engine.Candidate());
        var window = await Window.Plan(engine, opensIn: TimeSpan.FromHours(1), closesIn: TimeSpan.FromHours(2));
        var cancelled = await Window.Plan(engine, opensIn: TimeSpan.FromHours(1), closesIn: TimeSpan.FromHours(2));
        await window.Take(ada, bob);
        await cancelled.Take(ada);
        (await cancelled.Grain.Cancel(People.Staff)).Ok();
        await engine.Sweep();

        Assert.Equal(0, await Expected());
        engine.Advance(TimeSpan.FromMinutes(45));
        Assert.Equal(2, await Expected());
        engine.AdvanceTo(window.Opens);
        await ada.Begin("plain");
        Assert.Equal(2, await Expected());
        await ada.Start();
        Assert.Equal(1, await Expected());
        await window.Release(bob);
        Assert.Equal(0, await Expected());
        await window.Take(bob);
        engine.AdvanceTo(window.Closes);
        Assert.Equal(0, await Expected());

        Task<int> Expected() => engine.Of<WindowQueries>().Expected(engine.Now, engine.Now.AddMinutes(15), CancellationToken.None);
    }

    [Fact]
    public async Task The_gauge_says_what_was_counted_last_and_falls_silent_when_that_is_old()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = new WindowInstruments(services.GetRequiredService<IMeterFactory>(), time, new WindowOptions { ExpectedInterval = TimeSpan.FromSeconds(20) });
        var seen = new List<long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "examengine.sessions.expected" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => seen.Add(count));
        listener.Start();

        listener.RecordObservableInstruments();
        Assert.Empty(seen);
        meters.Expect(7);
        listener.RecordObservableInstruments();
        time.Advance(TimeSpan.FromSeconds(60));
        listener.RecordObservableInstruments();
        time.Advance(TimeSpan.FromSeconds(1));
        listener.RecordObservableInstruments();

        Assert.Equal([7, 7], seen);
    }
}
