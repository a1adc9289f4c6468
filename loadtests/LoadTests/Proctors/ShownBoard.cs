using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.LoadTests.Proctors;

/// <summary>A board as a console keeps it: what was read, and every change since. Writes down when it showed what of each session.</summary>
internal sealed class ShownBoard
{
    private readonly Dictionary<Guid, BoardCell> _cells = [];
    private readonly Dictionary<Guid, List<Sighting>> _sightings = [];
    private readonly List<BoardDelta> _early = [];
    private bool _read;

    public long Version { get; private set; }

    public IReadOnlyDictionary<Guid, BoardCell> Cells => _cells;

    /// <summary>By session, in the order of time.</summary>
    public IReadOnlyDictionary<Guid, List<Sighting>> Sightings => _sightings;

    /// <summary>The board is being read: changes wait until it is there.</summary>
    public void Expect() => _read = false;

    /// <param name="at">Timestamp of the stopwatch.</param>
    /// <returns>False when something was missed after all, so that it has to be read again.</returns>
    public bool Take(BoardView board, long at)
    {
        (Version, _read) = (board.Version, true);
        foreach (var cell in board.Cells)
            Show(cell, at);
        var early = _early.ToArray();
        _early.Clear();
        return Array.TrueForAll(early, delta => delta.Version <= Version || Take(delta, at));
    }

    /// <returns>False when a change before it was missed: the board has to be read again.</returns>
    public bool Take(BoardDelta delta, long at)
    {
        if (!_read)
        {
            _early.Add(delta);
            return true;
        }

        // Read with the board already.
        if (delta.Version <= Version)
            return true;
        if (delta.Version != Version + 1)
            return false;
        Version = delta.Version;
        foreach (var cell in delta.Cells)
            Show(cell, at);
        return true;
    }

    private void Show(BoardCell cell, long at)
    {
        _cells[cell.Session] = cell;
        if (!_sightings.TryGetValue(cell.Session, out var seen))
            _sightings[cell.Session] = seen = [];
        if (seen.Count == 0 || seen[^1].Version != cell.Watch.Version)
            seen.Add(new(at, cell.Watch.Version, string.Intern(string.Join(' ', cell.Watch.Open))));
    }
}

/// <summary>What a board showed of one session from a moment on.</summary>
/// <param name="At">Timestamp of the stopwatch; in a journal microseconds since learners began to arrive.</param>
/// <param name="Version">Of the watch: how many events it had.</param>
/// <param name="Open">What lasted, such as <c>page-hidden</c>.</param>
internal readonly record struct Sighting(long At, long Version, string Open);
