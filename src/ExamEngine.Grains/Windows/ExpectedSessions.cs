using System.Data.Common;
using ExamEngine.Storage.ReadModel.Queries;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Grains.Windows;

/// <summary>Counts what is to come, again and again, so that whoever reads the gauge waits for no database.</summary>
internal sealed partial class ExpectedSessions(
    WindowQueries windows, WindowInstruments meters, WindowOptions options, TimeProvider time, ILogger<ExpectedSessions> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.ExpectedInterval, time);
        try
        {
            do
                await Look(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Counts once; a database that does not answer leaves what was known, which grows stale.</summary>
    internal async Task Look(CancellationToken ct)
    {
        try
        {
            var now = time.GetUtcNow();
            meters.Expect(await windows.Expected(now, now + options.ExpectedWithin, ct));
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
        {
            LogNotCounted(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sessions to come could not be counted; it is tried again.")]
    private static partial void LogNotCounted(ILogger logger, Exception exception);
}
