using System.Diagnostics.Metrics;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Proctoring;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using static Grains.Tests.Harness.Reviewed;

namespace Grains.Tests.Proctoring;

public sealed class ReviewMetricsTests
{
    [Fact]
    public async Task Reviews_are_counted_when_they_open_and_when_they_are_settled_and_nobody_is_named()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();
        using var seen = new Seen(engine.Of<IMeterFactory>());

        await Ended(engine, flag: false);
        var ada = await Ended(engine, flag: true);
        await engine.SweepUntil(async () => (await ada.Review.View(Rita)).Value is not null);
        Assert.Equal(("looking", 1), await Waiting(engine));

        await ada.Conclude(Rita, "dismissed", Cleared);

        Assert.Equal(1, seen.Of("examengine.reviews.opened"));
        Assert.Equal(1, seen.Of("examengine.reviews.settled", "clearedByPolicy"));
        Assert.Equal(1, seen.Of("examengine.reviews.settled", "cleared"));
        Assert.Equal(1, seen.Of("examengine.reviews.duration"));
        Assert.Equal(0, seen.Of("examengine.reviews.overdue"));
        Assert.Equal(("none", 0), await Waiting(engine));
    }

    [Fact]
    public void An_appeal_whose_time_goes_by_is_counted_once_and_settled_when_it_is_decided()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = new ReviewInstruments(services.GetRequiredService<IMeterFactory>(), TimeProvider.System);
        using var seen = new Seen(services.GetRequiredService<IMeterFactory>());

        meters.Moved(ReviewState.Nothing, ReviewState.Nothing, [new ReviewEvent.AppealOverdue { At = DateTimeOffset.UnixEpoch }], DateTimeOffset.UnixEpoch);

        Assert.Equal(1, seen.Of("examengine.reviews.overdue"));
        Assert.Equal(0, seen.Of("examengine.reviews.settled"));
    }

    [Fact]
    public void The_gauge_says_what_was_counted_last_and_falls_silent_when_that_is_old()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = new ReviewInstruments(services.GetRequiredService<IMeterFactory>(), time);
        using var seen = new Seen(services.GetRequiredService<IMeterFactory>());

        meters.Counted([new("looking", 3), new("overdue", 1)]);
        seen.Look();
        time.Advance(3 * ReviewInstruments.CountedEach + TimeSpan.FromSeconds(1));
        seen.Look();

        Assert.Equal((3, 1), (seen.Of("examengine.reviews.open", "looking"), seen.Of("examengine.reviews.open", "overdue")));
    }

    private static async Task<(string State, int Count)> Waiting(Engine engine)
    {
        var open = await engine.Of<ReviewQueries>().Open(TestContext.Current.CancellationToken);
        Assert.Equal(["looking", "asked", "readyToFind", "appealed", "overdue"], open.Select(reviews => reviews.State));
        return open.FirstOrDefault(reviews => reviews.Count > 0) is { } some ? (some.State, some.Count) : ("none", 0);
    }

    /// <summary>What the instruments of reviews have measured: sums of counters, how often a histogram was used.</summary>
    private sealed class Seen : IDisposable
    {
        private readonly Dictionary<(string Name, string Tag), long> sums = [];
        private readonly MeterListener listener;

        public Seen(IMeterFactory factory)
        {
            listener = new()
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    if (instrument.Meter.Name == ReviewInstruments.MeterName && instrument.Meter.Scope == factory)
                        listener.EnableMeasurementEvents(instrument);
                },
            };
            listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => Add(instrument.Name, count, tags));
            listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument.Name, 1, tags));
            listener.Start();
        }

        public long Of(string name, string? tag = null)
        {
            lock (sums)
                return sums.Where(sum => sum.Key.Name == name && (tag is null || sum.Key.Tag == tag)).Sum(sum => sum.Value);
        }

        public void Look() => listener.RecordObservableInstruments();

        public void Dispose() => listener.Dispose();

        private void Add(string name, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = (name, tags.Length > 0 ? tags[0].Value as string ?? "" : "");
            lock (sums)
                sums[key] = sums.GetValueOrDefault(key) + count;
        }
    }
}
