using ExamEngine.Contracts.Kernel;
using Orleans.Runtime.Messaging;

namespace ExamEngine.Silo.Cluster;

/// <summary>
/// Makes a call again that was lost with its silo, so that a learner sees a slow answer and not an error. Safe for every grain there is:
/// a write carries a command id or a sequence number, and repeating it answers the same. Each call has a budget; what it does not cover
/// goes to the caller, who is told to try again later.
/// </summary>
/// <remarks>
/// Refusals to take more work are passed on at once, since asking again would make more of it. At most <see cref="MostWaiting"/> calls
/// wait here; those beyond fail at once.
/// </remarks>
internal sealed class GrainCallRetry(TimeProvider time, GatewayInstruments meters) : IOutgoingGrainCallFilter
{
    public const int MostWaiting = 20_000;

    /// <summary>After this nothing is begun again; the last try may take as long as one call. A silo that hangs is missed after 6 s.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(11);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromMilliseconds(500);

    private int waiting;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var started = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception e) when (PauseAfter(e, tries) is { } pause && time.GetElapsedTime(started) + pause < Budget)
            {
                meters.Retried();
                if (!await Wait(pause))
                    throw;
            }
        }
    }

    /// <returns>How long to wait before the next try; null when another would not help.</returns>
    private static TimeSpan? PauseAfter(Exception exception, int tries) => exception switch
    {
        { InnerException: LimitExceededException } => null,
        // It has waited already.
        TimeoutException => Jittered(FirstPause),
        OrleansMessageRejectionException or ConnectionFailedException => Jittered(Doubled(tries)),
        // A lost race for a stream is settled by one more try; a store that is down is not, and its caller knows how to wait.
        UnavailableException when tries == 1 => Jittered(FirstPause),
        _ => null,
    };

    private async ValueTask<bool> Wait(TimeSpan pause)
    {
        try
        {
            if (Interlocked.Increment(ref waiting) > MostWaiting)
                return false;
            await Task.Delay(pause, time);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private static TimeSpan Doubled(int tries)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Min(tries, 16) - 1);
        return doubled < LongestPause ? doubled : LongestPause;
    }

    /// <summary>Half to one and a half of it, so that those who lost the same silo do not come back together.</summary>
    private static TimeSpan Jittered(TimeSpan pause) => pause * (0.5 + Random.Shared.NextDouble());
}
