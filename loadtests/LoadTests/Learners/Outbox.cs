using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Learners;

/// <param name="Due">When the learner made it, as a timestamp of the stopwatch.</param>
internal sealed record Kept(Entry Entry, long Due)
{
    /// <summary>Where it leaves its mark; null where every one counts.</summary>
    public string? Place { get; } = Places.Of(Entry);
}

/// <summary>
/// What the learner did and the server has not acknowledged, in the order it was made. An entry leaves only by an acknowledgement or by a
/// later one for the same place.
/// </summary>
internal sealed class Outbox
{
    private readonly List<Kept> _kept = [];

    public int Count => _kept.Count;

    /// <summary>The highest number known; the next entry gets the one after.</summary>
    public long Seq { get; private set; }

    /// <summary>The server knows numbers up to this one.</summary>
    public void Raise(long seq) => Seq = Math.Max(Seq, seq);

    /// <param name="make">From the number it gets.</param>
    /// <returns>How many earlier ones it made needless.</returns>
    public int Add(Func<long, Entry> make, long due)
    {
        var kept = new Kept(make(++Seq), due);
        var needless = kept.Place is { } place ? _kept.RemoveAll(other => other.Place == place) : 0;
        _kept.Add(kept);
        return needless;
    }

    public List<Kept> First(int most) => _kept.GetRange(0, Math.Min(most, _kept.Count));

    public Kept? Take(Guid commandId)
    {
        var at = _kept.FindIndex(kept => kept.Entry.CommandId == commandId);
        if (at < 0)
            return null;
        var taken = _kept[at];
        _kept.RemoveAt(at);
        return taken;
    }

    public long HighestUnsent => _kept.Count == 0 ? 0 : _kept.Max(kept => kept.Entry.Seq);
}
