using System.Data.Common;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Web.Accounts;

/// <summary>Deletes tickets that expired a day ago or earlier. Expired ones are worth nothing already; this only keeps the table small.</summary>
internal sealed partial class TicketSweep(ISignInTickets tickets, TimeProvider time, ILogger<TicketSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await tickets.Sweep(time.GetUtcNow() - Keep, stoppingToken);
            }
            catch (DbException unavailable)
            {
                LogNotSwept(logger, unavailable.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Expired sign-in tickets could not be deleted; it is tried again: {Reason}")]
    private static partial void LogNotSwept(ILogger logger, string reason);
}
