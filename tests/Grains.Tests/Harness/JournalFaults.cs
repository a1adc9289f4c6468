using ExamEngine.Storage.Journal;

namespace Grains.Tests.Harness;

/// <summary>What goes wrong with the appends of all silos of a cluster; a test says when.</summary>
internal sealed class JournalFaults
{
    private volatile Func<Append, Fault>? _choose;

    public Fault Of(Append append) => _choose?.Invoke(append) ?? Fault.None;

    /// <summary>From now on, for appends to the stream; until <see cref="Mend"/>.</summary>
    public void Break(string stream, Fault fault) => _choose = append => append.Stream == stream ? fault : Fault.None;

    public void Mend() => _choose = null;
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

    public IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion = 0, CancellationToken ct = default) => journal.Read(stream, afterVersion, ct);
}
