using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ExamEngine.Storage.Journal;
using Npgsql;

namespace ExamEngine.Storage.Postgres;

/// <summary>
/// The journal in a PostgreSQL database that a cluster shares. A batch of events alone is one statement and one round trip;
/// one with agenda changes or projections is a transaction around three.
/// </summary>
internal sealed class PostgresStore(NpgsqlDataSource database) : IJournalStore, IDisposable
{
    private const int PageEvents = 256;

    private readonly ConcurrentBag<EventInsert> _inserts = [];

    public async ValueTask Commit(ReadOnlyMemory<Append> appends, Memory<bool> won)
    {
        if (!_inserts.TryTake(out var insert)) insert = new();
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            if (!SideWrites.AreIn(appends.Span))
            {
                await insert.Run(connection, appends, won);
                return;
            }

            await using var transaction = await connection.BeginTransactionAsync();
            await insert.Run(connection, appends, won);
            await SideWrites.Run(transaction, appends, won);
            await transaction.CommitAsync();
        }
        catch (NpgsqlException e) when (!e.IsBadData())
        {
            throw Lost(e);
        }
        finally
        {
            _inserts.Add(insert);
        }
    }

    public async IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var page = await Page(stream, afterVersion, ct);
            foreach (var e in page) yield return e;
            if (page.Count < PageEvents) yield break;
            afterVersion = page[^1].Version;
        }
    }

    public async ValueTask Probe(CancellationToken ct)
    {
        try
        {
            await using var probe = database.CreateCommand(
                "insert into journal_probe (id, filler) values (1, decode(md5(now()::text), 'hex')) on conflict (id) do update set filler = excluded.filler");
            await probe.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException e)
        {
            throw Lost(e);
        }
    }

    public void Dispose()
    {
        while (_inserts.TryTake(out var insert)) insert.Dispose();
    }

    private async Task<List<StoredEvent>> Page(string stream, long afterVersion, CancellationToken ct)
    {
        try
        {
            await using var select = database.CreateCommand(
                $"select version, type, body, at, actor from events where stream = $1 and version > $2 order by version limit {PageEvents}");
            select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream });
            select.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterVersion });
            await using var reader = await select.ExecuteReaderAsync(ct);
            var page = new List<StoredEvent>();
            while (await reader.ReadAsync(ct)) page.Add(Event(stream, reader));
            return page;
        }
        catch (NpgsqlException e)
        {
            throw Lost(e);
        }
    }

    /// <summary>The row is in memory already, so nothing here waits.</summary>
    private static StoredEvent Event(string stream, NpgsqlDataReader row) =>
        new(stream, row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<DateTimeOffset>(3), row.GetString(4));

    /// <summary>The idle connections of the pool are most likely as dead as this one: without them the first try after recovery succeeds.</summary>
    private JournalUnavailableException Lost(NpgsqlException e)
    {
        database.Clear();
        return e.ToUnavailable();
    }
}
