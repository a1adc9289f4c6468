using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ExamEngine.Storage.Sqlite;

/// <summary>The writing connection with its prepared statements. Owned by <see cref="SqliteWriterThread"/>, touched by no other thread.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly KnownVersions _known = new();
    private readonly List<SqliteStatement> _all = [];
    private readonly SqliteStatement _begin, _commit, _rollback, _exists, _insert, _put, _remove, _redact;
    private readonly SqliteStatement _probeGrow, _probeShrink;
    private readonly SqliteStatement[] _upserts;

    public SqliteSession(SqliteDatabase database)
    {
        _connection = database.Open(forWriting: true);
        _handle = SqliteDatabase.HandleOf(_connection);
        try
        {
            _begin = Keep("begin immediate");
            _commit = Keep("commit");
            _rollback = Keep("rollback");
            _exists = Keep("select 1 from events where stream = ?1 and version = ?2");
            _insert = Keep(
                "insert into events (stream, version, type, body, at, actor) values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (stream, version) do nothing");
            _put = Keep(
                """
                insert into agenda (key, due, target, message, available_at, attempts) values (?1, ?2, ?3, ?4, ?5, ?6)
                on conflict (key) do update set
                  due = excluded.due, target = excluded.target, message = excluded.message, available_at = excluded.available_at, attempts = excluded.attempts
                """);
            _remove = Keep("delete from agenda where key = ?1");
            _redact = Keep("update events set body = ?3 where stream = ?1 and version = ?2");
            _probeGrow = Keep("insert into journal_probe (id, filler) values (1, zeroblob(65536)) on conflict (id) do update set filler = excluded.filler");
            _probeShrink = Keep("delete from journal_probe");
            _upserts = [.. ProjectionTable.All.Select(t => Keep(t.UpsertSql()))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A statement for one use, which the caller disposes of within its transaction.</summary>
    public SqliteStatement Prepare(string sql) => new(_handle, sql);

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    /// <summary>Ends a transaction that may or may not have been ended by the error already.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_handle) == 0) _rollback.Run();
    }

    /// <summary>
    /// False when the fence refuses it; then nothing was written. See <see cref="IJournalStore"/> for why it holds. Looking first and inserting
    /// then is safe here: nobody else writes between the two, since the transaction began immediate.
    /// </summary>
    public bool TryWrite(Append append)
    {
        if (!_known.Has(append.Stream, append.ExpectedVersion) && !Exists(append.Stream, append.ExpectedVersion)) return false;

        for (var i = 0; i < append.Events.Count; i++)
        {
            var e = append.Events[i];
            var inserted = _insert
                .Bind(1, append.Stream).Bind(2, append.ExpectedVersion + 1 + i).Bind(3, e.Type).Bind(4, e.Body.Span).Bind(5, e.At).Bind(6, e.Actor)
                .Run();
            if (inserted == 0) return false;
        }

        foreach (var change in append.Agenda) Write(change);
        foreach (var row in append.Projections) Write(row);
        foreach (var redaction in append.Redactions) _redact.Bind(1, redaction.Stream).Bind(2, redaction.Version).Bind(3, redaction.Body.Span).Run();
        return true;
    }

    /// <summary>Rows written since the connection was opened.</summary>
    public int Changes => raw.sqlite3_total_changes(_handle);

    /// <summary>To be called once the transaction is durable.</summary>
    public void Learn(ReadOnlySpan<Append> appends, ReadOnlySpan<bool> won) => _known.Learn(appends, won);

    /// <summary>Takes 64 KiB of fresh pages and gives them back: fails where the next batch of appends would.</summary>
    public void Probe()
    {
        _probeGrow.Run();
        _probeShrink.Run();
    }

    public void Dispose()
    {
        foreach (var statement in _all) statement.Dispose();
        _connection.Dispose();
    }

    private SqliteStatement Keep(string sql)
    {
        var statement = Prepare(sql);
        _all.Add(statement);
        return statement;
    }

    private bool Exists(string stream, long version)
    {
        var exists = _exists.Bind(1, stream).Bind(2, version).Step();
        _exists.Reset();
        return exists;
    }

    private void Write(AgendaChange change)
    {
        switch (change)
        {
            case AgendaChange.Put put:
                _put.Bind(1, put.Key).Bind(2, put.Due).Bind(3, put.Target).Bind(4, put.Message).Bind(5, put.AvailableAt).Bind(6, put.Attempts).Run();
                break;
            case AgendaChange.Remove remove:
                _remove.Bind(1, remove.Key).Run();
                break;
            default:
                throw new InvalidOperationException($"An agenda change of type {change.GetType().Name} cannot be stored.");
        }
    }

    private void Write(ProjectionRow row)
    {
        var ordinal = ProjectionTable.OrdinalOf(row);
        var (statement, columns) = (_upserts[ordinal], ProjectionTable.All[ordinal].Columns);
        for (var i = 0; i < columns.Count; i++) statement.Bind(i + 1, columns[i].Kind, columns[i].Read(row));
        statement.Run();
    }
}
