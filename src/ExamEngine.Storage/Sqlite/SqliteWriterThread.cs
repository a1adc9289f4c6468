using System.Collections.Concurrent;
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
    private readonly BlockingCollection<Action> _work = new(QueueCapacity);
    private readonly Thread _thread;
    private readonly SqliteCheckpointer _checkpointer;
    private SqliteSession? _session;

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
        try
        {
            if (!_work.TryAdd(() => Execute(work, committed, done)))
                done.SetException(new JournalUnavailableException($"{QueueCapacity} transactions wait for SQLite already."));
        }
        catch (InvalidOperationException e)
        {
            done.SetException(new JournalUnavailableException("The database is closed.", e));
        }

        return done.Task;
    }

    /// <summary>Finishes what was accepted, then closes the connection.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _checkpointer.Dispose();
        _work.Dispose();
    }

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable()) work();
        _session?.Dispose();
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
            _checkpointer.Committed();
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
