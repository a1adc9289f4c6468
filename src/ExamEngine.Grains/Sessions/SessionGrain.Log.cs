using Microsoft.Extensions.Logging;

namespace ExamEngine.Grains.Sessions;

internal sealed partial class SessionGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Session {Session} ended: {Ending}.")]
    private static partial void LogSealed(ILogger logger, Guid session, string ending);
}
