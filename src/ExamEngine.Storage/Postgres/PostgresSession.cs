using ExamEngine.Storage.Journal;
using Npgsql;

namespace ExamEngine.Storage.Postgres;

/// <summary>A connection that commits batches, one at a time. After a failure that is not the data's fault it is thrown away.</summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly KnownVersions _known = new();
    private readonly EventInsert _insert;

    private PostgresSession(NpgsqlConnection connection)
    {
        _connection = connection;
        _insert = new(connection, _known);
    }

    public static async ValueTask<PostgresSession> Open(NpgsqlDataSource database) => new(await database.OpenConnectionAsync());

    public async ValueTask Commit(ReadOnlyMemory<Append> appends, Memory<bool> won)
    {
        if (SideWrites.AreIn(appends.Span))
        {
            await using var transaction = await _connection.BeginTransactionAsync();
            await _insert.Run(appends, won);
            await SideWrites.Run(transaction, appends, won);
            await transaction.CommitAsync();
        }
        else
        {
            await _insert.Run(appends, won);
        }

        _known.Learn(appends.Span, won.Span);
    }

    public ValueTask DisposeAsync()
    {
        _insert.Dispose();
        return _connection.DisposeAsync();
    }
}
