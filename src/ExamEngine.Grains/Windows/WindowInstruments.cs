using System.Diagnostics.Metrics;

namespace ExamEngine.Grains.Windows;

/// <summary>
/// What a silo measures of windows. <c>examengine.sessions.expected</c> is about all of the cluster, whichever silo says it: a scaler takes the
/// greatest and not the sum. It is left out once what is known is old, so that nobody scales by the past.
/// </summary>
internal sealed class WindowInstruments
{
    public const string MeterName = "ExamEngine.Windows";

    private readonly TimeProvider _time;
    private readonly TimeSpan _stale;
    private volatile Reading? _latest;

    public WindowInstruments(IMeterFactory meters, TimeProvider time, WindowOptions options)
    {
        (_time, _stale) = (time, 3 * options.ExpectedInterval);
        meters.Create(MeterName).CreateObservableGauge(
            "examengine.sessions.expected", Observe, "{session}", "Sessions that may begin within the next minutes, by seats that nobody has started in.");
    }

    public void Expect(int sessions) => _latest = new(sessions, _time.GetUtcNow());

    private IEnumerable<Measurement<long>> Observe() =>
        _latest is { } latest && _time.GetUtcNow() - latest.At <= _stale ? [new Measurement<long>(latest.Sessions)] : [];

    private sealed record Reading(long Sessions, DateTimeOffset At);
}
