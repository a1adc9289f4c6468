using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace ExamEngine.Storage.Journal;

/// <summary>
/// The process' one way into the journal. Deals appends to <see cref="CommitLane"/>s by stream and hands back a result once it is durable.
/// Takes appends only between <see cref="Start"/> and <see cref="Stop"/>.
/// </summary>
internal sealed class JournalWriter : IJournal, IJournalQueue
{
    public const int MaxStreamLength = 120;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IJournalStore _store;
    private readonly CommitPolicy _policy;
    private readonly JournalHealth _health;
    private readonly AgendaInbox _inbox;
    private readonly CommitLane[] _lanes;
    private readonly ObjectPool<PendingAppend> _pool;
    private readonly TimeProvider _time;
    private Task[] _loops = [];
    private volatile bool _open;

    public JournalWriter(
        IJournalStore store, CommitPolicy policy, AgendaInbox inbox, JournalHealth health, JournalInstruments instruments, TimeProvider time,
        ILogger<JournalWriter> logger)
    {
        (_store, _policy, _inbox, _health, _time) = (store, policy.Checked(), inbox, health, time);
        _lanes = [.. Enumerable.Range(0, policy.ParallelCommits).Select(_ => new CommitLane(
            store, policy, inbox, health, instruments, CommitLane.Sleep, logger))];
        _pool = PendingAppend.Policy.CreatePool(policy.QueueCapacity);
        instruments.WatchQueue(() => _lanes.Sum(lane => lane.Length));
    }

    public double Fill
    {
        get
        {
            // The fullest lane decides: an append cannot choose another.
            var longest = 0;
            foreach (var lane in _lanes) longest = Math.Max(longest, lane.Length);
            return Math.Min(1, (double)longest * _lanes.Length / _policy.QueueCapacity);
        }
    }

    public void Start()
    {
        _loops = [.. _lanes.Select(lane => Task.Run(lane.Run))];
        _health.Opened();
        _open = true;
    }

    /// <summary>Refuses further appends, commits those it has taken, and returns when all are settled or <paramref name="ct"/> gives up.</summary>
    public async Task Stop(CancellationToken ct)
    {
        _open = false;
        _health.Closed();
        foreach (var lane in _lanes) lane.Writer.TryComplete();
        try
        {
            await Task.WhenAll(_loops).WaitAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The host waits no longer. Nobody was told that what is left is stored.
        }
    }

    public ValueTask<AppendResult> Append(Append append, CancellationToken ct = default)
    {
        var bytes = Check(append);
        if (ct.IsCancellationRequested) return ValueTask.FromCanceled<AppendResult>(ct);
        if (!_open) return ValueTask.FromException<AppendResult>(NotRunning());

        var lane = _lanes.Length == 1 ? _lanes[0] : _lanes[(uint)string.GetHashCode(append.Stream) % _lanes.Length];
        var pending = _pool.Get();
        pending.Begin(_inbox.Claim(append), bytes);
        pending.CancelWith(ct);
        return lane.Writer.TryWrite(pending) ? pending.Task : WaitForRoom(lane.Writer, pending, ct);
    }

    public IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion = 0, CancellationToken ct = default) =>
        _store.Read(stream, afterVersion, ct);

    private async ValueTask<AppendResult> WaitForRoom(ChannelWriter<PendingAppend> writer, PendingAppend pending, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(_policy.EnqueueTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            do
            {
                if (await writer.WaitToWriteAsync(either.Token)) continue;
                pending.Abandon();
                throw NotRunning();
            }
            while (!writer.TryWrite(pending));
        }
        catch (OperationCanceledException)
        {
            pending.Abandon();
            ct.ThrowIfCancellationRequested();
            throw new JournalUnavailableException($"The journal's queue has been full for {_policy.EnqueueTimeout.TotalSeconds:0.###} s.");
        }

        return await pending.Task;
    }

    private static JournalUnavailableException NotRunning() => new("The journal is not running.");

    /// <summary>Bytes of the bodies. What no store could take is refused here, before it can sink a batch.</summary>
    private static long Check(Append append)
    {
        if (append.Stream is not { Length: > 0 and <= MaxStreamLength })
            throw new ArgumentException($"A stream name has 1 to {MaxStreamLength} characters.", nameof(append));
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedVersion, nameof(append));
        if (append.Events.Count == 0) throw new ArgumentException("An append has at least one event.", nameof(append));

        CheckText(append.Stream);
        long bytes = 0;
        for (var i = 0; i < append.Events.Count; i++)
        {
            var e = append.Events[i];
            CheckText(e.Type);
            CheckText(e.Actor);
            bytes += e.Body.Length;
        }

        return bytes;
    }

    /// <summary>Text every store keeps as it is: no NUL (PostgreSQL has none) and no lone surrogate (it has no UTF-8; the encoding throws).</summary>
    private static void CheckText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('\0')) throw new ArgumentException("Text in the journal has no NUL character.");
        if (!Ascii.IsValid(text)) StrictUtf8.GetByteCount(text);
    }
}
