using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.ObjectPool;

namespace ExamEngine.Storage.Journal;

/// <summary>
/// One append between its caller and its batch; the caller awaits it without a task being allocated.
/// </summary>
/// <remarks>
/// Reuse is safe: an instance goes back to the pool only from <c>GetResult</c> of one that was settled by its lane, and the lane
/// lets go of it before settling it. One that was cancelled while it waited is still in the lane's queue, so it is never reused.
/// Exactly one of <see cref="TryTake"/> and the cancellation wins the exchange of the state, so it is settled exactly once.
/// </remarks>
internal sealed class PendingAppend(ObjectPool<PendingAppend> pool) : IValueTaskSource<AppendResult>
{
    private const int Waiting = 0, Taken = 1, Cancelled = 2;

    private ManualResetValueTaskSourceCore<AppendResult> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private int _state;
    private Append? _append;

    public Append Append => _append ?? throw new InvalidOperationException("This append is back in the pool.");

    /// <summary>When it was handed in, in <see cref="Stopwatch"/> ticks.</summary>
    public long EnqueuedAt { get; private set; }

    /// <summary>Bytes of its event bodies.</summary>
    public long Bytes { get; private set; }

    public ValueTask<AppendResult> Task => new(this, _source.Version);

    public void Begin(Append append, long bytes)
    {
        _append = append;
        Bytes = bytes;
        EnqueuedAt = Stopwatch.GetTimestamp();
        _state = Waiting;
    }

    /// <summary>From here on a cancelled <paramref name="ct"/> withdraws the append, unless a batch has taken it already.</summary>
    public void CancelWith(CancellationToken ct)
    {
        if (!ct.CanBeCanceled) return;
        _token = ct;
        _cancellation = ct.UnsafeRegister(static s => ((PendingAppend?)s)?.Cancel(), this);
    }

    /// <summary>False when the caller has withdrawn it; then it must be dropped.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    public void Succeed(AppendResult result) => _source.SetResult(result);

    public void Fail(Exception error) => _source.SetException(error);

    /// <summary>Gives back an instance that never entered a queue.</summary>
    public void Abandon()
    {
        Reset();
        pool.Return(this);
    }

    private void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
            _source.SetException(new OperationCanceledException(_token));
    }

    AppendResult IValueTaskSource<AppendResult>.GetResult(short token)
    {
        var reusable = Volatile.Read(ref _state) == Taken && _source.GetStatus(token) != ValueTaskSourceStatus.Pending;
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            if (reusable) Abandon();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<AppendResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<AppendResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Reset()
    {
        // Dispose waits for a running callback, so no late Cancel can meet the next use of this instance.
        _cancellation.Dispose();
        _cancellation = default;
        _token = default;
        _append = null;
        _source.Reset();
    }

    public sealed class Policy : IPooledObjectPolicy<PendingAppend>
    {
        private ObjectPool<PendingAppend>? _pool;

        public static ObjectPool<PendingAppend> CreatePool(int retained)
        {
            var policy = new Policy();
            return policy._pool = new DefaultObjectPool<PendingAppend>(policy, retained);
        }

        public PendingAppend Create() => new(_pool ?? throw new InvalidOperationException("Use CreatePool."));

        public bool Return(PendingAppend obj) => true;
    }
}
