using System.Diagnostics.Metrics;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Grains.Hosting;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What a silo measures of its rooms.</summary>
internal sealed class RoomInstruments
{
    public const string MeterName = "ExamEngine.Rooms";

    private static readonly InstrumentAdvice<double> Waits = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800] };

    private readonly Histogram<double> _response;
    private readonly Histogram<double> _act;
    private readonly Counter<long> _acts;
    private readonly Counter<long> _deltas;

    public RoomInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _response = meter.CreateHistogram("examengine.rooms.response.duration", "s", "How long a learner waited for a proctor.", advice: Waits);
        _act = meter.CreateHistogram("examengine.rooms.act.duration", "s", "From an act's order until all its sessions had answered.", advice: AgendaInstruments.Delays);
        _acts = meter.CreateCounter<long>("examengine.rooms.acts", "{act}", "Acts ordered in rooms, by kind.");
        _deltas = meter.CreateCounter<long>("examengine.rooms.deltas", "{message}", "Changes of boards handed to web processes.");
    }

    public void Responded(TimeSpan waited) => _response.Record(waited.TotalSeconds);

    public void Ordered(ActKind kind) => _acts.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));

    public void CarriedOut(TimeSpan took) => _act.Record(Math.Max(0, took.TotalSeconds));

    public void Told() => _deltas.Add(1);
}
