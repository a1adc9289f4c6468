using System.Diagnostics.Metrics;
using ExamEngine.Core.Proctoring;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// What a silo measures of reviews. <c>examengine.reviews.open</c> is about all of the cluster, whichever silo says it; it is left out once what is known
/// is old.
/// </summary>
internal sealed class ReviewInstruments
{
    public const string MeterName = "ExamEngine.Reviews";

    public static readonly TimeSpan CountedEach = TimeSpan.FromMinutes(1);

    private static readonly InstrumentAdvice<double> Days = new() { HistogramBucketBoundaries = [3600, 6 * 3600, 86400, 2 * 86400, 4 * 86400, 7 * 86400, 14 * 86400, 30 * 86400, 90 * 86400] };

    private readonly TimeProvider _time;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _overdue;
    private readonly Histogram<double> _duration;
    private volatile Reading? _latest;

    public ReviewInstruments(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MeterName);
        _opened = meter.CreateCounter<long>("examengine.reviews.opened", "{review}", "Reviews that people have to look at.");
        _settled = meter.CreateCounter<long>("examengine.reviews.settled", "{review}", "Reviews that came to their end, by finding; clearedByPolicy where nobody had to look.");
        _overdue = meter.CreateCounter<long>("examengine.reviews.overdue", "{review}", "Appeals whose time to be decided went by.");
        _duration = meter.CreateHistogram("examengine.reviews.duration", "s", "From a review's opening to its end, where people looked.", advice: Days);
        meter.CreateObservableGauge("examengine.reviews.open", Observe, "{review}", "Reviews that somebody waits for, by state; overdue are appeals whose time has gone by.");
    }

    public void Moved(ReviewState before, ReviewState after, IEnumerable<ReviewEvent> events, DateTimeOffset now)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                case ReviewEvent.Opened:
                    _opened.Add(1);
                    break;
                case ReviewEvent.ClearedByPolicy:
                    Settled("clearedByPolicy");
                    break;
                case ReviewEvent.AppealOverdue:
                    _overdue.Add(1);
                    break;
                default:
                    break;
            }
        }

        if (after is not ReviewState.Settled { By: not null } || before is ReviewState.Settled { By: not null })
            return;
        Settled(after.InForce?.ToView().Kind ?? "cleared");
        if (after.Of is { } of)
            _duration.Record(Math.Max(0, (now - of.OpenedAt).TotalSeconds));
    }

    public void Counted(IReadOnlyList<OpenReviews> open) => _latest = new(open, _time.GetUtcNow());

    private void Settled(string finding) => _settled.Add(1, new KeyValuePair<string, object?>("finding", finding));

    private IEnumerable<Measurement<long>> Observe() => _latest is { } latest && _time.GetUtcNow() - latest.At <= 3 * CountedEach
        ? latest.Open.Select(open => new Measurement<long>(open.Count, new KeyValuePair<string, object?>("state", open.State)))
        : [];

    private sealed record Reading(IReadOnlyList<OpenReviews> Open, DateTimeOffset At);
}
