using System.Collections.Concurrent;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Grains.Sessions;

/// <summary>
/// Sessions that ended on this silo a moment ago, with the paper they were sat on: grading, which follows at once and on the same silo,
/// need not read and replay what is still in memory. Safe because an ended session never changes and is put here once it is durable.
/// Holds nothing that its session does not hold as well, and lets go of it when the session leaves memory; bounded all the same.
/// </summary>
internal sealed class SealedSessions
{
    public const int Capacity = 16_384;

    private readonly ConcurrentDictionary<Guid, (SessionState.Sealed State, SessionPaper Paper)> _ended = new();

    /// <summary>How many there are, about: to count the dictionary's own stops everybody who writes to it, and a whole class ends at once.</summary>
    private int _held;

    public void Add(Guid session, SessionState.Sealed ended, SessionPaper paper)
    {
        if (Volatile.Read(ref _held) < Capacity && _ended.TryAdd(session, (ended, paper)))
            Interlocked.Increment(ref _held);
    }

    public void Remove(Guid session)
    {
        if (_ended.TryRemove(session, out _))
            Interlocked.Decrement(ref _held);
    }

    /// <summary>Null when the session is to be read from its stream.</summary>
    public (SessionState.Sealed State, SessionPaper Paper)? Find(Guid session) => _ended.TryGetValue(session, out var ended) ? ended : null;
}
