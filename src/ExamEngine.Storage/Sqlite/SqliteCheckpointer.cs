using Microsoft.Data.Sqlite;

namespace ExamEngine.Storage.Sqlite;

/// <summary>
/// Copies what the write-ahead log holds into the database file while the writer goes on: a passive checkpoint waits for nobody and
/// nobody waits for it. The writer's own automatic checkpoint then finds little left to copy, so no commit stands behind a long one.
/// Safe to miss: without it the log is checkpointed by the writer as before.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Rows that are worth a checkpoint. Fewer wait for more, since a page that many of them are in is copied once for all.</summary>
    private const int Worth = 500;

    private const int LongestRest = 20;

    private readonly SqliteDatabase _database;
    private readonly ManualResetEventSlim _stopped = new();
    private readonly Thread _thread;
    private int _changes;
    private SqliteConnection? _connection;

    public SqliteCheckpointer(SqliteDatabase database)
    {
        _database = database;
        _thread = new Thread(Loop) { IsBackground = true, Name = "SQLite checkpointer" };
        _thread.Start();
    }

    /// <summary>The writer has committed, and has written so many rows by now; called on its thread.</summary>
    public void Committed(int changes) => Volatile.Write(ref _changes, changes);

    public void Dispose()
    {
        _stopped.Set();
        _thread.Join();
        _stopped.Dispose();
    }

    private void Loop()
    {
        var (copied, rested) = (0, 0);
        while (!_stopped.Wait(Interval))
        {
            // Counted anew from zero when the writer has opened another connection: then the difference is large and means the same.
            var changes = Volatile.Read(ref _changes);
            if (changes == copied || ((uint)(changes - copied) < Worth && ++rested < LongestRest))
                continue;
            Checkpoint();
            (copied, rested) = (changes, 0);
        }
        _connection?.Dispose();
    }

    private void Checkpoint()
    {
        try
        {
            _connection ??= _database.Open(forWriting: true);
            using var command = _connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(passive)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // The writer meets the same fault and reports it; here it only means to open anew next time.
            _connection?.Dispose();
            _connection = null;
        }
    }
}
