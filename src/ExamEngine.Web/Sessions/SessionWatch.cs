using System.Collections.Concurrent;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Sessions;

/// <summary>
/// This process as the observer of the sessions its browsers listen to: one observer reference, whatever the number of browsers.
/// A grain forgets an observer after two minutes, so presence renews the watch about once a minute; with the last browser gone it
/// simply ends.
/// </summary>
internal sealed partial class SessionWatch(IGrainFactory grains, SessionNews news, TimeProvider time, ILogger<SessionWatch> logger)
    : ISessionObserver, IDisposable
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(50);

    private readonly ConcurrentDictionary<Guid, Watched> sessions = new();
    private readonly Lock gate = new();

    // Orleans holds observers weakly; this object is a singleton and the reference is kept with it.
    private ISessionObserver? reference;

    public Task Changed(Guid session, Guid holder, TimeView time)
    {
        news.Post(session, holder, time);
        return Task.CompletedTask;
    }

    /// <summary>One more connection listens.</summary>
    public void Join(Guid session) =>
        sessions.AddOrUpdate(session, static _ => new Watched(1, null), static (_, watched) => watched with { Connections = watched.Connections + 1 });

    /// <summary>One connection fewer listens.</summary>
    public void Leave(Guid session)
    {
        while (sessions.TryGetValue(session, out var watched))
        {
            var left = watched with { Connections = watched.Connections - 1 };
            var done = left.Connections > 0
                ? sessions.TryUpdate(session, left, watched)
                : sessions.TryRemove(KeyValuePair.Create(session, watched));
            if (done)
                return;
        }
    }

    /// <summary>Watches again when the last time is long enough ago. A failure is no refusal: the browser still learns everything from its own calls.</summary>
    public async ValueTask Renew(Guid session)
    {
        if (!sessions.TryGetValue(session, out var watched) || (watched.RenewedAt is { } at && time.GetElapsedTime(at) < RenewAfter))
            return;
        // Of several connections, the one that changes the entry renews.
        if (!sessions.TryUpdate(session, watched with { RenewedAt = time.GetTimestamp() }, watched))
            return;

        try
        {
            await grains.GetGrain<ISessionGrain>(session).Watch(Reference());
        }
        catch (Exception exception) when (Faults.IsBusy(exception))
        {
            LogNotWatched(logger, exception.GetType().Name);
        }
    }

    /// <summary>Has each session watched again by its next presence, whenever the last time was.</summary>
    public void RenewAll()
    {
        foreach (var session in sessions.Keys)
        {
            while (sessions.TryGetValue(session, out var watched) && !sessions.TryUpdate(session, watched with { RenewedAt = null }, watched))
            {
                // Somebody joined, left or renewed meanwhile: look again.
            }
        }
    }

    public void Dispose()
    {
        if (reference is not null)
            grains.DeleteObjectReference<ISessionObserver>(reference);
    }

    private ISessionObserver Reference()
    {
        lock (gate)
            return reference ??= grains.CreateObjectReference<ISessionObserver>(this);
    }

    [LoggerMessage(LogLevel.Debug, "A session could not be watched: {Fault}")]
    private static partial void LogNotWatched(ILogger logger, string fault);

    /// <param name="RenewedAt">Timestamp of the last watch; null before the first.</param>
    private sealed record Watched(int Connections, long? RenewedAt);
}
