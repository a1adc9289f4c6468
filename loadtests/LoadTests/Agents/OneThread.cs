using System.Diagnostics;

namespace ExamEngine.LoadTests.Agents;

/// <summary>
/// Runs an asynchronous program on one thread, as a browser runs a page: whatever is awaited resumes here, so learners share nothing that
/// two threads touch and need no lock. More processors are used by more agents.
/// </summary>
internal sealed class OneThread : SynchronizationContext
{
    /// <summary>Under a plain monitor: what spins before it sleeps takes processor time from the server that it measures.</summary>
    private readonly Queue<(SendOrPostCallback Work, object? State)> _due = [];
    private readonly PriorityQueue<TaskCompletionSource, long> _later = new();
    private bool _over;

    public static void Run(Func<Task> program)
    {
        var thread = new OneThread();
        SetSynchronizationContext(thread);
        var running = program();
        running.ContinueWith(static (_, state) => ((OneThread?)state)?.End(), thread, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        while (thread.Next() is { } next)
            next.Work(next.State);
        running.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Waits until a moment of <see cref="Stopwatch"/>. The thread itself keeps the time, to a millisecond: a timer goes by the kernel's tick,
    /// and up to 4 ms of the load test would be taken for the server's.
    /// </summary>
    public static Task Until(long moment, CancellationToken ct)
    {
        if (moment <= Stopwatch.GetTimestamp())
            return Task.CompletedTask;
        var thread = Current as OneThread ?? throw new InvalidOperationException("Only what runs on the one thread may wait on it.");
        var due = new TaskCompletionSource();
        thread._later.Enqueue(due, moment);
        return ct.CanBeCanceled ? due.Task.WaitAsync(ct) : due.Task;
    }

    /// <summary>For what nobody awaits: a failure of it ends the program, and being cancelled is none.</summary>
    public static async void Mind(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The page or the run is over.
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_due)
        {
            // The program may be over; what comes later has nobody to come to.
            if (_over)
                return;
            _due.Enqueue((d, state));
            Monitor.Pulse(_due);
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Null when the program is over and nothing is left.</summary>
    private (SendOrPostCallback Work, object? State)? Next()
    {
        while (true)
        {
            var wait = Wake();
            lock (_due)
            {
                if (_due.Count == 0 && !_over)
                    Monitor.Wait(_due, wait);
                if (_due.TryDequeue(out var next))
                    return next;
                if (_over)
                    return null;
            }
        }
    }

    private void End()
    {
        lock (_due)
        {
            _over = true;
            Monitor.Pulse(_due);
        }
    }

    /// <summary>Wakes what is due.</summary>
    /// <returns>Milliseconds until more is; −1 when nothing waits.</returns>
    private int Wake()
    {
        while (_later.TryPeek(out var next, out var moment))
        {
            var left = moment - Stopwatch.GetTimestamp();
            if (left > 0)
                return (int)Math.Min(Math.Ceiling(left * 1000.0 / Stopwatch.Frequency), int.MaxValue);
            _later.Dequeue();
            next.TrySetResult();
        }
        return Timeout.Infinite;
    }
}
