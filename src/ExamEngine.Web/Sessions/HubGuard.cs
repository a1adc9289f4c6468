using System.Globalization;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Sessions;

/// <summary>What stands before every hub method: the same limits as REST, and the same answers to exceptions. One instance; logs nothing for a call that goes well.</summary>
internal sealed class HubGuard(RateLimits limits, Faults faults) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var bucket = BucketOf(invocationContext.HubMethodName);
        var who = invocationContext.Context.UserIdentifier ?? invocationContext.Context.ConnectionId;
        if (!limits.TryTake(bucket, who, out var retryAfter))
        {
            throw Replies.ToHub(
                [new Problem(ProblemCodes.RateLimited, string.Create(CultureInfo.InvariantCulture, $"Wait {retryAfter} s and try again."))]);
        }

        try
        {
            return await next(invocationContext);
        }
        catch (Exception exception) when (exception is not HubException and not OperationCanceledException)
        {
            throw Replies.ToHub([faults.Explain(exception)]);
        }
    }

    private static RateBucket BucketOf(string method) => method switch
    {
        nameof(LearnerHub.Save) => RateBucket.Save,
        _ => RateBucket.Read,
    };
}
