using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using ExamEngine.Web.Proctoring;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Sessions;

/// <summary>What stands before every hub method: the same limits as REST, and the same answers to exceptions. One instance; logs nothing for a call that goes well or is refused.</summary>
internal sealed class HubGuard(RateLimits limits, LoadGauge load, Faults faults, WebInstruments meters) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var (bucket, urgency, acknowledges) = KindOf(invocationContext.Hub, invocationContext.HubMethodName);
        LoadGauge.UnderWay? under = null;
        try
        {
            if (load.Refuses(urgency) is { } seconds)
                throw Replies.ToHub([Shedding.Busy], seconds);
            if (!limits.TryTake(bucket, invocationContext.Context.UserIdentifier ?? invocationContext.Context.ConnectionId, out var retryAfter))
                throw Replies.ToHub([RateLimitMiddleware.Problem(retryAfter)], retryAfter);

            under = load.Began(acknowledges);
            return await next(invocationContext);
        }
        catch (HubRefusal refusal)
        {
            meters.Refused(refusal.Code, WebInstruments.Hub);
            throw;
        }
        catch (Exception exception) when (exception is not HubException and not OperationCanceledException)
        {
            var refusal = Replies.ToHub([faults.Explain(exception)]);
            meters.Refused(refusal.Code, WebInstruments.Hub);
            throw refusal;
        }
        finally
        {
            if (under is { } work)
            {
                var took = load.Ended(work);
                if (acknowledges)
                    meters.Acknowledged(took, WebInstruments.Hub);
            }
        }
    }

    private static (RateBucket Bucket, Urgency Urgency, bool Acknowledges) KindOf(Hub hub, string method) => (hub, method) switch
    {
        (LearnerHub, nameof(LearnerHub.Save)) => (RateBucket.Save, Urgency.CannotWait, true),
        (LearnerHub, nameof(LearnerHub.Presence)) => (RateBucket.Read, Urgency.CannotWait, false),
        (LearnerHub, nameof(LearnerHub.Submit)) => (RateBucket.Write, Urgency.CannotWait, false),
        (LearnerHub, nameof(LearnerHub.Receipt)) => (RateBucket.Read, Urgency.CannotWait, false),
        (LearnerHub, nameof(LearnerHub.Result)) => (RateBucket.Read, Urgency.CanWait, false),
        (ProctorHub, nameof(ProctorHub.Act) or nameof(ProctorHub.Undo) or nameof(ProctorHub.Care) or nameof(ProctorHub.Say)) => (RateBucket.Write, Urgency.CannotWait, false),
        (ProctorHub, nameof(ProctorHub.Relay)) => (RateBucket.Signalling, Urgency.CannotWait, false),
        (LearnerHub, nameof(LearnerHub.Signals)) => (RateBucket.Signals, Urgency.Begins, false),
        (LearnerHub, nameof(LearnerHub.Acknowledge) or nameof(LearnerHub.RaiseHand) or nameof(LearnerHub.Say)) => (RateBucket.Write, Urgency.CannotWait, false),
        (LearnerHub, nameof(LearnerHub.Relay)) => (RateBucket.Signalling, Urgency.Begins, false),
        _ => (RateBucket.Read, Urgency.Begins, false),
    };
}
