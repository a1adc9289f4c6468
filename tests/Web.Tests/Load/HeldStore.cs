using ExamEngine.Storage.Journal;
using ExamEngine.Storage.Sqlite;

namespace Web.Tests.Load;

/// <summary>The journal's store as it is, but that a test can make its commits stand still and go on again. Reads go on.</summary>
internal sealed class HeldStore(SqliteStore store) : IJournalStore
{
    private TaskCompletionSource gate = Open();
    private TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on commits wait.</summary>
    /// <returns>Completes when the first one does.</returns>
    public Task Hold()
    {
        held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return held.Task;
    }

    public void GoOn() => gate.TrySetResult();

    public async ValueTask Commit(ReadOnlyMemory<Append> appends, Memory<bool> won)
    {
        if (!gate.Task.IsCompleted)
        {
            held.TrySetResult();
            await gate.Task;
        }

        await store.Commit(appends, won);
    }

    public IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion, CancellationToken ct) => store.Read(stream, afterVersion, ct);

    public ValueTask Probe(CancellationToken ct) => store.Probe(ct);

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
