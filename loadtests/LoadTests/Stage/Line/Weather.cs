using System.Diagnostics;

namespace ExamEngine.LoadTests;

/// <summary>
/// When what is sent over a bad line arrives. TCP hides loss and pays for it in waiting: a lost segment is sent again after the retransmission timeout, which
/// doubles with each further loss (RFC 6298; Linux takes the round trip and at least 200 ms), and everything behind it waits. A cut loses whatever is sent in it,
/// so what was under way comes through at the first retry after its end. One weather is over both directions of a line, so it may be called from many threads.
/// </summary>
/// <param name="chance">Guarded by this object's own lock from then on.</param>
/// <param name="now">When the line begins to be used, in ticks of <see cref="Stopwatch"/>.</param>
internal sealed class Weather(LineQuality quality, Random chance, long now)
{
    private const int SegmentBytes = 1448;

    /// <summary>So often a system tries again before it gives up (tcp_retries2); here it comes through.</summary>
    private const int MostTries = 15;

    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(200), FirstWaitOfConnect = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private long _cutBegins = now, _cutEnds = now;

    /// <summary>When bytes arrive that are sent at <paramref name="sent"/>; both are ticks of <see cref="Stopwatch"/>.</summary>
    public long Arrival(long sent, int bytes)
    {
        lock (_lock)
        {
            var last = sent;
            for (var segment = 0; segment < Math.Max(1, (bytes + SegmentBytes - 1) / SegmentBytes); segment++)
                last = Math.Max(last, Through(sent, quality.Delay + LeastWait));
            return last + Ticks(quality.Delay / 2);
        }
    }

    /// <summary>When the other side has agreed to a connection asked for at <paramref name="sent"/>.</summary>
    public long Connected(long sent)
    {
        lock (_lock)
            return Through(sent, FirstWaitOfConnect) + Ticks(quality.Delay);
    }

    private long Through(long at, TimeSpan wait)
    {
        for (var tries = 1; tries < MostTries && IsLost(at); tries++)
        {
            at += Ticks(wait);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }

        return at;
    }

    private bool IsLost(long at) => IsCut(at) || chance.NextDouble() * 100 < quality.LossPercent;

    /// <summary>Cuts are drawn as time goes on. A retry far ahead draws those up to it; one behind them was drawn before.</summary>
    private bool IsCut(long at)
    {
        if (quality.CutEvery == TimeSpan.Zero)
            return false;

        while (at >= _cutEnds)
            Draw(_cutEnds);
        return at >= _cutBegins;
    }

    private void Draw(long from)
    {
        _cutBegins = from + Ticks(quality.CutEvery * -Math.Log(1 - chance.NextDouble()));
        _cutEnds = _cutBegins + Ticks(quality.CutFor);
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);
}
