using System.Collections.Concurrent;
using System.Diagnostics;

namespace ExamEngine.LoadTests.Agents;

/// <summary>
/// Runs an asynchronous program on one thread, as a browser runs a page: whatever is awaited resumes here, so learners share nothing that
/// two threads touch and need no lock. More processors are used by more agents.
/// </summary>
internal sealed class OneThread : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> _due = [];
    private readonly PriorityQueue<TaskCompletionSource, long> _later = new();

    public static void Run(Func<Task> program)
    {
        using var thread = new OneThread();
        SetSynchronizationContext(thread);
        var running = program();
        running.ContinueWith(static (_, state) => ((OneThread?)state)?._due.CompleteAdding(), thread, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        while (!thread._due.IsCompleted)
        {
            if (thread._due.TryTake(out var next, thread.Wake()))
                next.Work(next.State);
        }
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
        try
        {
            _due.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The program is over; what comes later has nobody to come to.
        }
    }

    public override SynchronizationContext CreateCopy() => this;

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

    public void Dispose() => _due.Dispose();
}
