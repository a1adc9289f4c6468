using System.Data.Common;
using ExamEngine.Storage.ReadModel.Queries;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Grains.Proctoring;

/// <summary>Counts the reviews that somebody waits for, again and again, so that whoever reads the gauge waits for no database.</summary>
internal sealed partial class ReviewCounts(ReviewQueries reviews, ReviewInstruments meters, TimeProvider time, ILogger<ReviewCounts> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReviewInstruments.CountedEach, time);
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
            meters.Counted(await reviews.Open(ct));
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
        {
            LogNotCounted(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The open reviews could not be counted; it is tried again.")]
    private static partial void LogNotCounted(ILogger logger, Exception exception);
}
