using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Sessions;

/// <summary>
/// Carries news of sessions and of the watches over them to learners' pages. What is lost is told again: by presence and every reply of a
/// session, by attending to a watch; two browsers that lose a signalling message begin anew.
/// </summary>
internal sealed class LearnerNews(IHubContext<LearnerHub, ILearnerClient> hub, WebInstruments meters, ILogger<LearnerNews> logger) : BackgroundService
{
    private readonly NewsQueue<ILearnerClient> queue = new(hub.Clients, 4096, meters, logger);

    public static string GroupOf(Guid session) => session.ToString("N");

    /// <summary>Returns at once, done: for an observer's method to answer with.</summary>
    public Task Post(Guid session, Func<ILearnerClient, Task> tell)
    {
        queue.Post(clients => tell(clients.Group(GroupOf(session))));
        return Task.CompletedTask;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => queue.Carry(stoppingToken);
}
