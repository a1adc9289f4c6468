using Microsoft.Extensions.Logging;

namespace ExamEngine.Storage.Journal;

internal sealed partial class JournalHealth
{
    [LoggerMessage(1, LogLevel.Error, "The journal cannot commit. Appends fail until it can.")]
    private partial void LogUnavailable(Exception error);

    [LoggerMessage(2, LogLevel.Information, "The journal commits again.")]
    private partial void LogRecovered();
}
