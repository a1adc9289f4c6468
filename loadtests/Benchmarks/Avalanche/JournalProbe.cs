using System.Collections.Concurrent;
using System.Diagnostics;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Benchmarks.Avalanche;

/// <summary>The real journal, watched: what each phase appends and reads, and when each milestone of each attempt became durable.</summary>
internal sealed class JournalProbe(IJournal journal) : IJournal
{
    private readonly ConcurrentDictionary<string, Milestone> _milestones = new();
    private long _appends, _agenda, _reads;

    public Counts Counts => new(Interlocked.Read(ref _appends), Interlocked.Read(ref _agenda), Interlocked.Read(ref _reads));

    /// <summary>To be asked for before the first such event comes.</summary>
    public Milestone Watch(params ReadOnlySpan<string> types)
    {
        var milestone = new Milestone();
        foreach (var type in types)
            _milestones[type] = milestone;
        return milestone;
    }

    public async ValueTask<AppendResult> Append(Append append, CancellationToken ct = default)
    {
        var result = await journal.Append(append, ct);
        if (result is not AppendResult.Committed)
            return result;
        Interlocked.Increment(ref _appends);
        Interlocked.Add(ref _agenda, append.Agenda.Count);
        foreach (var happened in append.Events)
            if (_milestones.TryGetValue(happened.Type, out var milestone))
                milestone.Reached();
        return result;
    }

    public IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion = 0, CancellationToken ct = default)
    {
        Interlocked.Increment(ref _reads);
        return journal.Read(stream, afterVersion, ct);
    }
}

/// <summary>What was written and asked so far.</summary>
/// <param name="Agenda">Duties put or removed with the appends.</param>
internal sealed record Counts(long Appends, long Agenda, long Reads)
{
    public Counts Since(Counts before) => new(Appends - before.Appends, Agenda - before.Agenda, Reads - before.Reads);
}

/// <summary>Counts the attempts that have come so far, and when.</summary>
internal sealed class Milestone
{
    private readonly ConcurrentQueue<long> _times = new();

    public int Count => _times.Count;

    public void Reached() => _times.Enqueue(Stopwatch.GetTimestamp());

    /// <summary>Seconds from <paramref name="start"/> to the share of all that came by then, in order; 1 is the last.</summary>
    public double Seconds(long start, double share) => _times.IsEmpty
        ? 0
        : Stopwatch.GetElapsedTime(start, _times.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(_times.Count * share) - 1))).TotalSeconds;

    /// <exception cref="TimeoutException">Fewer than <paramref name="count"/> came in the time.</exception>
    public async Task Until(int count, TimeSpan patience, string what)
    {
        for (var started = Stopwatch.GetTimestamp(); Count < count; await Task.Delay(5))
            if (Stopwatch.GetElapsedTime(started) > patience)
                throw new TimeoutException($"After {patience.TotalSeconds:0} s, {Count} of {count} were {what}.");
    }
}
