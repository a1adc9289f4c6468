using System.Diagnostics.Metrics;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What a silo measures of its watches.</summary>
internal sealed class WatchInstruments
{
    public const string MeterName = "ExamEngine.Watch";

    private readonly Counter<long> _signals;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _flags;
    private readonly Counter<long> _acts;
    private readonly Histogram<double> _acknowledged;

    public WatchInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _signals = meter.CreateCounter<long>("examengine.watch.signals", "{signal}", "Signals made durable.");
        _refused = meter.CreateCounter<long>("examengine.watch.signals.refused", "{signal}", "Signals not kept because they came too late, by why.");
        _flags = meter.CreateCounter<long>("examengine.watch.flags", "{flag}", "Flags that rules raised, by whether an innocent cause was known.");
        _acts = meter.CreateCounter<long>("examengine.watch.acts", "{act}", "Acts of proctors done on sessions, by kind.");
        _acknowledged = meter.CreateHistogram<double>("examengine.watch.acknowledgement.duration", "s", "An act done to its arrival at the learner's page.");
    }

    public void Noted(int signals) => _signals.Add(signals);

    public void Refused(int signals, string why) => _refused.Add(signals, new KeyValuePair<string, object?>("why", why));

    public void Flagged(bool excused) => _flags.Add(1, new KeyValuePair<string, object?>("standing", excused ? "excused" : "raised"));

    public void Acted(string kind) => _acts.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Delivered(TimeSpan after) => _acknowledged.Record(after.TotalSeconds);
}
