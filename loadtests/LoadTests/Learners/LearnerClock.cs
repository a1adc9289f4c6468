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

/// <summary>The exam's clock as the page knows it: it counts with the monotonic clock from what the server last said.</summary>
internal sealed class ExamClock(LearnerClock clock)
{
    private TimeSpan _at;

    public TimeView? View { get; private set; }

    /// <summary>Working time left; null before the server has told.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            if (View is not { } view)
                return null;
            var left = TimeSpan.FromMilliseconds(view.RemainingMs) - (view.Running ? clock.Now - _at : TimeSpan.Zero);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The server's time of day as far as the page knows it; null before the server has told.</summary>
    public DateTimeOffset? ServerNow => View is { } view ? view.ServerNow + (clock.Now - _at) : null;

    /// <summary>Takes the server's time unless a later one is known; the middle of the call halves the greatest possible error.</summary>
    /// <returns>Whether it was news.</returns>
    public bool Sync(TimeView view, TimeSpan? sentAt)
    {
        if (View is { } known && view.ServerNow < known.ServerNow)
            return false;
        var now = clock.Now;
        View = view;
        _at = sentAt is { } sent ? sent + (now - sent) / 2 : now;
        return true;
    }
}
