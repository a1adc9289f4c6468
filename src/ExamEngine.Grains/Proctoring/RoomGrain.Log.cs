using Microsoft.Extensions.Logging;

namespace ExamEngine.Grains.Proctoring;

internal sealed partial class RoomGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room} could not ask how a session stands. Its next change shows.")]
    private static partial void LogNotLoaded(ILogger logger, string room, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Room} could not write down what arrived.")]
    private static partial void LogNotWritten(ILogger logger, string room, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room} could not ask who sits in it. It asks again.")]
    private static partial void LogNoTerms(ILogger logger, string room, Exception exception);
}
