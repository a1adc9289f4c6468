using System.Threading.RateLimiting;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Accounts;

/// <summary>
/// Lets few passwords be hashed at once. A hash keeps a core busy for a twentieth of a second or longer, on purpose; without the gate a class
/// that signs in together would take all cores from those who are saving. Whoever finds the line full is told to come back.
/// </summary>
internal sealed class SignInGate : IDisposable
{
    /// <summary>Half of the cores go on serving.</summary>
    public static readonly int AtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>What is hashed in about four seconds: whoever waits longer has given up.</summary>
    public static readonly int Line = 50 * AtOnce;

    public const int RetryAfterSeconds = 5;

    private readonly ConcurrencyLimiter limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = AtOnce,
        QueueLimit = Line,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public SignInGate(WebInstruments meters) => meters.WatchSignIns(() => limiter.GetStatistics()?.CurrentQueuedCount ?? 0);

    /// <summary>The turn, to be disposed of; not acquired when the line is full.</summary>
    public ValueTask<RateLimitLease> Enter(CancellationToken ct) => limiter.AcquireAsync(1, ct);

    public void Dispose() => limiter.Dispose();
}
