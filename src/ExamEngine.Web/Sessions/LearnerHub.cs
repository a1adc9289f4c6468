using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Proctoring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Sessions;

/// <summary>
/// The learner's live line. Everything it does can be done over REST as well; it is quicker, and it tells of changes.
/// Calls of a line run side by side, so that what comes behind a call to a silo that hangs is stamped with the time of its arrival.
/// Errors: a <see cref="HubRefusal"/> whose message is a <see cref="HubProblem"/> as JSON.
/// </summary>
[Authorize(Policy = Access.Learner)]
internal sealed partial class LearnerHub(IGrainFactory grains, SessionWatch watch, Attendance attendance, TimeProvider time, WebInstruments meters) : Hub<ILearnerClient>
{
    /// <summary>Calls of one line under way. A page has a save, a sign of life, signals and a joining on their way; the next one waits.</summary>
    public const int MostAtOnce = 4;

    private static readonly object LineKey = new();

    private LearnerLine Line => (LearnerLine)(Context.Items[LineKey] ?? throw new InvalidOperationException("The line was not opened."));

    public override Task OnConnectedAsync()
    {
        Context.Items[LineKey] = new LearnerLine(Context.User.ToActor(), watch, attendance);
        meters.Connected(1);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        meters.Connected(-1);
        Line.End();
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Listens to a session of one's own, and says that the device is there.</summary>
    public async Task<TimeView> Join(Guid sessionId, Guid device)
    {
        Require(sessionId, device);
        var line = Line;
        if (!line.Sessions.HasRoomFor(sessionId))
            throw Replies.ToHub([new Problem(ProblemCodes.TooMany, "This connection listens to too many sessions.")]);

        // Only a session that answers is listened to: the grain checks whose it is.
        var standing = (await grains.GetGrain<ISessionGrain>(sessionId).Presence(line.Actor, device, time.GetUtcNow())).ForHub();
        await Groups.AddToGroupAsync(Context.ConnectionId, LearnerNews.GroupOf(sessionId), Context.ConnectionAborted);
        line.Sessions.Add(sessionId);
        await watch.Renew(sessionId);
        return standing;
    }

    /// <summary>Stores entries; answers when they are durable.</summary>
    public async Task<Saved> Save(Guid sessionId, Guid device, ImmutableArray<Entry> entries)
    {
        var received = time.GetUtcNow();
        Require(sessionId, device);
        if (EntryRules.Check(entries) is { } problem)
            throw Replies.ToHub([problem]);

        return (await grains.GetGrain<ISessionGrain>(sessionId).Save(new SaveEntries(Line.Actor, device, entries, received))).ForHub();
    }

    /// <summary>Says that the device is there; the page calls it each 10 s.</summary>
    public async Task<TimeView> Presence(Guid sessionId, Guid device)
    {
        var received = time.GetUtcNow();
        Require(sessionId, device);
        var line = Line;
        var standing = (await grains.GetGrain<ISessionGrain>(sessionId).Presence(line.Actor, device, received)).ForHub();
        if (line.Sessions.Contains(sessionId))
            await watch.Renew(sessionId);
        if (line.Attended.Contains(sessionId))
            await attendance.Renew(sessionId);

        return standing;
    }

    /// <summary>Hands in; answers with the receipt. A class that hands in at the same moment does so on the lines it has.</summary>
    public async Task<Receipt> Submit(Guid sessionId, Guid device, Guid commandId, long lastSeq)
    {
        var received = time.GetUtcNow();
        Require(sessionId, device);
        if ((EntryRules.Names(commandId, "commandId") ?? (lastSeq < 0 ? SessionsApi.SeqBelowZero : null)) is { } problem)
            throw Replies.ToHub([problem]);

        return (await grains.GetGrain<ISessionGrain>(sessionId).Submit(new FromDevice(Line.Actor, commandId, device, received), lastSeq)).ForHub();
    }

    /// <summary>What was stored when the session ended.</summary>
    public async Task<Receipt> Receipt(Guid sessionId) => (await grains.GetGrain<ISessionGrain>(sessionId).Receipt(Line.Actor)).ForHub();

    /// <summary>How the session was graded, as far as its learner may know; a page that has just handed in asks on the line it still has.</summary>
    public async Task<ResultView> Result(Guid sessionId) => (await grains.GetGrain<IAttemptGrain>(sessionId).Result(Line.Actor)).ForHub();

    private static void Require(Guid sessionId, Guid device)
    {
        if ((EntryRules.Names(sessionId, "sessionId") ?? EntryRules.Names(device, "device")) is { } problem)
            throw Replies.ToHub([problem]);
    }
}
