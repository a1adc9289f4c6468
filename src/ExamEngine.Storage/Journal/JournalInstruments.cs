using System.Diagnostics.Metrics;

namespace ExamEngine.Storage.Journal;

/// <summary>What a process measures of its journal. No tag names a stream or a person. `ExamEngine.Web/README.md` has the table of all instruments.</summary>
public sealed class JournalInstruments : IDisposable
{
    public const string MeterName = "ExamEngine.Journal";

    private static readonly KeyValuePair<string, object?> CommittedTag = new("outcome", "committed");
    private static readonly KeyValuePair<string, object?> ConflictTag = new("outcome", "conflict");
    private static readonly KeyValuePair<string, object?> FailedTag = new("outcome", "failed");

    /// <summary>From a fast disk's flush to the longest that anybody waits.</summary>
    private static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] };

    private readonly Meter _meter;
    private readonly Counter<long> _appends;
    private readonly Counter<long> _events;
    private readonly Counter<long> _failures;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _append;
    private Func<int> _queueLength = static () => 0;

    public JournalInstruments(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _appends = _meter.CreateCounter<long>("examengine.journal.appends", "{append}", "Appends by outcome.");
        _events = _meter.CreateCounter<long>("examengine.journal.events", "{event}", "Events made durable.");
        _failures = _meter.CreateCounter<long>("examengine.journal.commit.failures", "{transaction}", "Transactions that did not commit.");
        _batchSize = _meter.CreateHistogram<int>("examengine.journal.batch.size", "{append}", "Appends per transaction.", advice: Sizes);
        _commit = _meter.CreateHistogram<double>("examengine.journal.commit.duration", "s", "One transaction, begin to durable.", advice: Seconds);
        _append = _meter.CreateHistogram<double>("examengine.journal.append.duration", "s", "The oldest append of each transaction, handed in to durable.", advice: Seconds);
        _meter.CreateObservableGauge("examengine.journal.queue.length", () => _queueLength(), "{append}", "Appends waiting for their batch.");
    }

    internal void WatchQueue(Func<int> length) => _queueLength = length;

    internal void Committed(int committed, int conflicts, int events, TimeSpan commit, TimeSpan oldest)
    {
        if (committed > 0) _appends.Add(committed, CommittedTag);
        if (conflicts > 0) _appends.Add(conflicts, ConflictTag);
        _events.Add(events);
        _batchSize.Record(committed + conflicts);
        _commit.Record(commit.TotalSeconds);
        _append.Record(oldest.TotalSeconds);
    }

    internal void TransactionFailed() => _failures.Add(1);

    internal void AppendsFailed(int count) => _appends.Add(count, FailedTag);

    public void Dispose() => _meter.Dispose();
}
