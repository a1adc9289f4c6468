using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Proctoring;

namespace ExamEngine.Web.Sessions;

/// <summary>This process as the observer of the sessions its browsers listen to.</summary>
internal sealed class SessionWatch(IGrainFactory grains, LearnerNews news, EvidencePermits permits, TimeProvider time, ILogger<SessionWatch> logger)
    : SessionObserver<ISessionObserver>(grains, time, logger), ISessionObserver
{
    public Task Changed(Guid session, Guid holder, TimeView time)
    {
        // Paused, running, ended or given more time: until when something may be stored is asked anew.
        permits.Expire(session);
        return news.Post(session, client => client.Changed(session, holder, time));
    }

    protected override Task Observe(IGrainFactory grains, Guid session, ISessionObserver observer) => grains.GetGrain<ISessionGrain>(session).Watch(observer);
}
