using Microsoft.Extensions.Logging;

namespace ExamEngine.Grains.Hosting;

internal sealed partial class AgendaSweeper
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The agenda could not be swept; it is tried again.")]
    private static partial void LogSweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Duty {Key} failed at attempt {Attempt}; it is tried again.")]
    private static partial void LogDutyFailed(ILogger logger, string key, int attempt, Exception exception);
}
