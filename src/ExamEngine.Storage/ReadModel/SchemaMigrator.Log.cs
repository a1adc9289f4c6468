using Microsoft.Extensions.Logging;

namespace ExamEngine.Storage.ReadModel;

internal sealed partial class SchemaMigrator
{
    [LoggerMessage(20, LogLevel.Information, "Applying {Pending} schema migrations.")]
    private partial void LogMigrating(int pending);

    [LoggerMessage(21, LogLevel.Information, "Applied {Pending} schema migrations in {Milliseconds:0} ms.")]
    private partial void LogMigrated(int pending, double milliseconds);
}
