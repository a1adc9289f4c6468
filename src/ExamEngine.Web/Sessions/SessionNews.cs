using System.Threading.Channels;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Sessions;

/// <summary>
/// Carries news from grains to browsers. A grain never waits for a socket: it leaves its news in a bounded queue, and when the
/// queue is full the oldest is dropped, since presence and every reply carry the same facts.
/// </summary>
internal sealed partial class SessionNews(IHubContext<LearnerHub, ILearnerClient> hub, WebInstruments meters, ILogger<SessionNews> logger) : BackgroundService
{
    /// <summary>A browser that does not take its news within this time is left behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Channel<News> queue = Channel.CreateBounded<News>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => meters.NewsDropped());

    public static string GroupOf(Guid session) => session.ToString("N");

    /// <summary>Returns at once.</summary>
    public void Post(Guid session, Guid holder, TimeView time) => queue.Writer.TryWrite(new News(session, holder, time));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (session, holder, time) in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await hub.Clients.Group(GroupOf(session)).Changed(session, holder, time).WaitAsync(Patience, stoppingToken);
                meters.NewsSent();
            }
            catch (TimeoutException)
            {
                meters.NewsLate();
                LogLeftBehind(logger);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "A browser was too slow for its news")]
    private static partial void LogLeftBehind(ILogger logger);

    private readonly record struct News(Guid Session, Guid Holder, TimeView Time);
}
