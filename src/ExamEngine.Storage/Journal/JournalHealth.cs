using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Storage.Journal;

/// <summary>
/// Knows whether the journal can commit: a recent commit says yes for nothing, anything else is settled by a probe of the store.
/// Callers that ask at the same time share one probe.
/// </summary>
[SuppressMessage("Usage", "VSTHRD003", Justification = "The shared probe is started here, on the thread pool.")]
internal sealed partial class JournalHealth(IJournalStore store, CommitPolicy policy, TimeProvider time, ILogger<JournalHealth> logger) : IJournalHealth
{
    private readonly Lock _gate = new();
    private string? _closed = "The journal has not started.";
    private bool _failing;
    private long _lastCommit;
    private Task<string?>? _probe;

    public void Opened()
    {
        lock (_gate)
        {
            _closed = null;
            _lastCommit = time.GetTimestamp();
        }
    }

    public void Closed()
    {
        lock (_gate) _closed = "The journal has stopped.";
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            _lastCommit = time.GetTimestamp();
            if (!_failing) return;
            _failing = false;
        }

        LogRecovered();
    }

    public void Failed(Exception error)
    {
        lock (_gate)
        {
            if (_failing) return;
            _failing = true;
        }

        LogUnavailable(error);
    }

    public ValueTask<string?> Problem(CancellationToken ct)
    {
        Task<string?> probe;
        lock (_gate)
        {
            if (_closed is not null) return new(_closed);
            if (!_failing && time.GetElapsedTime(_lastCommit) < policy.TrustLastCommitFor) return new((string?)null);
            if (_probe is null or { IsCompleted: true }) _probe = Task.Run(Probe, CancellationToken.None);
            probe = _probe;
        }

        return new(probe.WaitAsync(ct));
    }

    private async Task<string?> Probe()
    {
        try
        {
            await store.Probe(CancellationToken.None);
            Succeeded();
            return null;
        }
        catch (Exception e)
        {
            Failed(e);
            return e is JournalUnavailableException ? e.Message : $"The probe of the journal failed ({e.GetType().Name}).";
        }
    }
}
