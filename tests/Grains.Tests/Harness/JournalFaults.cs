using ExamEngine.Storage.Journal;

namespace Grains.Tests.Harness;

/// <summary>What goes wrong with the journals of all silos of a cluster; a test says when.</summary>
internal sealed class JournalFaults
{
    private volatile Func<Append, Fault>? _ofAppend;
    private volatile string? _unreadable;

    public Fault Of(Append append) => _ofAppend?.Invoke(append) ?? Fault.None;

    public bool IsUnreadable(string stream) => _unreadable == stream;

    /// <summary>From now on, for appends to the stream; until <see cref="Mend"/>.</summary>
    public void Break(string stream, Fault fault) => BreakWhere(append => append.Stream == stream, fault);

    public void BreakWhere(Func<Append, bool> where, Fault fault) => _ofAppend = append => where(append) ? fault : Fault.None;

    public void BreakReads(string stream) => _unreadable = stream;

    public void Mend() => (_ofAppend, _unreadable) = (null, null);
}

internal enum Fault
{
    None,

    /// <summary>Nothing is stored.</summary>
    Refuse,

    /// <summary>All is stored, and nobody is told.</summary>
    LoseAnswer,
}

/// <summary>The real journal with faults before and behind it.</summary>
internal sealed class FaultyJournal(IJournal journal, JournalFaults faults) : IJournal
{
    public async ValueTask<AppendResult> Append(Append append, CancellationToken ct = default)
    {
        var fault = faults.Of(append);
        if (fault == Fault.Refuse)
            throw new JournalUnavailableException("The disk is full.");
        var result = await journal.Append(append, ct);
        return fault == Fault.LoseAnswer ? throw new JournalUnavailableException("The connection broke.") : result;
    }

    public IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion = 0, CancellationToken ct = default) =>
        faults.IsUnreadable(stream) ? throw new JournalUnavailableException("The disk is gone.") : journal.Read(stream, afterVersion, ct);
}
