using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Sessions;

namespace ExamEngine.Web.Proctoring;

/// <summary>This process as the observer of the watches over its learners' sessions: one observer reference, whatever the number of browsers.</summary>
internal sealed partial class Attendance(IGrainFactory grains, WatchNews news, TimeProvider time, ILogger<Attendance> logger) : IWatchObserver, IDisposable
{
    private readonly ObservedSessions sessions = new(time);
    private readonly Lock gate = new();

    // Orleans holds observers weakly; this object is a singleton and the reference is kept with it.
    private IWatchObserver? reference;

    public Task Told(Guid session, ActNotice notice) => news.Post(session, client => client.Told(session, notice));

    public Task Said(Guid session, ChatLine line) => news.Post(session, client => client.Said(session, line));

    public Task CheckInMoved(Guid session, CheckInView checkIn) => news.Post(session, client => client.CheckIn(session, checkIn));

    public Task Relayed(Guid session, string peer, string message) => news.Post(session, client => client.Relayed(session, peer, message));

    /// <summary>One more connection listens.</summary>
    public void Join(Guid session) => sessions.Join(session);

    /// <summary>One connection fewer listens.</summary>
    public void Leave(Guid session) => sessions.Leave(session);

    /// <summary>Observes again when the last time is long enough ago. A failure is no refusal: the browser still learns everything by attending.</summary>
    public async ValueTask Renew(Guid session)
    {
        if (!sessions.TakesRenewal(session))
            return;

        try
        {
            await grains.GetGrain<IWatchGrain>(session).Observe(Reference());
        }
        catch (Exception exception) when (Faults.IsBusy(exception))
        {
            LogNotObserved(logger, exception.GetType().Name);
        }
    }

    /// <summary>Has each watch observed again by the next presence, whenever the last time was.</summary>
    public void RenewAll() => sessions.RenewAll();

    public void Dispose()
    {
        if (reference is not null)
            grains.DeleteObjectReference<IWatchObserver>(reference);
    }

    private IWatchObserver Reference()
    {
        lock (gate)
            return reference ??= grains.CreateObjectReference<IWatchObserver>(this);
    }

    [LoggerMessage(LogLevel.Debug, "A watch could not be observed: {Fault}")]
    private static partial void LogNotObserved(ILogger logger, string fault);
}
