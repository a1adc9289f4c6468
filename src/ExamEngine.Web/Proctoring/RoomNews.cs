using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// Carries a room's news to the consoles of this process. No room waits for another: each has a queue of its own. What is lost of a board shows
/// as a gap in the versions, and what was said or happened is read with the session.
/// </summary>
internal sealed class RoomNews(string room, IHubContext<ProctorHub, IProctorClient> hub, WebInstruments meters, ILogger logger)
{
    private readonly NewsQueue<IProctorClient> queue = new(hub.Clients, 256, meters, logger);

    public static string GroupOf(string room) => room;

    public static string GroupOf(string room, Guid session) => $"{room}/{session:N}";

    // Each returns at once.

    public void Board(BoardDelta delta) => queue.Post(clients => clients.Group(GroupOf(room)).Board(delta));

    public void Said(Guid session, ChatLine line) => queue.Post(clients => clients.Group(GroupOf(room, session)).Said(room, session, line));

    public void Happened(Guid session, ImmutableArray<TimelineEntry> entries) => queue.Post(clients => clients.Group(GroupOf(room, session)).Happened(room, session, entries));

    public void Relayed(string connection, Guid session, string message) => queue.Post(clients => clients.Client(connection).Relayed(room, session, message));

    /// <summary>No more news: what waits is still carried.</summary>
    public void End() => queue.End();

    public Task Carry() => queue.Carry();
}
