using ExamEngine.Storage.Journal;
using Npgsql;

namespace ExamEngine.Storage.Postgres;

/// <summary>The agenda of a cluster: sweepers skip what another one is just claiming.</summary>
/// <remarks>A duty was moved since the claim when its due time differs or its attempts fell below the claim's: every put starts them at 0.</remarks>
internal sealed class PostgresAgenda(NpgsqlDataSource database) : IAgenda
{
    private const string ClaimSql =
        """
        with claimable as (
          select key from agenda where available_at <= $1 order by available_at limit $2 for update skip locked
        )
        update agenda a set available_at = $3, attempts = a.attempts + 1
        from claimable where a.key = claimable.key
        returning a.key, a.due, a.target, a.message, a.attempts
        """;

    public async ValueTask<IReadOnlyList<AgendaEntry>> Claim(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken ct)
    {
        try
        {
            await using var claim = Command(ClaimSql, Utc(now), limit, Utc(now + lease));
            await using var reader = await claim.ExecuteReaderAsync(ct);
            var claimed = new List<AgendaEntry>();
            while (await reader.ReadAsync(ct)) claimed.Add(Entry(reader));
            claimed.Sort((a, b) => a.Due.CompareTo(b.Due));
            return claimed;
        }
        catch (NpgsqlException e)
        {
            throw e.ToUnavailable();
        }
    }

    public ValueTask Complete(AgendaEntry entry, CancellationToken ct) =>
        Run(Command("delete from agenda where key = $1 and due = $2 and attempts >= $3", entry.Key, Utc(entry.Due), entry.Attempts), ct);

    public ValueTask Postpone(AgendaEntry entry, DateTimeOffset retryAt, CancellationToken ct) =>
        Run(
            Command("update agenda set available_at = $4 where key = $1 and due = $2 and attempts >= $3", entry.Key, Utc(entry.Due), entry.Attempts, Utc(retryAt)),
            ct);

    public async ValueTask<DateTimeOffset?> NextDue(CancellationToken ct)
    {
        try
        {
            await using var next = Command("select min(available_at) from agenda");
            return await next.ExecuteScalarAsync(ct) is DateTime due ? new DateTimeOffset(due) : null;
        }
        catch (NpgsqlException e)
        {
            throw e.ToUnavailable();
        }
    }

    private static AgendaEntry Entry(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetInt32(4));

    private static async ValueTask Run(NpgsqlCommand command, CancellationToken ct)
    {
        try
        {
            await using (command) await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException e)
        {
            throw e.ToUnavailable();
        }
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static DateTime Utc(DateTimeOffset moment) => Microseconds.Floor(moment).UtcDateTime;
}
