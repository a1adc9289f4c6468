using ExamEngine.Web.Kernel;
using Microsoft.Extensions.Options;

namespace ExamEngine.Web.Load;

/// <summary>
/// Knows how loaded this process is and what to refuse for it. Three signals: how long acknowledgements take just now, how many requests are
/// under way, and how full the queues behind are.
/// </summary>
/// <remarks>
/// The delay is sampled: at any time at most one save is the sample. While it is under way its age counts, so a store that stands still shows as
/// well as one that is slow. The first save to end that did not begin before it closes the sample, so one that is stuck, with a silo that was lost,
/// does not speak for the rest. What that one took goes into a moving average, which is forgotten after <see cref="Remembered"/>: refusing
/// everything never lasts, since with nothing under way the delay falls to 0 and the next save is let in. All of it costs a few interlocked
/// operations and no memory.
/// </remarks>
internal sealed class LoadGauge
{
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);
    private const double Weight = 0.3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly IQueueBehind[] queues;
    private readonly TimeProvider time;
    private readonly LoadLimits limits;
    private int underWay;
    private long sampleBegan;
    private long averagedAt;
    private double average;

    public LoadGauge(IEnumerable<IQueueBehind> queues, TimeProvider time, IOptions<LoadLimits> options, WebInstruments meters)
    {
        this.queues = [.. queues];
        this.time = time;
        limits = options.Value;
        meters.WatchLoad(() => Delay.TotalSeconds, () => Volatile.Read(ref underWay));
    }

    /// <summary>What an acknowledgement takes just now, as far as this process can tell.</summary>
    public TimeSpan Delay
    {
        get
        {
            var settled = Volatile.Read(ref averagedAt) is var at and not 0 && time.GetElapsedTime(at) < Remembered
                ? TimeSpan.FromSeconds(Volatile.Read(ref average))
                : TimeSpan.Zero;
            var running = Volatile.Read(ref sampleBegan) is var began and not 0 ? time.GetElapsedTime(began) : TimeSpan.Zero;
            return running > settled ? running : settled;
        }
    }

    /// <summary>Null when the work may be done; else how many whole seconds to stay away.</summary>
    public int? Refuses(Urgency urgency)
    {
        var limit = urgency switch
        {
            Urgency.CanWait => limits.CanWait,
            Urgency.Begins => limits.Begins,
            _ => limits.CannotWait,
        };
        var delay = Delay;
        if (delay < limit.Delay && Volatile.Read(ref underWay) < limit.Requests && Fill < limit.Queue)
            return null;

        // What can wait longer is sent away for longer.
        var wait = delay < LongestWait ? delay : LongestWait;
        return (int)Math.Ceiling(wait.TotalSeconds) + (urgency == Urgency.CanWait ? 4 : 1);
    }

    /// <summary>Counts the work until <see cref="Ended"/> is called with what this returns.</summary>
    public UnderWay Began(bool acknowledges)
    {
        Interlocked.Increment(ref underWay);
        var now = time.GetTimestamp();
        if (acknowledges)
            Interlocked.CompareExchange(ref sampleBegan, now, 0);
        return new UnderWay(now, acknowledges);
    }

    /// <summary>Answers with how long it took.</summary>
    public TimeSpan Ended(UnderWay work)
    {
        Interlocked.Decrement(ref underWay);
        var took = time.GetElapsedTime(work.Began);
        if (work.Acknowledges && Volatile.Read(ref sampleBegan) is var sample and not 0 && sample <= work.Began
            && Interlocked.CompareExchange(ref sampleBegan, 0, sample) == sample)
            Average(took.TotalSeconds);

        return took;
    }

    /// <summary>Each sample is closed once. Two that follow closely may write over each other here, which loses one of many samples.</summary>
    private void Average(double seconds)
    {
        var before = Volatile.Read(ref average);
        var isFresh = Volatile.Read(ref averagedAt) is var at and not 0 && time.GetElapsedTime(at) < Remembered;
        Volatile.Write(ref average, isFresh ? before + Weight * (seconds - before) : seconds);
        Volatile.Write(ref averagedAt, time.GetTimestamp());
    }

    private double Fill
    {
        get
        {
            var fullest = 0.0;
            foreach (var queue in queues)
                fullest = Math.Max(fullest, queue.Fill);
            return fullest;
        }
    }

    public readonly record struct UnderWay(long Began, bool Acknowledges);
}
