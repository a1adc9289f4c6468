using System.Globalization;
using System.Text;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ExamEngine.Storage.Sqlite;

/// <summary>
/// A prepared statement driven through SQLite's own interface: binding and stepping allocate nothing, where a <see cref="SqliteCommand"/>
/// boxes every value and makes a reader per execution. Parameters are <c>?1</c>… in order. Used by one thread at a time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int StackText = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, DateTimeOffset value) => Bind(index, Microseconds.From(value));

    public SqliteStatement Bind(int index, string value)
    {
        // An empty span has no address, which SQLite would take for NULL; the overload for strings ends it with a NUL.
        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(_statement, index, ""));
            return this;
        }

        Span<byte> stack = stackalloc byte[StackText];
        var bytes = Encoding.UTF8.TryGetBytes(value, stack, out var written) ? stack[..written] : Encoding.UTF8.GetBytes(value);
        Check(raw.sqlite3_bind_text(_statement, index, bytes));
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    /// <summary>Binds as EF Core's SQLite provider reads it back: decimals as text, moments by <see cref="Microseconds"/>.</summary>
    public void Bind(int index, ColumnKind kind, object? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, index));
            return;
        }

        switch (kind)
        {
            case ColumnKind.Text: Bind(index, (string)value); break;
            case ColumnKind.Integer: Bind(index, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ColumnKind.Boolean: Bind(index, (bool)value ? 1 : 0); break;
            case ColumnKind.Number: Bind(index, ((decimal)value).ToString("0.0###########################", CultureInfo.InvariantCulture)); break;
            case ColumnKind.Moment: Bind(index, (DateTimeOffset)value); break;
            default: throw new InvalidOperationException($"A column of kind {kind} cannot be bound.");
        }
    }

    /// <summary>True when there is a row to read.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE) return false;
        Reset();
        Check(code);
        return false;
    }

    /// <summary>Runs a statement without rows to its end; returns how many rows it changed.</summary>
    public int Run()
    {
        Step();
        var changes = raw.sqlite3_changes(_database);
        Reset();
        return changes;
    }

    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public DateTimeOffset Moment(int column) => Microseconds.ToMoment(Int64(column));

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK) return;
        // The message is SQLite's own and may name columns, never values.
        throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(_database));
    }
}
