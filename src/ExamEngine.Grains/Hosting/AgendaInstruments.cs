using System.Diagnostics.Metrics;

namespace ExamEngine.Grains.Hosting;

/// <summary>What a silo measures of its agenda.</summary>
internal sealed class AgendaInstruments
{
    public const string MeterName = "ExamEngine.Agenda";

    private readonly Histogram<double> _lag;
    private readonly Counter<long> _failures;

    public AgendaInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _lag = meter.CreateHistogram<double>("examengine.agenda.lag", "s", "From when a duty was due to when it was done.");
        _failures = meter.CreateCounter<long>("examengine.agenda.failures", "{duty}", "Duties that failed and are tried again.");
    }

    public void Done(TimeSpan lag) => _lag.Record(lag.TotalSeconds);

    public void Failed() => _failures.Add(1);
}
