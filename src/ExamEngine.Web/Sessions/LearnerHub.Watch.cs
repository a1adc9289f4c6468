using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Proctoring;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Sessions;

/// <summary>The learner's side of the watch over a session.</summary>
internal sealed partial class LearnerHub
{
    /// <summary>What the page shows besides the exam; it is told of every change from then on, as long as presence is reported.</summary>
    public async Task<AttendView> Attend(Guid sessionId, Guid device)
    {
        Require(sessionId, device);
        var line = Line;
        // While the request is there: the line may close before its calls end.
        var address = Context.GetHttpContext() is { } http ? RateLimitMiddleware.Address(http) : null;
        if (!line.Attended.HasRoomFor(sessionId))
            throw Replies.ToHub([new Problem(ProblemCodes.TooMany, "This connection listens to too many sessions.")]);

        // Only a watch that answers is listened to: the grain checks whose session it is.
        var watch = Watch(sessionId);
        var view = (await watch.Attend(line.Actor, device)).ForHub();
        if (!view.Proctored)
            return view;
        await Groups.AddToGroupAsync(Context.ConnectionId, LearnerNews.GroupOf(sessionId), Context.ConnectionAborted);
        line.Attended.Add(sessionId);
        if (address is not null)
            watch.Heard(device, address).Ignore();

        await attendance.Renew(sessionId);
        return view;
    }

    /// <summary>Stores signals; answers when they are durable.</summary>
    public async Task<SignalsNoted> Signals(Guid sessionId, Guid device, ImmutableArray<SignalReport> signals)
    {
        Require(sessionId, device);
        Refuse(SignalRules.Check(signals));
        return (await Watch(sessionId).Note(Line.Actor, device, signals)).ForHub();
    }

    /// <summary>An act has arrived at the page, or the learner has confirmed it.</summary>
    public async Task Acknowledge(Guid sessionId, Guid actId, bool confirmed)
    {
        Require(sessionId, actId);
        (await Watch(sessionId).Acknowledge(Line.Actor, actId, confirmed)).ForHub();
    }

    public async Task RaiseHand(Guid sessionId, Guid commandId, bool raised)
    {
        Require(sessionId, commandId);
        (await Watch(sessionId).RaiseHand(Line.Actor, commandId, raised)).ForHub();
    }

    public async Task<ChatLine> Say(Guid sessionId, Guid commandId, string text)
    {
        Require(sessionId, commandId);
        Refuse(SignalRules.CheckText(text));
        return (await Watch(sessionId).Say(Line.Actor, commandId, text)).ForHub();
    }

    /// <summary>A signalling message for the proctor's connection that asked for the live picture.</summary>
    public async Task Relay(Guid sessionId, string peer, string message)
    {
        Refuse(EntryRules.Names(sessionId, "sessionId") ?? SignalRules.CheckMessage(peer, message));
        (await Watch(sessionId).Relay(Line.Actor, peer, message)).ForHub();
    }

    private IWatchGrain Watch(Guid session) => grains.GetGrain<IWatchGrain>(session);

    private static void Refuse(Problem? problem)
    {
        if (problem is not null)
            throw Replies.ToHub([problem]);
    }
}
