using System.Diagnostics.CodeAnalysis;
using ExamEngine.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace ExamEngine.Storage.Sqlite;

/// <summary>
/// The one thread of this process that writes to the database file: SQLite takes one writer at a time and its calls block, so they block here
/// and not on the thread pool. Work is one transaction each; a failed one is rolled back and the thread goes on with the next.
/// When more than <see cref="QueueCapacity"/> transactions wait, further ones fail at once with <see cref="JournalUnavailableException"/>.
/// </summary>
internal sealed class SqliteWriterThread : IDisposable
{
    public const int QueueCapacity = 256;

    private readonly SqliteDatabase _database;
    private readonly Queue<Action> _work = new();
    private readonly Thread _thread;
    private readonly SqliteCheckpointer _checkpointer;
    private SqliteSession? _session;
    private bool _closed;

    public SqliteWriterThread(SqliteDatabase database)
    {
        _database = database;
        _checkpointer = new(database);
        _thread = new Thread(Loop) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    /// <summary>Runs <paramref name="work"/> inside a transaction, and <paramref name="committed"/> after it; completes when it is durable.</summary>
    public Task<T> Run<T>(Func<SqliteSession, T> work, Action<SqliteSession>? committed = null)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A plain monitor: what waits by spinning first spends more than the transaction when there are few of them.
        lock (_work)
        {
            if (_closed)
            {
                done.SetException(new JournalUnavailableException("The database is closed."));
            }
            else if (_work.Count >= QueueCapacity)
            {
                done.SetException(new JournalUnavailableException($"{QueueCapacity} transactions wait for SQLite already."));
            }
            else
            {
                _work.Enqueue(() => Execute(work, committed, done));
                Monitor.Pulse(_work);
            }
        }

        return done.Task;
    }

    /// <summary>Finishes what was accepted, then closes the connection.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            _closed = true;
            Monitor.Pulse(_work);
        }

        _thread.Join();
        _checkpointer.Dispose();
    }

    private void Loop()
    {
        while (Next() is { } work) work();
        _session?.Dispose();
    }

    /// <summary>Null when all is done and nothing more will come.</summary>
    private Action? Next()
    {
        lock (_work)
        {
            while (_work.Count == 0)
            {
                if (_closed) return null;
                Monitor.Wait(_work);
            }

            return _work.Dequeue();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Every failure is the caller's to see; the thread must survive it.")]
    private void Execute<T>(Func<SqliteSession, T> work, Action<SqliteSession>? committed, TaskCompletionSource<T> done)
    {
        try
        {
            var session = _session ??= new SqliteSession(_database);
            session.Begin();
            var result = work(session);
            session.Commit();
            _checkpointer.Committed(session.Changes);
            committed?.Invoke(session);
            done.SetResult(result);
        }
        catch (SqliteException e)
        {
            Recover(e.LeavesConnectionUsable());
            done.SetException(e.IsBadData() ? e : e.ToUnavailable());
        }
        catch (Exception e)
        {
            Recover(usable: true);
            done.SetException(e);
        }
    }

    private void Recover(bool usable)
    {
        try
        {
            _session?.RollBack();
            if (usable) return;
        }
        catch (SqliteException)
        {
            // The connection is beyond rolling back; closing it does the same.
        }

        _session?.Dispose();
        _session = null;
    }
}
