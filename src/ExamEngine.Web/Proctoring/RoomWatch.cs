using System.Collections.Concurrent;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// This process as the observer of the rooms its consoles show: one observer reference, whatever the number of consoles. A room forgets an observer
/// after two minutes, so it is observed again three times a minute; then, and when a room has other proctors than before, every console is
/// admitted anew, and one that may not watch any more hears nothing from then on.
/// </summary>
internal sealed partial class RoomWatch(
    IGrainFactory grains, IHubContext<ProctorHub, IProctorClient> hub, WebInstruments meters, ILogger<RoomWatch> logger)
    : BackgroundService, IRoomObserver
{
    private static readonly TimeSpan RenewEach = TimeSpan.FromSeconds(20);
    private static readonly ParallelOptions FewAtOnce = new() { MaxDegreeOfParallelism = 8 };

    private readonly ConcurrentDictionary<string, ProctorLine> lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RoomNews> rooms = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly SemaphoreSlim renew = new(0, 1);

    // Orleans holds observers weakly; this object is a singleton and the reference is kept with it.
    private IRoomObserver? reference;

    public ProctorLine Connect(string connection, Actor actor) => lines[connection] = new ProctorLine(connection, actor);

    public async Task Disconnect(ProctorLine line)
    {
        lines.TryRemove(line.Connection, out _);
        foreach (var room in line.Rooms)
            await Leave(line, room);
    }

    /// <summary>The console's news of the room come from now on. Refused unless the room admits it.</summary>
    public async Task<Reply<Done>> Join(ProctorLine line, string room)
    {
        if (!await grains.GetGrain<IRoomGrain>(room).Admits(line.Actor))
        {
            await Leave(line, room);
            return RoomCalls.Unknown;
        }
        if (!Add(line, room))
            return Done.It;
        try
        {
            await hub.Groups.AddToGroupAsync(line.Connection, RoomNews.GroupOf(room));
            // In this order: whatever changes after the board was read is told.
            return await ObserveNow(room, line.Actor, Consoles(room));
        }
        catch
        {
            await Leave(line, room);
            throw;
        }
    }

    /// <summary>A console that shows the room has opened a session of it: what is said and happens in it is told from now on.</summary>
    public Task<Reply<Done>> Opened(ProctorLine line, string room) => ObserveNow(room, line.Actor, Consoles(room));

    /// <summary>A console has read the board. Should the room come to life elsewhere, with a clock that is behind, it is told of this version.</summary>
    public void Read(BoardView board) => Find(board.Room)?.Saw(board.Version);

    public async Task Leave(ProctorLine line, string room)
    {
        if (line.Remove(room) is not { } closed)
            return;
        await hub.Groups.RemoveFromGroupAsync(line.Connection, RoomNews.GroupOf(room));
        foreach (var session in closed)
            await hub.Groups.RemoveFromGroupAsync(line.Connection, RoomNews.GroupOf(room, session));
        await Observe(room, line.Actor);
    }

    public async Task Close(ProctorLine line, Guid session)
    {
        if (line.Close(session) is { } room)
            await hub.Groups.RemoveFromGroupAsync(line.Connection, RoomNews.GroupOf(room, session));
    }

    /// <summary>Has every room observed again soon: a room that went down with its silo comes up elsewhere and knows nobody who watches it.</summary>
    public void RenewAll()
    {
        try
        {
            renew.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is about to be done.
        }
    }

    // From rooms; each returns at once.

    public Task BoardChanged(BoardDelta delta)
    {
        Find(delta.Room)?.Board(delta);
        return Task.CompletedTask;
    }

    public Task Said(string room, Guid session, ChatLine line)
    {
        Find(room)?.Said(session, line);
        return Task.CompletedTask;
    }

    public Task Happened(string room, Guid session, ImmutableArray<TimelineEntry> entries)
    {
        Find(room)?.Happened(session, entries);
        return Task.CompletedTask;
    }

    /// <summary>A learner's page names the connection that it answers; only one that has the session open gets it.</summary>
    public Task Relayed(string room, Guid session, string peer, string message)
    {
        if (lines.TryGetValue(peer, out var line) && line.RoomOf(session) == room)
            Find(room)?.Relayed(peer, session, message);
        return Task.CompletedTask;
    }

    public Task TermsChanged(string room)
    {
        RenewAll();
        return Task.CompletedTask;
    }

    /// <summary>The container asks for it twice: as the observer and as the service.</summary>
    public override void Dispose()
    {
        if (Interlocked.Exchange(ref reference, null) is { } ours)
            grains.DeleteObjectReference<IRoomObserver>(ours);
        renew.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await renew.WaitAsync(RenewEach, stoppingToken);
                await Parallel.ForEachAsync(rooms.Keys, FewAtOnce, async (room, _) => await Renew(room));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The host stops.
            }
        }
    }

    private async Task Renew(string room)
    {
        var watching = lines.Values.Where(line => line.Has(room)).ToList();
        foreach (var line in watching)
        {
            try
            {
                if (!await grains.GetGrain<IRoomGrain>(room).Admits(line.Actor))
                    await Leave(line, room);
            }
            catch (Exception exception) when (Faults.IsBusy(exception))
            {
                LogNotObserved(logger, exception.GetType().Name);
            }
        }
        if (lines.Values.FirstOrDefault(line => line.Has(room)) is { } one)
            await Observe(room, one.Actor);
    }

    /// <summary>Says how many consoles show the room; with none it is not observed any more.</summary>
    private async Task Observe(string room, Actor actor)
    {
        int consoles;
        do
        {
            consoles = Settle(room);
            try
            {
                await ObserveNow(room, actor, consoles);
            }
            catch (Exception exception) when (Faults.IsBusy(exception))
            {
                LogNotObserved(logger, exception.GetType().Name);
            }
        }
        // A console that came meanwhile may have been overtaken.
        while (consoles == 0 && Consoles(room) > 0);
    }

    /// <summary>Observes until the room knows what is open: calls overtake each other, and one that was lost with its silo comes late.</summary>
    private async Task<Reply<Done>> ObserveNow(string room, Actor actor, int consoles)
    {
        while (true)
        {
            var open = OpenIn(room);
            var answer = await grains.GetGrain<IRoomGrain>(room).Observe(actor, Reference(), consoles, Find(room)?.Seen ?? 0, [.. open]);
            if (answer.Value is null || consoles == 0 || open.SetEquals(OpenIn(room)))
                return answer;
        }
    }

    private HashSet<Guid> OpenIn(string room) => [.. lines.Values.SelectMany(line => line.OpenIn(room))];

    /// <summary>True when the console did not show it. One at a time, so that a room with consoles always has its queue.</summary>
    private bool Add(ProctorLine line, string room)
    {
        lock (gate)
        {
            if (!line.Add(room))
                return false;
            if (!rooms.ContainsKey(room))
            {
                var news = new RoomNews(room, hub, meters, logger);
                rooms[room] = news;
                _ = news.Carry();
            }
            return true;
        }
    }

    /// <summary>The consoles of the room; with none its queue ends.</summary>
    private int Settle(string room)
    {
        lock (gate)
        {
            var consoles = Consoles(room);
            if (consoles == 0 && rooms.TryRemove(room, out var news))
                news.End();
            return consoles;
        }
    }

    private int Consoles(string room) => lines.Values.Count(line => line.Has(room));

    private RoomNews? Find(string room) => rooms.GetValueOrDefault(room);

    private IRoomObserver Reference()
    {
        lock (gate)
            return reference ??= grains.CreateObjectReference<IRoomObserver>(this);
    }

    [LoggerMessage(LogLevel.Debug, "A room could not be observed: {Fault}")]
    private static partial void LogNotObserved(ILogger logger, string fault);
}
