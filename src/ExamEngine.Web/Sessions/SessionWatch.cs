using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Sessions;

/// <summary>This process as the observer of the sessions its browsers listen to: one observer reference, whatever the number of browsers.</summary>
internal sealed partial class SessionWatch(IGrainFactory grains, SessionNews news, TimeProvider time, ILogger<SessionWatch> logger)
    : ISessionObserver, IDisposable
{
    private readonly ObservedSessions sessions = new(time);
    private readonly Lock gate = new();

    // Orleans holds observers weakly; this object is a singleton and the reference is kept with it.
    private ISessionObserver? reference;

    public Task Changed(Guid session, Guid holder, TimeView time)
    {
        news.Post(session, holder, time);
        return Task.CompletedTask;
    }

    /// <summary>One more connection listens.</summary>
    public void Join(Guid session) => sessions.Join(session);

    /// <summary>One connection fewer listens.</summary>
    public void Leave(Guid session) => sessions.Leave(session);

    /// <summary>Watches again when the last time is long enough ago. A failure is no refusal: the browser still learns everything from its own calls.</summary>
    public async ValueTask Renew(Guid session)
    {
        if (!sessions.TakesRenewal(session))
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
    public void RenewAll() => sessions.RenewAll();

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
}
