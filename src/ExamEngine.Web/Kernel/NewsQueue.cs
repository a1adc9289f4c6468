using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Kernel;

/// <summary>
/// News on their way to browsers. Whoever has some never waits for a socket: it leaves them here, and when the queue is full the oldest is
/// dropped. What can be lost so must be told by something else as well.
/// </summary>
internal sealed partial class NewsQueue<TClient>(IHubClients<TClient> clients, int capacity, WebInstruments meters, ILogger logger)
{
    /// <summary>A browser that does not take its news within this time is left behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Func<IHubClients<TClient>, Task>> queue = Channel.CreateBounded<Func<IHubClients<TClient>, Task>>(
        new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => meters.NewsDropped());

    /// <summary>Returns at once.</summary>
    public void Post(Func<IHubClients<TClient>, Task> send) => queue.Writer.TryWrite(send);

    /// <summary>No more news: what waits is still carried.</summary>
    public void End() => queue.Writer.TryComplete();

    /// <summary>Runs until the queue has ended and is empty, or until it is told to stop. No news stops those after it.</summary>
    public async Task Carry(CancellationToken stopping = default)
    {
        await foreach (var send in queue.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await send(clients).WaitAsync(Patience, stopping);
                meters.NewsSent();
            }
            catch (TimeoutException)
            {
                meters.NewsLate();
                LogLeftBehind(logger);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                meters.NewsDropped();
                LogNotSent(logger, exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "A browser was too slow for its news")]
    private static partial void LogLeftBehind(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "News could not be sent")]
    private static partial void LogNotSent(ILogger logger, Exception exception);
}
