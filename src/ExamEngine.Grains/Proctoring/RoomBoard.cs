using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// The board in memory: the newest of every session, and what of it nobody has been told yet. However often a session changes between two deltas,
/// the next one has it once. Whoever has version n and is told n + 1 has everything: a delta holds all that changed since the one before.
/// </summary>
/// <param name="version">
/// As a rule higher than any that an earlier activation had: the time in milliseconds, and there are few deltas a second. Where that one's clock was ahead, its
/// observers say what they have seen, and <see cref="Overtake"/> makes good what the clock did not.
/// </param>
internal sealed class RoomBoard(string room, long version)
{
    private readonly Dictionary<Guid, Cell> _cells = [];
    private readonly HashSet<Guid> _changed = [];
    private readonly HashSet<Guid> _acts = [];
    private readonly HashSet<Guid> _turned = [];
    private bool _staffing;

    public long Version { get; private set; } = version;

    public IReadOnlyCollection<Guid> Sessions => _cells.Keys;

    public bool HasNews => _changed.Count > 0 || _acts.Count > 0 || _staffing;

    /// <summary>Some session may have ended, or goes on again, and all rooms have not been told.</summary>
    public bool HasTurned => _turned.Count > 0;

    public Cell? Find(Guid session) => _cells.GetValueOrDefault(session);

    /// <summary>The sessions of the room are these. Returns those that are new; what is gone makes a gap, so that consoles read the board again.</summary>
    public IReadOnlyList<Guid> Seat(ImmutableArray<Guid> sessions, IReadOnlyDictionary<Guid, string> care)
    {
        var here = sessions.ToHashSet();
        var gone = _cells.Keys.Where(session => !here.Contains(session)).ToList();
        foreach (var session in gone)
        {
            _cells.Remove(session);
            _changed.Remove(session);
            _turned.Remove(session);
        }
        var fresh = sessions.Where(session => !_cells.ContainsKey(session)).ToList();
        foreach (var session in fresh)
        {
            _cells.Add(session, new(session) { Care = care.GetValueOrDefault(session) });
            _changed.Add(session);
        }
        if (gone.Count > 0)
            Skip();
        return fresh;
    }

    public void Changed(Cell cell)
    {
        _changed.Add(cell.Session);
        if (cell.HasTurned)
            _turned.Add(cell.Session);
    }

    /// <summary>Those of which all rooms have to be told whether they are over; they count as told.</summary>
    public IReadOnlyList<Cell> TakeTurned()
    {
        var turned = _turned.Select(session => _cells[session]).Where(cell => cell.HasTurned).ToList();
        foreach (var cell in turned)
            cell.SaidOver = cell.IsOver;
        _turned.Clear();
        return turned;
    }

    public void ActChanged(Guid act) => _acts.Add(act);

    public void StaffingChanged() => _staffing = true;

    /// <summary>Whoever has the board reads it again: the next delta does not follow what they have.</summary>
    public void Skip()
    {
        Version++;
        _staffing = true;
    }

    /// <summary>Somebody has seen this version and it is none of this activation's: the next delta follows nothing that anybody has.</summary>
    public void Overtake(long seen)
    {
        Version = Math.Max(Version, seen);
        Skip();
    }

    /// <summary>What changed since the delta before, as the next one.</summary>
    public BoardDelta Take(DateTimeOffset now, Func<Guid, ActProgress?> act, Func<ImmutableArray<ProctorLoad>> staffing)
    {
        var delta = new BoardDelta(
            room, ++Version, now, [.. _changed.Select(session => _cells[session].ToWire(now))], [.. _acts.Select(act).OfType<ActProgress>()], _staffing ? staffing() : []);
        _changed.Clear();
        _acts.Clear();
        _staffing = false;
        return delta;
    }

    public ImmutableArray<BoardCell> Cells(DateTimeOffset now) => [.. _cells.Values.Select(cell => cell.ToWire(now))];

    public IEnumerable<Cell> All => _cells.Values;

    /// <summary>One session as it is known.</summary>
    internal sealed class Cell(Guid session)
    {
        public Guid Session => session;

        /// <summary>Null until it is heard of.</summary>
        public SessionCell? State { get; private set; }

        /// <summary>Null until it is heard of.</summary>
        public WatchCell? Watch { get; private set; }

        public string? Care { get; set; }

        public string? Still { get; private set; }

        public DateTimeOffset? StillAt { get; private set; }

        /// <summary>The last wait that was answered, by its beginning.</summary>
        public DateTimeOffset? Answered { get; set; }

        /// <summary>What all rooms were told last about whether it is over.</summary>
        public bool SaidOver { get; set; }

        /// <summary>Sorts nothing; counts for the overview.</summary>
        public bool NeedsAttention => Watch is { } watch && (watch.Attention >= 0.5m || watch.WaitingSince is not null);

        /// <summary>It is over and that was not said, or the other way round.</summary>
        public bool HasTurned => State is not null && IsOver != SaidOver;

        public bool IsOver => State?.State is "submitted" or "expired" or "terminated" or "denied" or "withdrawn";

        /// <summary>How much more time could be added before the window's close cuts it; null where it cuts nothing. While the clock stands still the window goes on.</summary>
        public TimeSpan? WindowLeaves(DateTimeOffset now)
        {
            if (State is not { ClosesAt: { } closes } state)
                return null;
            var leaves = closes - (state.Running ? state.At : now) - TimeSpan.FromMilliseconds(state.RemainingMs);
            return leaves > TimeSpan.Zero ? leaves : TimeSpan.Zero;
        }

        /// <summary>What a proctor wants to see at once; what merely goes on can wait a little.</summary>
        public Urgency Take(SessionCell state)
        {
            if (State is { } known && known.At > state.At)
                return Urgency.None;
            var before = State;
            State = state;
            return before is null || before.State != state.State || before.Running != state.Running ? Urgency.Now : Urgency.Soon;
        }

        public Urgency Take(WatchCell watch)
        {
            if (Watch?.Version > watch.Version)
                return Urgency.None;
            var same = Watch is { } known && known with { Open = watch.Open, Version = watch.Version } == watch && known.Open.SequenceEqual(watch.Open, StringComparer.Ordinal);
            Watch = watch;
            return same ? Urgency.None : Urgency.Now;
        }

        public Urgency Take(string still, DateTimeOffset at)
        {
            if (StillAt > at)
                return Urgency.None;
            (Still, StillAt) = (still, at);
            return Urgency.Soon;
        }

        public BoardCell ToWire(DateTimeOffset now) => new(
            session, Watch?.LegalName ?? "", State ?? new(session, "unknown", 0, 0, 1, false, 0, now, null),
            Watch ?? new(session, "", "seated", 0, 0, null, null, [], 0, false, 0, null), Care, Still, StillAt);
    }
}

/// <summary>How soon consoles are told of a change.</summary>
internal enum Urgency { None, Soon, Now }
