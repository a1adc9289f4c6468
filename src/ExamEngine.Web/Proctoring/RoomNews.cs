using System.Threading.Channels;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// Carries a room's news to the consoles of this process. A grain never waits for a socket, and no room for another: each has a bounded queue of its
/// own. When it is full the oldest is dropped: of a board that shows as a gap in the versions, and what was said or happened is read with the session.
/// </summary>
internal sealed partial class RoomNews(string room, IHubContext<ProctorHub, IProctorClient> hub, WebInstruments meters, ILogger logger)
{
    /// <summary>A console that does not take its news within this time is left behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Func<IHubClients<IProctorClient>, Task>> queue = Channel.CreateBounded<Func<IHubClients<IProctorClient>, Task>>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => meters.NewsDropped());

    public static string GroupOf(string room) => room;

    public static string GroupOf(string room, Guid session) => $"{room}/{session:N}";

    // Each returns at once.

    public void Board(BoardDelta delta) => Post(clients => clients.Group(GroupOf(room)).Board(delta));

    public void Said(Guid session, ChatLine line) => Post(clients => clients.Group(GroupOf(room, session)).Said(room, session, line));

    public void Happened(Guid session, ImmutableArray<TimelineEntry> entries) => Post(clients => clients.Group(GroupOf(room, session)).Happened(room, session, entries));

    public void Relayed(string connection, Guid session, string message) => Post(clients => clients.Client(connection).Relayed(room, session, message));

    /// <summary>No more news: what waits is still carried.</summary>
    public void End() => queue.Writer.TryComplete();

    public async Task Carry()
    {
        await foreach (var send in queue.Reader.ReadAllAsync())
        {
            try
            {
                await send(hub.Clients).WaitAsync(Patience);
                meters.NewsSent();
            }
            catch (TimeoutException)
            {
                meters.NewsLate();
                LogLeftBehind(logger);
            }
            catch (Exception exception)
            {
                // One that cannot be sent is lost and shows as a gap; those after it are carried.
                meters.NewsDropped();
                LogNotSent(logger, exception);
            }
        }
    }

    private void Post(Func<IHubClients<IProctorClient>, Task> send) => queue.Writer.TryWrite(send);

    [LoggerMessage(LogLevel.Debug, "A console was too slow for its news")]
    private static partial void LogLeftBehind(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "A room's news could not be sent")]
    private static partial void LogNotSent(ILogger logger, Exception exception);
}
