using System.Collections.Concurrent;

namespace ExamEngine.Web.Kernel;

/// <summary>What a caller is counted by. Each has its own bucket for each caller.</summary>
internal enum RateBucket
{
    /// <summary>By address: what anybody may ask for. Generous, since a whole campus may stand behind one address.</summary>
    Public,

    /// <summary>By address: having a file verified, which costs a signature and whatever its issuer's site takes.</summary>
    Verify,

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
/// Buckets, one for each bucket kind and caller, for REST and hubs alike: tokens that come back one by one, and whole counts of failures
/// that start anew when their time is over. A bucket that is full again is forgotten within a minute, so memory is bounded by the callers of the
/// last minutes.
/// </summary>
/// <param name="time">The machine's: what is protected is the machine.</param>
internal sealed class RateLimits(TimeProvider time)
{
    private static readonly TimeSpan ForgetEach = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Key, Bucket> buckets = new();
    private long forgotten = time.GetTimestamp();

    /// <summary>How many buckets are not full.</summary>
    public int Known => buckets.Count;

    /// <summary>Takes one token. When there is none, says after how many whole seconds (at least 1) there is one again.</summary>
    /// <param name="who">Account id, address, or address and name.</param>
    public bool TryTake(RateBucket bucket, string who, out int retryAfterSeconds)
    {
        Forget();
        var key = new Key(bucket, who);
        TimeSpan wait;
        while (true)
        {
            var found = buckets.GetOrAdd(key, static _ => new Bucket());
            if (found.Take(TermsOf(bucket), time, out wait))
                break;
        }
        retryAfterSeconds = wait > TimeSpan.Zero ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 0;
        return wait == TimeSpan.Zero;
    }

    /// <summary>True when there is a token; takes none.</summary>
    public bool Has(RateBucket bucket, string who) => !buckets.TryGetValue(new(bucket, who), out var found) || found.Has(TermsOf(bucket), time);

    private static Terms TermsOf(RateBucket bucket) => bucket switch
    {
        RateBucket.Public => new(2000, TimeSpan.FromMilliseconds(5)),
        RateBucket.Verify => new(30, TimeSpan.FromMilliseconds(500)),
        RateBucket.Read => new(100, TimeSpan.FromMilliseconds(100)),
        RateBucket.Write => new(40, TimeSpan.FromMilliseconds(200)),
        RateBucket.Save => new(60, TimeSpan.FromMilliseconds(50)),
        RateBucket.Signalling => new(400, TimeSpan.FromMilliseconds(20)),
        RateBucket.Signals => new(10, TimeSpan.FromMilliseconds(200)),
        RateBucket.Evidence => new(60, TimeSpan.FromSeconds(1.0 / 6)),
        RateBucket.Look => new(1000, TimeSpan.FromMilliseconds(5)),
        RateBucket.SignIn => new(10, TimeSpan.FromSeconds(6)),
        RateBucket.SignInAddress => new(600, TimeSpan.FromMilliseconds(200)),
        RateBucket.Failures => new(5, TimeSpan.FromMinutes(15), Whole: true),
        RateBucket.FailuresEverywhere => new(100, TimeSpan.FromMinutes(15), Whole: true),
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>Once a minute whoever comes by takes away what is full again.</summary>
    private void Forget()
    {
        var last = Volatile.Read(ref forgotten);
        if (time.GetElapsedTime(last) < ForgetEach || Interlocked.CompareExchange(ref forgotten, time.GetTimestamp(), last) != last)
            return;
        foreach (var (key, bucket) in buckets)
        {
            if (bucket.Leave(time))
                buckets.TryRemove(new(key, bucket));
        }
    }

    private readonly record struct Key(RateBucket Bucket, string Who);

    /// <param name="Burst">Tokens in a full bucket.</param>
    /// <param name="Each">After how long one comes back; all of them together when <paramref name="Whole"/>, counted from the first that was taken.</param>
    private readonly record struct Terms(int Burst, TimeSpan Each, bool Whole = false);

    /// <summary>
    /// A bucket as one moment: when it will be full again. The generic cell rate algorithm (ITU-T I.371), which needs no timer that fills
    /// buckets; whole counts keep their number beside it.
    /// </summary>
    private sealed class Bucket
    {
        private readonly Lock gate = new();
        private long full;
        private int taken;
        private bool left;

        /// <param name="wait">Zero when a token was taken.</param>
        /// <returns>False when the bucket has been forgotten: there is another one by now.</returns>
        public bool Take(Terms terms, TimeProvider time, out TimeSpan wait)
        {
            lock (gate)
            {
                wait = Wait(terms, time, out var now);
                if (left || wait > TimeSpan.Zero)
                    return !left;
                var begun = full > now;
                taken = begun ? taken + 1 : 1;
                if (!terms.Whole || !begun)
                    full = Math.Max(full, now) + Ticks(terms.Each, time);
                return true;
            }
        }

        public bool Has(Terms terms, TimeProvider time)
        {
            lock (gate)
                return Wait(terms, time, out _) == TimeSpan.Zero;
        }

        /// <summary>True when it is full and takes no more.</summary>
        public bool Leave(TimeProvider time)
        {
            lock (gate)
                return left = full <= time.GetTimestamp();
        }

        private TimeSpan Wait(Terms terms, TimeProvider time, out long now)
        {
            now = time.GetTimestamp();
            if (full <= now)
                return TimeSpan.Zero;
            if (terms.Whole)
                return taken < terms.Burst ? TimeSpan.Zero : time.GetElapsedTime(now, full);
            var room = now + terms.Burst * Ticks(terms.Each, time) - (full + Ticks(terms.Each, time));
            return room >= 0 ? TimeSpan.Zero : time.GetElapsedTime(0, -room);
        }

        private static long Ticks(TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);
    }
}
