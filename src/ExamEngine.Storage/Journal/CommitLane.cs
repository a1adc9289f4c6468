using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Storage.Journal;

/// <summary>
/// Group commit for the streams dealt to this lane: one loop gathers what waits, commits it as one transaction and settles every caller.
/// </summary>
/// <remarks>
/// A batch holds at most one append per stream. A later append to the same stream stays behind in order and comes first next round, so
/// it meets its predecessor committed, and <see cref="IJournalStore.Commit"/> never has to order two writers of one stream in one transaction.
/// The loop never ends with callers waiting: every failure is turned into the failure of the batch, and the loop goes on.
/// </remarks>
internal sealed partial class CommitLane
{
    private readonly IJournalStore _store;
    private readonly CommitPolicy _policy;
    private readonly AgendaInbox _inbox;
    private readonly JournalHealth _health;
    private readonly JournalInstruments _instruments;
    private readonly Func<TimeSpan, Task> _linger;
    private readonly ILogger _logger;

    private readonly Channel<PendingAppend> _queue;
    private readonly Queue<PendingAppend> _behind = new();
    private readonly HashSet<string> _streams = new(StringComparer.Ordinal);
    private readonly PendingAppend?[] _pending;
    private readonly Append[] _appends;
    private readonly bool[] _won;
    private int _count;
    private long _bytes;

    /// <param name="linger">How a small batch waits; <see cref="Sleep"/> but in tests.</param>
    public CommitLane(
        IJournalStore store, CommitPolicy policy, AgendaInbox inbox, JournalHealth health, JournalInstruments instruments, Func<TimeSpan, Task> linger, ILogger logger)
    {
        (_store, _policy, _inbox, _health, _instruments, _linger, _logger) = (store, policy, inbox, health, instruments, linger, logger);
        _queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(policy.QueueCapacity / policy.ParallelCommits)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,
            AllowSynchronousContinuations = false,
        });
        _pending = new PendingAppend?[policy.MaxBatch];
        _appends = new Append[policy.MaxBatch];
        _won = new bool[policy.MaxBatch];
    }

    public ChannelWriter<PendingAppend> Writer => _queue.Writer;

    public int Length => _queue.Reader.Count + _behind.Count;

    private bool IsFull => _count == _policy.MaxBatch || _bytes >= _policy.MaxBatchBytes;

    /// <summary>Runs until the writer is completed and everything accepted is settled.</summary>
    public async Task Run()
    {
        while (true)
        {
            Gather();
            if (_count == 0)
            {
                if (await _queue.Reader.WaitToReadAsync()) continue;
                return;
            }

            if (_policy.Linger > TimeSpan.Zero && _count < _policy.Company && !IsFull)
            {
                await _linger(_policy.Linger);
                Gather();
            }

            await Commit();
        }
    }

    /// <summary>Waits on the thread itself. A timer goes by the kernel's tick, 4 ms at 250 Hz; a sleeping thread wakes by the high-resolution clock.</summary>
    public static Task Sleep(TimeSpan span)
    {
        Thread.Sleep(span);
        return Task.CompletedTask;
    }

    private void Gather()
    {
        for (var n = _behind.Count; n > 0; n--) Offer(_behind.Dequeue());
        while (!IsFull && _behind.Count < _policy.MaxBatch && _queue.Reader.TryRead(out var pending)) Offer(pending);
    }

    private void Offer(PendingAppend pending)
    {
        // Once full, a batch stays full, and once noted, a stream stays noted: what goes behind keeps its order.
        if (IsFull || !_streams.Add(pending.Append.Stream))
        {
            _behind.Enqueue(pending);
            return;
        }

        if (!pending.TryTake())
        {
            _streams.Remove(pending.Append.Stream);
            return;
        }

        _pending[_count] = pending;
        _appends[_count] = pending.Append;
        _count++;
        _bytes += pending.Bytes;
    }

    private async Task Commit()
    {
        using var activity = JournalActivity.Commit(_count);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await _store.Commit(_appends.AsMemory(0, _count), _won.AsMemory(0, _count));
            _health.Succeeded();
            Settle(started);
        }
        catch (JournalUnavailableException e)
        {
            _instruments.TransactionFailed();
            activity?.SetStatus(ActivityStatusCode.Error);
            _health.Failed(e);
            Fail(0, e);
        }
        catch (Exception e) when (_count > 1)
        {
            _instruments.TransactionFailed();
            LogBatchRefused(_count, e);
            await CommitSingly();
        }
        catch (Exception e)
        {
            _instruments.TransactionFailed();
            FailOne(0, e);
        }
        finally
        {
            Array.Clear(_appends, 0, _count);
            _streams.Clear();
            _count = 0;
            _bytes = 0;
        }
    }

    /// <summary>One append of the batch is unacceptable: each goes alone, so that only that one fails.</summary>
    private async Task CommitSingly()
    {
        for (var i = 0; i < _count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                await _store.Commit(_appends.AsMemory(i, 1), _won.AsMemory(i, 1));
                _instruments.Committed(_won[i] ? 1 : 0, _won[i] ? 0 : 1, _won[i] ? _appends[i].Events.Count : 0, Stopwatch.GetElapsedTime(started), Stopwatch.GetElapsedTime(started));
                SettleOne(i);
            }
            catch (JournalUnavailableException e)
            {
                _instruments.TransactionFailed();
                _health.Failed(e);
                Fail(i, e);
                return;
            }
            catch (Exception e)
            {
                _instruments.TransactionFailed();
                FailOne(i, e);
            }
        }

        _health.Succeeded();
    }

    private void Settle(long started)
    {
        var (committed, events, oldest) = (0, 0, started);
        for (var i = 0; i < _count; i++)
        {
            oldest = Math.Min(oldest, _pending[i]?.EnqueuedAt ?? oldest);
            if (!_won[i]) continue;
            committed++;
            events += _appends[i].Events.Count;
        }

        _instruments.Committed(committed, _count - committed, events, Stopwatch.GetElapsedTime(started), Stopwatch.GetElapsedTime(oldest));
        for (var i = 0; i < _count; i++) SettleOne(i);
    }

    private void SettleOne(int i)
    {
        if (_won[i]) _inbox.Deliver(_appends[i]);
        LetGo(i)?.Succeed(_won[i] ? new AppendResult.Committed(_appends[i].ExpectedVersion + _appends[i].Events.Count) : AppendResult.Fenced);
    }

    private void Fail(int from, JournalUnavailableException error)
    {
        _instruments.AppendsFailed(_count - from);
        // Each caller gets an exception of its own: a shared one would have its stack trace rewritten by all of them.
        for (var i = from; i < _count; i++) LetGo(i)?.Fail(new JournalUnavailableException(error.Message, error));
    }

    private void FailOne(int i, Exception error)
    {
        _instruments.AppendsFailed(1);
        LogAppendRefused(error);
        LetGo(i)?.Fail(new InvalidOperationException("The store refuses this append; nothing of it was stored.", error));
    }

    /// <summary>The instance may be in use again as soon as it is settled, so the lane forgets it first.</summary>
    private PendingAppend? LetGo(int i)
    {
        var pending = _pending[i];
        _pending[i] = null;
        return pending;
    }
}
