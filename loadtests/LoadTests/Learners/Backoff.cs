namespace ExamEngine.LoadTests.Learners;

/// <summary>The browser client's pauses: exponential with full jitter, or once to twice as long as the server asked. Never gives up.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan most, Random chance)
{
    /// <summary>Nobody is believed who asks to be left alone for longer.</summary>
    private static readonly TimeSpan MostRetryAfter = TimeSpan.FromMinutes(1);

    private int _tries;

    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var ceiling = Math.Min(most.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, _tries));
        _tries = Math.Min(_tries + 1, 30);
        return retryAfter is { Ticks: > 0 } asked ? Spread(asked < MostRetryAfter ? asked : MostRetryAfter, chance) : TimeSpan.FromMilliseconds(ceiling * chance.NextDouble());
    }

    public void Reset() => _tries = 0;

    /// <summary>From once to twice as long: nobody comes early, and not all at once.</summary>
    public static TimeSpan Spread(TimeSpan span, Random chance) => span * (1 + chance.NextDouble());
}
