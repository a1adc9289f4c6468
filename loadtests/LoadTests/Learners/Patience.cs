namespace ExamEngine.LoadTests.Learners;

/// <summary>What a page repeats by itself before it troubles the learner.</summary>
internal sealed class Patience(LearnerClock clock, Random chance, CancellationToken ct)
{
    /// <summary>As many tries as it takes until the server has judged it.</summary>
    public const int UntilJudged = int.MaxValue;

    private const int MostFaults = 3;

    /// <summary>How far the servers' clocks and the page's reckoning may be apart before "too early" is taken at its word.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Repeats what may pass: silence and a busy server up to that many tries, faults with three at most.</summary>
    /// <param name="failed">Told of each try that failed.</param>
    public async Task<Reply<T>> Tries<T>(int most, Func<Task<Reply<T>>> once, Action? failed = null)
        where T : class
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15), chance);
        for (var (left, faults) = (most, 0); ; left--)
        {
            var reply = await once();
            if (reply.Value is null)
                failed?.Invoke();
            if (reply.Refusal is { IsFault: true })
                faults++;
            if (!reply.IsPassing || left <= 1 || faults >= MostFaults)
                return reply;
            await clock.Pause(backoff.Next(reply.Refusal?.RetryAfter), ct);
        }
    }

    /// <summary>For what is refused before an opening, at a moment when the page holds that it has come.</summary>
    public async Task<Reply<T>> UntilOpen<T>(Func<Task<Reply<T>>> ask)
        where T : class
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), chance);
        for (var until = clock.Now + Skew; ;)
        {
            var reply = await ask();
            if (reply.Refusal is not { IsTooEarly: true } || clock.Now >= until)
                return reply;
            await clock.Pause(backoff.Next(reply.Refusal.RetryAfter), ct);
        }
    }
}
