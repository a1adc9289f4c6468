namespace ExamEngine.Benchmarks.Kernel;

/// <summary>Latencies in milliseconds.</summary>
internal sealed record Figures(long Events, double EventsPerSecond, double P50, double P99)
{
    public double BatchSize { get; init; } = 1;

    public long BytesPerAppend { get; init; }

    /// <summary>Processor time of this process, microseconds an event: what does not change when others use the machine.</summary>
    public double CpuMicros { get; init; }
}

/// <summary>Latencies of several callers, kept in microseconds in arrays made beforehand so that keeping them costs no memory.</summary>
internal sealed class Latencies(int callers, TimeSpan duration)
{
    private readonly int[][] _micros = [.. Enumerable.Range(0, callers).Select(_ => new int[(int)(duration.TotalSeconds * 400_000 / callers) + 1000])];
    private readonly int[] _count = new int[callers];
    private readonly long[] _events = new long[callers];

    /// <param name="events">How many events the one wait was for.</param>
    public void Add(int caller, TimeSpan latency, int events = 1)
    {
        if (_count[caller] < _micros[caller].Length) _micros[caller][_count[caller]++] = (int)latency.TotalMicroseconds;
        _events[caller] += events;
    }

    public Figures Figures(TimeSpan elapsed)
    {
        var all = _micros.SelectMany((m, i) => m.Take(_count[i])).Order().ToArray();
        var events = _events.Sum();
        return all.Length == 0
            ? throw new InvalidOperationException("Nothing was done in the time.")
            : new(events, events / elapsed.TotalSeconds, all[all.Length / 2] / 1000.0, all[(int)(all.Length * 0.99)] / 1000.0);
    }
}
