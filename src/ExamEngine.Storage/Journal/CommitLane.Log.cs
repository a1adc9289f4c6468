using Microsoft.Extensions.Logging;

namespace ExamEngine.Storage.Journal;

internal sealed partial class CommitLane
{
    [LoggerMessage(10, LogLevel.Warning, "A batch of {Appends} appends was refused and is tried one by one.")]
    private partial void LogBatchRefused(int appends, Exception error);

    [LoggerMessage(11, LogLevel.Error, "The store refuses an append; only this one fails.")]
    private partial void LogAppendRefused(Exception error);
}
