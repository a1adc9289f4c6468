using ExamEngine.Storage.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ExamEngine.Storage.Sqlite;

/// <summary>Tells what SQLite's result codes mean for the journal: bad data, or a store that cannot serve now.</summary>
internal static class SqliteFault
{
    /// <summary>The values are at fault, not the database: only constraint, size and type errors are.</summary>
    public static bool IsBadData(this SqliteException e) =>
        e.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH;

    /// <summary>After these the connection is as good as before once the transaction is rolled back; after any other it is opened anew.</summary>
    public static bool LeavesConnectionUsable(this SqliteException e) =>
        e.IsBadData() || e.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_BUSY;

    public static JournalUnavailableException ToUnavailable(this SqliteException e) => new(
        e.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => "The disk or the database file is full.",
            raw.SQLITE_IOERR => $"The database file cannot be read or written (SQLite code {e.SqliteExtendedErrorCode}).",
            raw.SQLITE_READONLY => "The database file is read-only.",
            raw.SQLITE_CANTOPEN => "The database file cannot be opened.",
            raw.SQLITE_BUSY => "Another process holds the database.",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "The database file is damaged.",
            _ => $"SQLite cannot serve now (code {e.SqliteExtendedErrorCode}).",
        },
        e);
}
