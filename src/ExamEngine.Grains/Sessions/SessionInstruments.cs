using System.Diagnostics.Metrics;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Grains.Sessions;

/// <summary>What a silo measures of its sessions.</summary>
internal sealed class SessionInstruments(IMeterFactory meters)
{
    public const string MeterName = "ExamEngine.Sessions";

    private readonly Counter<long> _entries = meters.Create(MeterName).CreateCounter<long>("examengine.sessions.entries", "{entry}", "Entries of saves that were decided.");
    private readonly Counter<long> _moves = meters.Create(MeterName).CreateCounter<long>("examengine.sessions.moves", "{session}", "Sessions that came into a state.");

    public void Saved(int entries) => _entries.Add(entries);

    public void Moved(SessionState before, SessionState after)
    {
        var name = SessionMapping.StateName(after);
        if (name != SessionMapping.StateName(before))
            _moves.Add(1, new KeyValuePair<string, object?>("state", name));
    }
}
