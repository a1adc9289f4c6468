using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Grains.Sessions;

/// <summary>What a silo measures of its sessions. The live ones are counted as they come, move and go, so to ask costs nothing.</summary>
internal sealed class SessionInstruments
{
    public const string MeterName = "ExamEngine.Sessions";

    private readonly FrozenDictionary<string, StrongBox<int>> _live =
        SessionMapping.StateNames.ToFrozenDictionary(name => name, _ => new StrongBox<int>(), StringComparer.Ordinal);

    private readonly Counter<long> _saves;
    private readonly Counter<long> _entries;
    private readonly Counter<long> _moves;

    public SessionInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _saves = meter.CreateCounter<long>("examengine.sessions.saves", "{save}", "Saves that were decided.");
        _entries = meter.CreateCounter<long>("examengine.sessions.entries", "{entry}", "Entries of saves that were decided.");
        _moves = meter.CreateCounter<long>("examengine.sessions.moves", "{session}", "Sessions that came into a state.");
        meter.CreateObservableUpDownCounter("examengine.sessions.live", Live, "{session}", "Sessions in this silo's memory, by state.");
    }

    public void Saved(int entries)
    {
        _saves.Add(1);
        _entries.Add(entries);
    }

    /// <summary>A session came into memory, or with <paramref name="by"/> -1 left it.</summary>
    public void Held(SessionState state, int by) => Interlocked.Add(ref _live[SessionMapping.StateName(state)].Value, by);

    public void Moved(SessionState before, SessionState after)
    {
        var name = SessionMapping.StateName(after);
        if (name == SessionMapping.StateName(before))
            return;
        Held(before, -1);
        Held(after, 1);
        _moves.Add(1, new KeyValuePair<string, object?>("state", name));
    }

    /// <summary>Activations that nobody is seated in are no sessions.</summary>
    private IEnumerable<Measurement<int>> Live() => _live.Where(state => state.Key != SessionMapping.Unseated)
        .Select(state => new Measurement<int>(Volatile.Read(ref state.Value.Value), new KeyValuePair<string, object?>("state", state.Key)));
}
