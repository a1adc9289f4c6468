using System.Diagnostics.Metrics;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Hosting;

/// <summary>What a silo measures of its agenda.</summary>
internal sealed class AgendaInstruments
{
    public const string MeterName = "ExamEngine.Agenda";

    /// <summary>From the next sweep to a silo that was away.</summary>
    public static readonly InstrumentAdvice<double> Delays = new() { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900] };

    private readonly Histogram<double> _lag;
    private readonly Counter<long> _done;
    private readonly Counter<long> _failures;
    private double _behind;

    public AgendaInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _lag = meter.CreateHistogram("examengine.agenda.lag", "s", "From when a duty was due to when it was done.", advice: Delays);
        _done = meter.CreateCounter<long>("examengine.agenda.done", "{duty}", "Duties carried out.");
        meter.CreateObservableGauge("examengine.agenda.behind", () => Volatile.Read(ref _behind), "s", "How late the last sweep was with the earliest duty it took up for the first time; 0 when nothing was due.");
        _failures = meter.CreateCounter<long>("examengine.agenda.failures", "{duty}", "Duties that failed and are tried again.");
    }

    /// <summary>One sweep has claimed <paramref name="due"/>.</summary>
    public void Swept(IReadOnlyList<AgendaEntry> due, DateTimeOffset now)
    {
        // What is tried again was late before: it says nothing about how far behind the sweeper is.
        var earliest = now;
        foreach (var entry in due)
        {
            if (entry.Attempts == 1 && entry.Due < earliest)
                earliest = entry.Due;
        }

        Volatile.Write(ref _behind, (now - earliest).TotalSeconds);
    }

    public void Done(TimeSpan lag)
    {
        _done.Add(1);
        _lag.Record(lag.TotalSeconds);
    }

    public void Failed() => _failures.Add(1);
}
