using System.Diagnostics;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Learners;

/// <summary>A learner's computer's clocks: one that only goes forward, perhaps a little too fast or slow, and one that may be set to any time.</summary>
/// <param name="rate">Seconds of the learner's a real second; 1 is a good clock.</param>
/// <param name="offset">By how much the computer's date is wrong.</param>
internal sealed class LearnerClock(double rate, TimeSpan offset)
{
    public TimeSpan Now => Stopwatch.GetElapsedTime(0) * rate;

    public DateTimeOffset Wall => DateTimeOffset.UtcNow + offset;

    /// <summary>A command id as the browser makes it, with its own idea of the time in it.</summary>
    public Guid NewId() => Guid.CreateVersion7(Wall);

    public Task Pause(TimeSpan span, CancellationToken ct) => Task.Delay(span > TimeSpan.Zero ? span / rate : TimeSpan.Zero, ct);
}

/// <summary>
/// The exam's clock as the page knows it. It counts by the server's time, of which each answer says between which two bounds it lies: the server read it
/// somewhere between the request and the answer. A slow way there or back moves nothing that is known better.
/// </summary>
internal sealed class ExamClock(LearnerClock clock)
{
    /// <summary>How far two good clocks part.</summary>
    private const double Drift = 0.0001;

    /// <summary>The server's time less the page's clock, at least and at most, and when that was found.</summary>
    private (DateTimeOffset Least, DateTimeOffset Most, TimeSpan At) _bounds = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TimeSpan.Zero);

    public TimeView? View { get; private set; }

    /// <summary>Working time left; null before the server has told.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            if (View is not { } view || ServerNow is not { } now)
                return null;
            var gone = view.Running && now > view.ServerNow ? now - view.ServerNow : TimeSpan.Zero;
            var left = TimeSpan.FromMilliseconds(view.RemainingMs) - gone;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The server's time of day as far as the page knows it; null before the server has told.</summary>
    public DateTimeOffset? ServerNow => View is null ? null
        : (_bounds.Most == DateTimeOffset.MaxValue ? _bounds.Least : _bounds.Least + (_bounds.Most - _bounds.Least) / 2) + clock.Now;

    /// <summary>Takes the server's time unless a later one is known.</summary>
    /// <param name="sentAt">When the request was sent that it answers; null for what the server said unasked, which is only known to be past.</param>
    /// <returns>Whether it was news.</returns>
    public bool Sync(TimeView view, TimeSpan? sentAt)
    {
        if (View is { } known && view.ServerNow < known.ServerNow)
            return false;
        View = view;
        var now = clock.Now;
        var (least, most) = (view.ServerNow - now, sentAt is { } sent ? view.ServerNow - sent : DateTimeOffset.MaxValue);
        var grown = (now - _bounds.At) * Drift;
        var low = _bounds.Least > DateTimeOffset.MinValue && _bounds.Least - grown is var before && before > least ? before : least;
        var high = _bounds.Most < DateTimeOffset.MaxValue && _bounds.Most + grown is var after && after < most ? after : most;
        // Nothing fits both: a clock was set. The newer word counts.
        _bounds = low <= high ? (low, high, now) : (least, most, now);
        return true;
    }
}
