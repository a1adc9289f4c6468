using System.Runtime.InteropServices;
using ExamEngine.Web.Hosting;

namespace ExamEngine.Silo.Hosting;

/// <summary>
/// Ends the process on SIGTERM, SIGINT or SIGQUIT, in order: it reports that it is not ready, goes on serving for a while so that whoever
/// sends work has noticed, has its browsers connect elsewhere, and only then stops. A second signal skips the waiting.
/// </summary>
internal sealed class DrainingLifetime(
    Departure departure, IHostApplicationLifetime application, TimeProvider time, DrainPlan plan, HubLines? lines = null) : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource hurry = new();
    private readonly List<PosixSignalRegistration> signals = [];
    private int received;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
            signals.Add(PosixSignalRegistration.Create(signal, OnSignal));

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        signals.ForEach(static signal => signal.Dispose());
        hurry.Dispose();
    }

    /// <summary>Completes when the application has been told to stop.</summary>
    internal async Task Leave()
    {
        departure.Announce();
        try
        {
            if (plan.Delay > TimeSpan.Zero)
                await Task.Delay(plan.Delay, time, hurry.Token);
            if (lines is not null && plan.HasOthers)
                await lines.SendAway(hurry.Token);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            // Asked twice: browsers find their way without being told.
        }

        application.StopApplication();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref received) == 1)
            _ = Leave();
        else
            hurry.Cancel();
    }
}

/// <param name="Delay">How long to go on serving after the first signal.</param>
/// <param name="HasOthers">Browsers have another process to go to.</param>
internal sealed record DrainPlan(TimeSpan Delay, bool HasOthers);
