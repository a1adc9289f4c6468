using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Contracts.Windows;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Grains.Hosting;

/// <summary>
/// Carries out what is due. Claims are leases, so a sweeper that dies loses nothing, and every duty is idempotent, so one that is
/// carried out twice does no harm. A duty that fails is tried again, later each time, and is never dropped.
/// </summary>
internal sealed partial class AgendaSweeper(
    IAgenda agenda, IGrainFactory grains, TimeProvider time, GrainOptions options, AgendaInstruments meters, ILogger<AgendaSweeper> log) : BackgroundService
{
    // One wave a claim, so that no entry waits for another within its lease.
    private const int Batch = 64;
    // Twice the longest that a call to a grain takes, so that no duty is carried out twice at once; after a crash what was claimed
    // waits no longer than this.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.AgendaInterval, time);
        try
        {
            do
            {
                try
                {
                    while (await Sweep(stoppingToken) == Batch)
                        stoppingToken.ThrowIfCancellationRequested();
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogSweepFailed(log, e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: what is claimed and not done is due again when its lease ends.
        }
    }

    /// <summary>Carries out one batch of what is due; answers with how many entries it claimed.</summary>
    internal async Task<int> Sweep(CancellationToken ct)
    {
        var due = await agenda.Claim(time.GetUtcNow(), Batch, Lease, ct);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = Batch, CancellationToken = ct }, Carry);
        return due.Count;
    }

    private async ValueTask Carry(AgendaEntry entry, CancellationToken ct)
    {
        try
        {
            await Target(entry.Target).Carry(entry.Message);
            await agenda.Complete(entry, ct);
            meters.Done(time.GetUtcNow() - entry.Due);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A cancelled call is a failed one, too: only this silo's own end stops the rounds.
            meters.Failed();
            LogDutyFailed(log, entry.Key, entry.Attempts, e);
            var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(entry.Attempts, 16)) / 2));
            await agenda.Postpone(entry, time.GetUtcNow() + wait, ct);
        }
    }

    private ICarriesDuties Target(string target)
    {
        var slash = target.IndexOf('/', StringComparison.Ordinal);
        var key = target[(slash + 1)..];
        return target[..Math.Max(slash, 0)] switch
        {
            "session" => grains.GetGrain<ISessionGrain>(Guid.Parse(key)),
            "attempt" => grains.GetGrain<IAttemptGrain>(Guid.Parse(key)),
            "learner" => grains.GetGrain<ILearnerGrain>(key),
            "window" => grains.GetGrain<IWindowGrain>(key),
            _ => throw new InvalidOperationException($"No actor carries out duties of '{target}'."),
        };
    }
}
