namespace ExamEngine.Storage;

/// <summary>
/// Lets the processes that share one database keep out of each other's way, by name. A lock ends when it is disposed or its process
/// dies, however that dies; it is a courtesy between processes that know each other and never what keeps data right.
/// </summary>
public interface IProcessLocks
{
    /// <summary>Waits until no other process has the lock.</summary>
    ValueTask<IAsyncDisposable> Take(string name, CancellationToken ct);

    /// <summary>Null when another process has the lock in a way that does not go together with <paramref name="share"/>.</summary>
    ValueTask<IAsyncDisposable?> TryTake(string name, LockShare share, CancellationToken ct);
}

public enum LockShare
{
    /// <summary>Alone.</summary>
    Exclusive,

    /// <summary>Together with others that share.</summary>
    Shared,
}

/// <summary>A store that one process has to itself: every lock is free.</summary>
internal sealed class SoleProcess : IProcessLocks
{
    public ValueTask<IAsyncDisposable> Take(string name, CancellationToken ct) => new(new Nothing());

    public ValueTask<IAsyncDisposable?> TryTake(string name, LockShare share, CancellationToken ct) => new(new Nothing());

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
