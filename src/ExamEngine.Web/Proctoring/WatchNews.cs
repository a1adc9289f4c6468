using System.Threading.Channels;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// Carries what proctors do and say to learners' pages. A grain never waits for a socket: it leaves its news in a bounded queue, and when the
/// queue is full the oldest is dropped, since attending tells the same and two browsers that lose a signalling message begin anew.
/// </summary>
internal sealed partial class WatchNews(IHubContext<LearnerHub, ILearnerClient> hub, WebInstruments meters, ILogger<WatchNews> logger) : BackgroundService
{
    /// <summary>A browser that does not take its news within this time is left behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Channel<News> queue = Channel.CreateBounded<News>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => meters.NewsDropped());

    /// <summary>Returns at once.</summary>
    public Task Post(Guid session, Func<ILearnerClient, Task> tell)
    {
        queue.Writer.TryWrite(new News(session, tell));
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (session, tell) in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await tell(hub.Clients.Group(SessionNews.GroupOf(session))).WaitAsync(Patience, stoppingToken);
                meters.NewsSent();
            }
            catch (TimeoutException)
            {
                meters.NewsLate();
                LogLeftBehind(logger);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "A learner's page was too slow for its news")]
    private static partial void LogLeftBehind(ILogger logger);

    private readonly record struct News(Guid Session, Func<ILearnerClient, Task> Tell);
}
