using System.Diagnostics.Metrics;
using ExamEngine.Core.Grading;
using ExamEngine.Grains.Hosting;

namespace ExamEngine.Grains.Grading;

/// <summary>What a silo measures of grading.</summary>
internal sealed class GradingInstruments
{
    public const string MeterName = "ExamEngine.Grading";

    private readonly Counter<long> _graded;
    private readonly Counter<long> _marks;
    private readonly Counter<long> _released;
    private readonly Histogram<double> _delay;

    public GradingInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _graded = meter.CreateCounter<long>("examengine.grading.graded", "{attempt}", "Attempts graded for the first time.");
        _marks = meter.CreateCounter<long>("examengine.grading.marks", "{mark}", "Responses marked by people.");
        _released = meter.CreateCounter<long>("examengine.grading.released", "{attempt}", "Results released to their learners.");
        _delay = meter.CreateHistogram("examengine.grading.delay", "s", "From the end of a session to its first grade.", advice: AgendaInstruments.Delays);
    }

    /// <summary>An attempt moved on.</summary>
    public void Moved(AttemptState before, AttemptState after, DateTimeOffset now)
    {
        if (before.Grade is null && after.Grade is { } grade)
        {
            _graded.Add(1);
            _delay.Record(Math.Max(0, (now - grade.EndedAt).TotalSeconds));
        }

        if (after.MarkCommands.Count > before.MarkCommands.Count)
            _marks.Add(after.MarkCommands.Count - before.MarkCommands.Count);
        if (after.Released && !before.Released)
            _released.Add(1);
    }
}
