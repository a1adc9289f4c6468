using System.Collections.Concurrent;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Sessions;

/// <summary>
/// This process as the observer of what its browsers listen to, by session: one observer reference, whatever the number of browsers. A grain
/// forgets an observer after two minutes, so presence renews it about once a minute; with the last connection gone it simply ends.
/// </summary>
internal abstract partial class SessionObserver<TObserver>(IGrainFactory grains, TimeProvider time, ILogger logger) : IDisposable
    where TObserver : class, IGrainObserver
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(50);

    private readonly ConcurrentDictionary<Guid, Observed> sessions = new();
    private readonly Lock gate = new();

    // Orleans holds observers weakly; this object is a singleton and the reference is kept with it.
    private TObserver? reference;

    /// <summary>One more connection listens.</summary>
    public void Join(Guid session) =>
        sessions.AddOrUpdate(session, static _ => new Observed(1, null), static (_, observed) => observed with { Connections = observed.Connections + 1 });

    /// <summary>One connection fewer listens.</summary>
    public void Leave(Guid session)
    {
        while (sessions.TryGetValue(session, out var observed))
        {
            var left = observed with { Connections = observed.Connections - 1 };
            var done = left.Connections > 0
                ? sessions.TryUpdate(session, left, observed)
                : sessions.TryRemove(KeyValuePair.Create(session, observed));
            if (done)
                return;
        }
    }

    /// <summary>Observes again when the last time is long enough ago. A failure is no refusal: the browser still learns everything by what it asks itself.</summary>
    public async ValueTask Renew(Guid session)
    {
        if (!sessions.TryGetValue(session, out var observed) || (observed.RenewedAt is { } at && time.GetElapsedTime(at) < RenewAfter))
            return;
        // Of several connections, the one that changes the entry renews.
        if (!sessions.TryUpdate(session, observed with { RenewedAt = time.GetTimestamp() }, observed))
            return;

        try
        {
            await Observe(grains, session, Reference());
        }
        catch (Exception exception) when (Faults.IsBusy(exception))
        {
            LogNotObserved(logger, exception.GetType().Name);
        }
    }

    /// <summary>Has each session observed again by its next presence, whenever the last time was.</summary>
    public void RenewAll()
    {
        foreach (var session in sessions.Keys)
        {
            while (sessions.TryGetValue(session, out var observed) && !sessions.TryUpdate(session, observed with { RenewedAt = null }, observed))
            {
                // Somebody joined, left or renewed meanwhile: look again.
            }
        }
    }

    public void Dispose()
    {
        if (reference is not null)
            grains.DeleteObjectReference<TObserver>(reference);
    }

    /// <summary>Asks the session's grain to tell the observer for a while.</summary>
    protected abstract Task Observe(IGrainFactory grains, Guid session, TObserver observer);

    private TObserver Reference()
    {
        lock (gate)
            return reference ??= grains.CreateObjectReference<TObserver>((TObserver)(object)this);
    }

    [LoggerMessage(LogLevel.Debug, "A session could not be observed: {Fault}")]
    private static partial void LogNotObserved(ILogger logger, string fault);

    /// <param name="RenewedAt">Timestamp of the last renewal; null before the first.</param>
    private sealed record Observed(int Connections, long? RenewedAt);
}
