using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ExamEngine.Storage.Journal;

namespace Grains.Tests.Harness;

/// <summary>What goes wrong with the journals of all silos of a cluster; a test says when.</summary>
internal sealed class JournalFaults
{
    private volatile Func<Append, Fault>? _ofAppend;
    private readonly ConcurrentDictionary<(string, string), TaskCompletionSource> _written = new();
    private volatile string? _unreadable;
    private volatile Hold? _hold;

    public Fault Of(Append append) => _ofAppend?.Invoke(append) ?? Fault.None;

    public bool IsUnreadable(string stream) => _unreadable == stream;

    /// <summary>From now on, for appends to the stream; until <see cref="Mend"/>.</summary>
    public void Break(string stream, Fault fault) => BreakWhere(append => append.Stream == stream, fault);

    public void BreakWhere(Func<Append, bool> where, Fault fault) => _ofAppend = append => where(append) ? fault : Fault.None;

    /// <summary>Completes when an event of that name has been written to the stream, even if that was before.</summary>
    public Task Written(string stream, string type) => Writing((stream, type)).Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void Wrote(Append append)
    {
        foreach (var happened in append.Events)
            Writing((append.Stream, happened.Type)).TrySetResult();
    }

    private TaskCompletionSource Writing((string Stream, string Type) what) =>
        _written.GetOrAdd(what, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public void BreakReads(string stream) => _unreadable = stream;

    /// <summary>Whoever reads a stream whose name begins so waits until it is let go; <see cref="Hold.Until"/> says when so many wait.</summary>
    public Hold HoldReads(string prefix) => _hold = new(prefix);

    public Task Pass(string stream) => _hold is { } hold && stream.StartsWith(hold.Prefix, StringComparison.Ordinal) ? hold.Wait() : Task.CompletedTask;

    public void Mend() => (_ofAppend, _unreadable, _hold) = (null, null, null);
}

/// <summary>Readers who wait until a test lets them go.</summary>
internal sealed class Hold(string prefix)
{
    private readonly TaskCompletionSource _let = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> _came = Channel.CreateUnbounded<bool>();

    public string Prefix => prefix;

    public void LetGo() => _let.SetResult();

    public async Task Until(int waiting)
    {
        for (var i = 0; i < waiting; i++)
            await _came.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    public Task Wait()
    {
        _came.Writer.TryWrite(true);
        return _let.Task;
    }
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
        faults.Wrote(append);
        return fault == Fault.LoseAnswer ? throw new JournalUnavailableException("The connection broke.") : result;
    }

    public async IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await faults.Pass(stream);
        if (faults.IsUnreadable(stream))
            throw new JournalUnavailableException("The disk is gone.");
        await foreach (var stored in journal.Read(stream, afterVersion, ct))
            yield return stored;
    }
}
