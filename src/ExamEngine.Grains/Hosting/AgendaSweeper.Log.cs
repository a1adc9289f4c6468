using Microsoft.Extensions.Logging;

namespace ExamEngine.Grains.Hosting;

internal sealed partial class AgendaSweeper
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The agenda could not be swept; it is tried again.")]
    private static partial void LogSweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Duties} duties could not be given back; they are due again when their leases end.")]
    private static partial void LogSettlingFailed(ILogger logger, int duties, Exception exception);
}
