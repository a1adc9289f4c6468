using System.Collections.Concurrent;

namespace ExamEngine.LoadTests.Agents;

/// <summary>
/// Runs an asynchronous program on one thread, as a browser runs a page: whatever is awaited resumes here, so learners share nothing that
/// two threads touch and need no lock. More processors are used by more agents.
/// </summary>
internal sealed class OneThread : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> _due = [];

    public static void Run(Func<Task> program)
    {
        using var thread = new OneThread();
        SetSynchronizationContext(thread);
        var running = program();
        running.ContinueWith(static (_, state) => ((OneThread?)state)?._due.CompleteAdding(), thread, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        foreach (var (work, state) in thread._due.GetConsumingEnumerable())
            work(state);
        running.GetAwaiter().GetResult();
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

    public void Dispose() => _due.Dispose();
}
