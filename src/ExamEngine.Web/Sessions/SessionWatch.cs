using ExamEngine.Contracts.Sessions;

namespace ExamEngine.Web.Sessions;

/// <summary>This process as the observer of the sessions its browsers listen to.</summary>
internal sealed class SessionWatch(IGrainFactory grains, LearnerNews news, TimeProvider time, ILogger<SessionWatch> logger)
    : SessionObserver<ISessionObserver>(grains, time, logger), ISessionObserver
{
    public Task Changed(Guid session, Guid holder, TimeView time) => news.Post(session, client => client.Changed(session, holder, time));

    protected override Task Observe(IGrainFactory grains, Guid session, ISessionObserver observer) => grains.GetGrain<ISessionGrain>(session).Watch(observer);
}
