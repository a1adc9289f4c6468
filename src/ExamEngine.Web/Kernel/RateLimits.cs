using System.Threading.RateLimiting;

namespace ExamEngine.Web.Kernel;

/// <summary>What a caller is counted by. Each has its own bucket for each caller.</summary>
internal enum RateBucket
{
    /// <summary>By address: what anybody may ask for. Generous, since a whole campus may stand behind one address.</summary>
    Public,

    /// <summary>By account: reading.</summary>
    Read,

    /// <summary>By account: changing something.</summary>
    Write,

    /// <summary>By account: saving answers.</summary>
    Save,

    /// <summary>By account: what pages and consoles tell each other to see and hear each other; a connection that is found takes dozens.</summary>
    Signalling,

    /// <summary>By account: what a page noticed. It gathers, and sends again what was not acknowledged.</summary>
    Signals,

    /// <summary>By account: pictures and recordings of a sitting, so that they never stand before its answers.</summary>
    Evidence,

    /// <summary>By account: looking at evidence. A board of 200 shows a picture of each every few seconds.</summary>
    Look,

    /// <summary>By address and name: trying a password.</summary>
    SignIn,

    /// <summary>By address: trying passwords of many names. Each try costs a password hash.</summary>
    SignInAddress,

    /// <summary>By name and address: wrong passwords. A name without an account is counted as one with, so the answer does not tell them apart.</summary>
    Failures,

    /// <summary>By name alone: what many addresses together may try (NIST SP 800-63B allows no more than a hundred).</summary>
    FailuresEverywhere,
}

/// <summary>
/// Buckets, one for each bucket kind and caller, for REST and hubs alike: tokens that come back little by little, and whole counts of failures
/// that start anew when their time is over. A bucket that is full again is forgotten, so memory
/// is bounded by the callers of the last minutes.
/// </summary>
internal sealed class RateLimits : IDisposable
{
    private readonly PartitionedRateLimiter<Key> limiter = PartitionedRateLimiter.Create<Key, Key>(
        key => key.Bucket is RateBucket.Failures or RateBucket.FailuresEverywhere
            ? RateLimitPartition.GetFixedWindowLimiter(key, FailuresOf)
            : RateLimitPartition.GetTokenBucketLimiter(key, OptionsOf));

    /// <summary>Takes one token. When there is none, says after how many whole seconds (at least 1) there is one again.</summary>
    /// <param name="who">Account id, address, or address and name.</param>
    public bool TryTake(RateBucket bucket, string who, out int retryAfterSeconds)
    {
        using var lease = limiter.AttemptAcquire(new Key(bucket, who));
        retryAfterSeconds = 0;
        if (lease.IsAcquired)
            return true;

        retryAfterSeconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        return false;
    }

    /// <summary>True when there is a token; takes none.</summary>
    public bool Has(RateBucket bucket, string who)
    {
        using var lease = limiter.AttemptAcquire(new Key(bucket, who), 0);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    private static TokenBucketRateLimiterOptions OptionsOf(Key key)
    {
        var (burst, tokens, period) = key.Bucket switch
        {
            RateBucket.Public => (2000, 200, TimeSpan.FromSeconds(1)),
            RateBucket.Read => (100, 10, TimeSpan.FromSeconds(1)),
            RateBucket.Write => (40, 5, TimeSpan.FromSeconds(1)),
            RateBucket.Save => (60, 20, TimeSpan.FromSeconds(1)),
            RateBucket.Signalling => (400, 50, TimeSpan.FromSeconds(1)),
            RateBucket.Signals => (10, 5, TimeSpan.FromSeconds(1)),
            RateBucket.Evidence => (60, 6, TimeSpan.FromSeconds(1)),
            RateBucket.Look => (1000, 200, TimeSpan.FromSeconds(1)),
            RateBucket.SignIn => (10, 1, TimeSpan.FromSeconds(6)),
            RateBucket.SignInAddress => (600, 5, TimeSpan.FromSeconds(1)),
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = period,
            QueueLimit = 0,
            // The partitioned limiter replenishes all of its buckets from one timer.
            AutoReplenishment = false,
        };
    }

    private static FixedWindowRateLimiterOptions FailuresOf(Key key) => new()
    {
        PermitLimit = key.Bucket == RateBucket.Failures ? 5 : 100,
        Window = TimeSpan.FromMinutes(15),
        QueueLimit = 0,
        AutoReplenishment = false,
    };

    private readonly record struct Key(RateBucket Bucket, string Who);
}
