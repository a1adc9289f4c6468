using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ExamEngine.Storage.Sqlite;

/// <summary>How connections to one database file are opened.</summary>
internal sealed class SqliteDatabase(string file)
{
    public string File { get; } = Path.GetFullPath(file);

    /// <summary>For EF Core: creates the file when it is missing, and pools.</summary>
    public string PooledConnectionString => new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = 10 }.ToString();

    /// <summary>
    /// Opens a connection that is the caller's alone. It never creates the file: after a loss an empty database must not pass for the old one.
    /// Full synchronisation makes a commit survive a power cut; the long interval between checkpoints keeps most commits free of them.
    /// </summary>
    public SqliteConnection Open(bool forWriting)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = File, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = forWriting
                ? "pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 10000; pragma cache_size = -65536"
                : "pragma busy_timeout = 5000; pragma query_only = 1";
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static sqlite3 HandleOf(SqliteConnection connection) =>
        connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
}
