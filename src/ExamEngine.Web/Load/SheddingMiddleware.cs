using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Load;

/// <summary>Refuses work early when there is too much of it, before anybody is authenticated or anything is read for it.</summary>
internal sealed class SheddingMiddleware(RequestDelegate next, LoadGauge load, WebInstruments meters)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Work>() is not { } work)
        {
            await next(context);
            return;
        }

        if (load.Refuses(work.Urgency) is { } seconds)
        {
            await Shedding.Refuse(seconds).ExecuteAsync(context);
            return;
        }

        var under = load.Began(work.Acknowledges);
        try
        {
            await next(context);
        }
        finally
        {
            var took = load.Ended(under);
            if (work.Acknowledges)
                meters.Acknowledged(took, WebInstruments.Http);
        }
    }
}

internal static class Shedding
{
    public static readonly Problem Busy = new(ProblemCodes.ServerBusy, "The server has more to do than it can just now. Nothing is lost; try again a little later.");

    public static Refused Refuse(int retryAfterSeconds) => new([Busy], retryAfterSeconds);
}
