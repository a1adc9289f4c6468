using System.Runtime.CompilerServices;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace ExamEngine.Grains.Hosting;

/// <summary>
/// Carries out what is due, from two sources side by side: what this silo's inbox brings the moment it is durable, and what the table
/// holds, earliest first. So thousands of duties that follow from one avalanche never stand before a deadline.
/// </summary>
/// <remarks>
/// Claims are leases, so a sweeper that dies loses nothing, and every duty is idempotent, so one that is carried out twice does no harm.
/// It is not carried out twice at once, either: a call answers or fails within the silo's response time-out, and none begins that could
/// outlast its lease. A duty that fails is tried again, later each time, and is never dropped.
/// </remarks>
internal sealed partial class AgendaSweeper(
    IAgenda agenda, AgendaInbox inbox, DutyCarrier carrier, TimeProvider time, GrainOptions options, IOptions<SiloMessagingOptions> messaging,
    AgendaInstruments meters, ILogger<AgendaSweeper> log) : BackgroundService
{
    /// <summary>Calls under way at once, for each source.</summary>
    private const int AtOnce = 64;

    private const int Batch = 2 * AtOnce;

    private readonly Queue<ClaimedDuty> _claimed = new();

    /// <summary>The longest a call takes.</summary>
    private TimeSpan Call => messaging.Value.ResponseTimeout;

    /// <summary>
    /// A call of the longest kind may begin until three quarters of it are over, which is longer than a class that hands in at one moment makes its last duty wait.
    /// After a crash what was claimed waits no longer than this.
    /// </summary>
    private TimeSpan Lease => 4 * Call;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var done = new DoneDuties(agenda, log);
        var settling = done.Settle();
        if (options.PromptDuties)
            inbox.Open(Lease);
        try
        {
            await Task.WhenAll(CarryOut(inbox.ReadAll(stoppingToken), done, stoppingToken), CarryOut(Rounds(stoppingToken), done, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: what is under way was waited for, the rest is given back.
        }
        inbox.Close();
        await GiveBack();
        done.Close();
        await settling;
    }

    /// <summary>Carries out one batch of what is due; answers with how many entries it claimed.</summary>
    internal async Task<int> Sweep(CancellationToken ct)
    {
        var due = await agenda.Claim(time.GetUtcNow(), Batch, Lease, ct);
        var done = await Task.WhenAll(due.Select(async entry => (Entry: entry, IsDone: await carrier.Carry(entry))));
        await agenda.Complete([.. done.Where(duty => duty.IsDone).Select(duty => duty.Entry)], ct);
        return due.Count;
    }

    private Task CarryOut(IAsyncEnumerable<ClaimedDuty> duties, DoneDuties done, CancellationToken ct) => Parallel.ForEachAsync(
        duties, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
        async (duty, _) =>
        {
            // What has waited too long is left to its lease: whoever finds it then has the time.
            if (duty.Until - time.GetUtcNow() >= Call && await carrier.Carry(duty.Entry))
                await done.Add(duty.Entry);
        });

    /// <summary>What the table holds as it comes due. The next batch is claimed when the last duty of this one has begun.</summary>
    private async IAsyncEnumerable<ClaimedDuty> Rounds([EnumeratorCancellation] CancellationToken ct)
    {
        using var timer = new PeriodicTimer(options.AgendaInterval, time);
        do
        {
            int claimed;
            do
            {
                claimed = await Claim(ct);
                while (_claimed.TryDequeue(out var duty))
                    yield return duty;
            }
            while (claimed == Batch);
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    private async Task<int> Claim(CancellationToken ct)
    {
        try
        {
            var now = time.GetUtcNow();
            var due = await agenda.Claim(now, Batch, Lease, ct);
            meters.Swept(due, now);
            foreach (var entry in due)
                _claimed.Enqueue(new(entry, now + Lease));
            return due.Count;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A cancelled claim is a failed one, too: only this silo's own end stops the rounds.
            LogSweepFailed(log, e);
            return 0;
        }
    }

    /// <summary>What was claimed and not begun is due at once, for the silos that stay.</summary>
    private async Task GiveBack()
    {
        List<AgendaEntry> left = [.. _claimed.Select(duty => duty.Entry)];
        while (inbox.TryRead(out var duty))
            left.Add(duty.Entry);
        try
        {
            if (left.Count > 0)
                await agenda.Postpone(left, time.GetUtcNow(), CancellationToken.None);
        }
        catch (JournalUnavailableException e)
        {
            LogSettlingFailed(log, left.Count, e);
        }
    }
}
