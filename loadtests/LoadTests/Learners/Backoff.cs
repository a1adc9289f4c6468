namespace ExamEngine.LoadTests.Learners;

/// <summary>The browser client's pauses: exponential with full jitter, and the server's own wish as a floor. Never gives up.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan most, Random chance)
{
    private int _tries;

    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var ceiling = Math.Min(most.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, _tries));
        _tries = Math.Min(_tries + 1, 30);
        return retryAfter is { TotalMilliseconds: var floor }
            ? TimeSpan.FromMilliseconds(floor + chance.NextDouble() * floor)
            : TimeSpan.FromMilliseconds(ceiling * (0.25 + 0.75 * chance.NextDouble()));
    }

    public void Reset() => _tries = 0;
}
