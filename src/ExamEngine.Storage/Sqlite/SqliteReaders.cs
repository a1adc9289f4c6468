using System.Collections.Concurrent;
using ExamEngine.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace ExamEngine.Storage.Sqlite;

/// <summary>
/// Connections for reading streams, opened when needed and kept, at most <see cref="MaxConnections"/>; further readers wait for one.
/// SQLite reads block, so each page is read on the thread pool and never on a grain's scheduler.
/// </summary>
internal sealed class SqliteReaders(SqliteDatabase database) : IDisposable
{
    public const int MaxConnections = 4;
    private const int PageEvents = 256;
    private const int PageBytes = 1024 * 1024;

    private readonly SemaphoreSlim _slots = new(MaxConnections);
    private readonly ConcurrentBag<Reader> _idle = [];

    /// <summary>The next events of a stream, up to <see cref="PageEvents"/> or <see cref="PageBytes"/> of bodies, and whether the stream ends there.</summary>
    public async Task<(List<StoredEvent> Events, bool IsLast)> Page(string stream, long afterVersion, CancellationToken ct)
    {
        await _slots.WaitAsync(ct);
        try
        {
            return await Task.Run(() => ReadPage(stream, afterVersion), ct);
        }
        catch (SqliteException e)
        {
            throw e.ToUnavailable();
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader)) reader.Dispose();
        _slots.Dispose();
    }

    private (List<StoredEvent> Events, bool IsLast) ReadPage(string stream, long afterVersion)
    {
        var reader = _idle.TryTake(out var kept) ? kept : new Reader(database);
        try
        {
            var page = reader.Read(stream, afterVersion);
            _idle.Add(reader);
            return page;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private sealed class Reader : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteStatement _select;

        public Reader(SqliteDatabase database)
        {
            _connection = database.Open(forWriting: false);
            _select = new(
                SqliteDatabase.HandleOf(_connection),
                $"select version, type, body, at, actor from events where stream = ?1 and version > ?2 order by version limit {PageEvents}");
        }

        public (List<StoredEvent> Events, bool IsLast) Read(string stream, long afterVersion)
        {
            var page = new List<StoredEvent>();
            var bytes = 0;
            _select.Bind(1, stream).Bind(2, afterVersion);
            while (bytes < PageBytes && _select.Step())
            {
                var body = _select.Blob(2);
                bytes += body.Length;
                page.Add(new(stream, _select.Int64(0), _select.Text(1), body, _select.Moment(3), _select.Text(4)));
            }

            _select.Reset();
            return (page, page.Count < PageEvents && bytes < PageBytes);
        }

        public void Dispose()
        {
            _select.Dispose();
            _connection.Dispose();
        }
    }
}
