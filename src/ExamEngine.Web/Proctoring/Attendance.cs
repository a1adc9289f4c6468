using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Sessions;

namespace ExamEngine.Web.Proctoring;

/// <summary>This process as the observer of the watches over its learners' sessions.</summary>
internal sealed class Attendance(IGrainFactory grains, LearnerNews news, TimeProvider time, ILogger<Attendance> logger)
    : SessionObserver<IWatchObserver>(grains, time, logger), IWatchObserver
{
    public Task Told(Guid session, ActNotice notice) => news.Post(session, client => client.Told(session, notice));

    public Task Said(Guid session, ChatLine line) => news.Post(session, client => client.Said(session, line));

    public Task CheckInMoved(Guid session, CheckInView checkIn) => news.Post(session, client => client.CheckIn(session, checkIn));

    public Task Relayed(Guid session, string peer, string message) => news.Post(session, client => client.Relayed(session, peer, message));

    protected override Task Observe(IGrainFactory grains, Guid session, IWatchObserver observer) => grains.GetGrain<IWatchGrain>(session).Observe(observer);
}
