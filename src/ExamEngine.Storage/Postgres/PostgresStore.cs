using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ExamEngine.Storage.Journal;
using Npgsql;

namespace ExamEngine.Storage.Postgres;

/// <summary>
/// The journal in a PostgreSQL database that a cluster shares. A batch of events alone is one statement and one round trip;
/// one with agenda changes or projections is a transaction around three.
/// </summary>
internal sealed class PostgresStore(NpgsqlDataSource database) : IJournalStore, IAsyncDisposable
{
    private const int PageEvents = 256;

    private readonly ConcurrentBag<PostgresSession> _idle = [];

    public async ValueTask Commit(ReadOnlyMemory<Append> appends, Memory<bool> won)
    {
        try
        {
            if (!_idle.TryTake(out var session)) session = await PostgresSession.Open(database);
            var usable = false;
            try
            {
                await session.Commit(appends, won);
                usable = true;
            }
            catch (NpgsqlException e) when (e.IsBadData())
            {
                usable = true;
                throw;
            }
            finally
            {
                if (usable) _idle.Add(session);
                else await session.DisposeAsync();
            }
        }
        catch (NpgsqlException e) when (!e.IsBadData())
        {
            throw await Lost(e);
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
            throw await Lost(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var session)) await session.DisposeAsync();
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
            throw await Lost(e);
        }
    }

    /// <summary>The row is in memory already, so nothing here waits.</summary>
    private static StoredEvent Event(string stream, NpgsqlDataReader row) =>
        new(stream, row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<DateTimeOffset>(3), row.GetString(4));

    /// <summary>The idle connections are most likely as dead as this one: without them the first try after recovery succeeds.</summary>
    private async ValueTask<JournalUnavailableException> Lost(NpgsqlException e)
    {
        await DisposeAsync();
        database.Clear();
        return e.ToUnavailable();
    }
}
