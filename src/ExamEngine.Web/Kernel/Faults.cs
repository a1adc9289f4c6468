using System.Data.Common;
using ExamEngine.Storage.Evidence;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Web.Kernel;

/// <summary>Turns an exception into the problem a caller may see. What went wrong is logged, without the request's content.</summary>
internal sealed partial class Faults(ILogger<Faults> logger)
{
    /// <summary>
    /// True for what means "not now, try again" rather than a bug: the journal or the database cannot serve, a grain does not answer, the silo
    /// is coming or going. Repeating is harmless, since every command carries its id.
    /// </summary>
    public static bool IsBusy(Exception exception) =>
        exception is UnavailableException or EvidenceUnavailableException or TimeoutException or OrleansException or DbException { IsTransient: true }
        || exception is DbUpdateException or InvalidOperationException && exception.InnerException is DbException { IsTransient: true };

    public Problem Explain(Exception exception)
    {
        if (IsBusy(exception))
        {
            LogBusy(logger, exception.GetType().Name);
            return new Problem(ProblemCodes.Busy, "The service is busy. Nothing is lost; try again in a moment.");
        }

        LogFault(logger, exception);
        return new Problem(ProblemCodes.Fault, "Something went wrong on our side. It has been recorded.");
    }

    [LoggerMessage(LogLevel.Warning, "Answered busy: {Fault}")]
    private static partial void LogBusy(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private static partial void LogFault(ILogger logger, Exception exception);
}

/// <summary>The last stop for exceptions of HTTP requests: always a <see cref="ProblemBody"/>.</summary>
internal sealed class HttpFaults(Faults faults) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
            return true;

        var problem = exception is BadHttpRequestException bad ? Explain(bad) : faults.Explain(exception);
        await new Refused([problem]).ExecuteAsync(httpContext);
        return true;
    }

    private static Problem Explain(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new Problem(ProblemCodes.TooLarge, "The request is larger than is taken here."),
        StatusCodes.Status415UnsupportedMediaType => new Problem(ProblemCodes.MediaType, "Send JSON."),
        _ => new Problem(ProblemCodes.Malformed, "The request does not have the expected shape."),
    };
}
