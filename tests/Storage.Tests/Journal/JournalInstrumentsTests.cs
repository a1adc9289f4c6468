using System.Diagnostics.Metrics;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Tests.Harness;

namespace Storage.Tests.Journal;

/// <summary>What operators can see of the journal.</summary>
public sealed class JournalInstrumentsTests : IMeterFactory
{
    private readonly List<(string Instrument, double Value, string? Outcome)> _seen = [];

    [Fact]
    public async Task Commits_conflicts_failures_and_batches_are_counted()
    {
        using var listener = Listen();
        using var instruments = new JournalInstruments(this);
        IJournalStore store = new InMemoryDatabase().Store;
        var health = new JournalHealth(store, new(), TimeProvider.System, NullLogger<JournalHealth>.Instance);
        var writer = new JournalWriter(store, new(), new(TimeProvider.System), health, instruments, TimeProvider.System, NullLogger<JournalWriter>.Instance);
        writer.Start();

        await writer.Append(Some.Append("a", 0, events: 3));
        await writer.Append(Some.Append("a", 0));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.Append(Some.Append("b", 0) with { Projections = [Some.Exam("x", null!)] }));
        await writer.Stop(default);
        listener.RecordObservableInstruments();

        Assert.Equal(1, Sum("examengine.journal.appends", "committed"));
        Assert.Equal(1, Sum("examengine.journal.appends", "conflict"));
        Assert.Equal(1, Sum("examengine.journal.appends", "failed"));
        Assert.Equal(3, Sum("examengine.journal.events"));
        Assert.Equal(1, Sum("examengine.journal.commit.failures"));
        Assert.Equal(2, _seen.Count(s => s.Instrument == "examengine.journal.batch.size"));
        Assert.Equal(2, _seen.Count(s => s.Instrument == "examengine.journal.commit.duration"));
        Assert.Contains(("examengine.journal.queue.length", 0, null), _seen);
    }

    public Meter Create(MeterOptions options) => new(new MeterOptions(options.Name) { Scope = this });

    public void Dispose() => GC.SuppressFinalize(this);

    private double Sum(string instrument, string? outcome = null) => _seen.Where(s => s.Instrument == instrument && s.Outcome == outcome).Sum(s => s.Value);

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, this)) l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => See(i, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => See(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => See(i, value, tags));
        listener.Start();
        return listener;
    }

    private void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_seen) _seen.Add((instrument.Name, value, tags.IsEmpty ? null : tags[0].Value as string));
    }
}
