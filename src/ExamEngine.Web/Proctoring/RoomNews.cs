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
    private long seen;

    public static string GroupOf(string room) => room;

    public static string GroupOf(string room, Guid session) => $"{room}/{session:N}";

    /// <summary>The highest version of the board that consoles here may have.</summary>
    public long Seen => Volatile.Read(ref seen);

    // Each returns at once.

    public void Saw(long version)
    {
        for (var before = Seen; version > before && Interlocked.CompareExchange(ref seen, version, before) != before;)
            before = Seen;
    }

    public void Board(BoardDelta delta)
    {
        Saw(delta.Version);
        queue.Post(clients => clients.Group(GroupOf(room)).Board(delta));
    }

    public void Said(Guid session, ChatLine line) => queue.Post(clients => clients.Group(GroupOf(room, session)).Said(room, session, line));

    public void Happened(Guid session, ImmutableArray<TimelineEntry> entries) => queue.Post(clients => clients.Group(GroupOf(room, session)).Happened(room, session, entries));

    public void Relayed(string connection, Guid session, string message) => queue.Post(clients => clients.Client(connection).Relayed(room, session, message));

    /// <summary>No more news: what waits is still carried.</summary>
    public void End() => queue.End();

    public Task Carry() => queue.Carry();
}
