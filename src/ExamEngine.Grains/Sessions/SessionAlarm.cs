namespace ExamEngine.Grains.Sessions;

/// <summary>The timer that makes prompt what is due; the agenda row is what makes it sure.</summary>
internal sealed class SessionAlarm
{
    /// <summary>No timer takes more than seven weeks: at most so long at a time, and whoever is called sets it again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private DateTimeOffset? _for;
    private IGrainTimer? _timer;

    /// <param name="due">Null: no alarm.</param>
    public void Set(IGrainBase grain, Func<CancellationToken, Task> ring, DateTimeOffset? due, DateTimeOffset now)
    {
        if (due == _for)
            return;
        _for = due;
        _timer?.Dispose();
        _timer = due is { } at
            ? grain.RegisterGrainTimer(ring, new() { DueTime = at <= now ? TimeSpan.Zero : at - now < Longest ? at - now : Longest, Period = Timeout.InfiniteTimeSpan })
            : null;
    }

    /// <summary>It has gone off: the next one is set whatever it is for.</summary>
    public void Rang() => _for = null;
}
