using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Programs;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Contracts.Windows;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Grains.Hosting;

/// <summary>Takes a claimed duty to the actor it is for. One that fails is put off, longer each time.</summary>
internal sealed partial class DutyCarrier(IAgenda agenda, IGrainFactory grains, TimeProvider time, AgendaInstruments meters, ILogger<DutyCarrier> log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>True when the duty is done and may be completed.</summary>
    public async Task<bool> Carry(AgendaEntry entry)
    {
        try
        {
            await Target(entry.Target).Carry(entry.Message);
            meters.Done(time.GetUtcNow() - entry.Due);
            return true;
        }
        catch (Exception e)
        {
            meters.Failed();
            LogDutyFailed(log, entry.Key, entry.Attempts, e);
            await PutOff(entry);
            return false;
        }
    }

    private async Task PutOff(AgendaEntry entry)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(entry.Attempts, 16)) / 2));
        try
        {
            await agenda.Postpone([entry], time.GetUtcNow() + wait, CancellationToken.None);
        }
        catch (JournalUnavailableException e)
        {
            LogPuttingOffFailed(log, entry.Key, e);
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
            "review" => grains.GetGrain<IReviewGrain>(Guid.Parse(key)),
            "learner" => grains.GetGrain<ILearnerGrain>(key),
            "watch" => grains.GetGrain<IWatchGrain>(Guid.Parse(key)),
            "evidence" => grains.GetGrain<IEvidenceGrain>(Guid.Parse(key)),
            "progress" => grains.GetGrain<IProgressGrain>(key),
            "program-change" => grains.GetGrain<IProgramChangeGrain>(key),
            "window" => grains.GetGrain<IWindowGrain>(key),
            "credential" => grains.GetGrain<ICredentialGrain>(Guid.Parse(key)),
            "credential-batch" => grains.GetGrain<ICredentialBatchGrain>(key),
            _ => throw new InvalidOperationException($"No actor carries out duties of '{target}'."),
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Duty {Key} failed at attempt {Attempt}; it is tried again.")]
    private static partial void LogDutyFailed(ILogger logger, string key, int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Duty {Key} could not be put off; it is due again when its lease ends.")]
    private static partial void LogPuttingOffFailed(ILogger logger, string key, Exception exception);
}
