using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// The proctor's live line: boards, open sessions, talk, signalling. Acts go over REST as well. Whose room it is the grains say, at every call.
/// Errors: a <see cref="HubRefusal"/> whose message is a <see cref="HubProblem"/> as JSON.
/// </summary>
[Authorize(Policy = Access.Proctor)]
internal sealed class ProctorHub(IGrainFactory grains, RoomWatch watch, WebInstruments meters) : Hub<IProctorClient>
{
    /// <summary>Rooms that one console shows, and sessions that it has open.</summary>
    public const int MostRooms = 16, MostOpen = 16;

    public const int LongestLine = 2_000, LongestMessage = 64 * 1024;

    private static readonly object LineKey = new();

    private ProctorLine Line => (ProctorLine)(Context.Items[LineKey] ?? throw new InvalidOperationException("The line was not opened."));

    public override Task OnConnectedAsync()
    {
        Context.Items[LineKey] = watch.Connect(Context.ConnectionId, Context.User.ToActor());
        meters.Connected(1);
        return base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        meters.Connected(-1);
        await watch.Disconnect(Line);
        await base.OnDisconnectedAsync(exception);
    }

    /// <summary>The board as it stands; its changes come from now on. Watching again reads it again.</summary>
    public async Task<BoardView> Watch(string room)
    {
        await Join(room);
        var board = (await Room(room).Board(Line.Actor)).ForHub();
        watch.Read(board);
        return board;
    }

    public Task Leave(string room) => watch.Leave(Line, room);

    /// <summary>All about one session; its timeline, talk and signalling come from now on.</summary>
    public async Task<WatchView> Open(string room, Guid session)
    {
        var line = Line;
        await Join(room);
        if (!line.Open(room, session, MostOpen))
            throw Replies.ToHub([new Problem(ProblemCodes.TooMany, "This console has too many sessions open.")]);

        await Groups.AddToGroupAsync(Context.ConnectionId, RoomNews.GroupOf(room, session), Context.ConnectionAborted);
        try
        {
            // In this order: whatever happens after it was read is told.
            (await watch.Opened(line, room)).ForHub();
            return (await grains.WatchIn(room, session, line.Actor)).ForHub();
        }
        catch
        {
            await watch.Close(line, session);
            throw;
        }
    }

    public Task Close(Guid session) => watch.Close(Line, session);

    public async Task<ActPreview> Preview(string rooms, ActOrder order) => (await grains.Preview(Named(rooms), Line.Actor, order)).ForHub();

    public async Task<ActProgress> Act(string rooms, ActOrder order) => (await grains.Act(Named(rooms), Line.Actor, order)).ForHub();

    public async Task<ActProgress> Undo(string rooms, Guid commandId, Guid act, string reason)
    {
        Require(commandId, "commandId");
        return (await grains.Undo(Named(rooms), Line.Actor, commandId, act, reason ?? "")).ForHub();
    }

    /// <param name="proctor">Null gives the session back.</param>
    public async Task Care(string room, Guid commandId, Guid session, string? proctor)
    {
        Require(commandId, "commandId");
        (await Room(room).Care(Line.Actor, commandId, session, proctor)).ForHub();
    }

    /// <summary>A line of the talk with a session's learner; its watch says whether it is ours.</summary>
    public async Task<ChatLine> Say(Guid session, Guid commandId, string text)
    {
        Require(commandId, "commandId");
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestLine)
            throw Replies.ToHub([new Problem(text?.Length > LongestLine ? ProblemCodes.TooLong : ProblemCodes.Invalid, $"A line has 1 to {LongestLine} characters.", "text")]);
        return (await grains.GetGrain<IWatchGrain>(session).Say(Line.Actor, commandId, text)).ForHub();
    }

    /// <summary>WebRTC signalling with the page of a session that is open here. Answers come back to this connection.</summary>
    public async Task Relay(Guid session, string message)
    {
        if (string.IsNullOrEmpty(message) || message.Length > LongestMessage)
            throw Replies.ToHub([new Problem(message?.Length > LongestMessage ? ProblemCodes.TooLong : ProblemCodes.Invalid, $"A message has 1 to {LongestMessage} characters.", "message")]);
        if (Line.RoomOf(session) is null)
            throw Replies.ToHub([new Problem("session.unknown", "The session is not open here.")]);
        // Before anything is shown it is written down that it was: once an opening, and again when more is asked for.
        if (LiveWish.Of(message) is { } wanted && Line.Look(session, wanted) is { IsEmpty: false } more)
        {
            (await grains.GetGrain<IWatchGrain>(session).WatchedLive(Line.Actor, string.Join(' ', more))).ForHub();
            Line.Looked(session, more);
        }
        (await grains.GetGrain<IWatchGrain>(session).Relay(Line.Actor, Context.ConnectionId, message)).ForHub();
    }

    private async Task Join(string room)
    {
        if (!RoomNames.IsRoom(room))
            throw Replies.ToHub([RoomCalls.Unknown]);
        if (!Line.Has(room) && Line.Rooms.Length >= MostRooms)
            throw Replies.ToHub([new Problem(ProblemCodes.TooMany, "This console shows too many rooms.")]);
        (await watch.Join(Line, room)).ForHub();
    }

    private IRoomGrain Room(string room) => RoomNames.IsRoom(room) ? grains.GetGrain<IRoomGrain>(room) : throw Replies.ToHub([RoomCalls.Unknown]);

    private static string Named(string rooms) =>
        RoomNames.IsRoom(rooms) || RoomNames.IsScope(rooms) ? rooms : throw Replies.ToHub([RoomCalls.Unknown]);

    private static void Require(Guid id, string what)
    {
        if (EntryRules.Names(id, what) is { } problem)
            throw Replies.ToHub([problem]);
    }
}
