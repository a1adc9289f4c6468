using ExamEngine.Storage.Journal;
using Npgsql;

namespace ExamEngine.Storage.Postgres;

/// <summary>The agenda of a cluster: sweepers skip what another one is just claiming.</summary>
/// <remarks>
/// A duty was moved since the claim when its due time differs or its attempts fell below the claim's: every put starts them anew. Nothing
/// here waits for a row that another transaction holds, so no order of rows can deadlock: whoever holds it is moving the duty, removing it
/// or claiming it anew, and each of the three ends the claim that is being settled.
/// </remarks>
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

    private const string StillClaimed =
        """
        with claimed as (
          select a.key from unnest($1, $2, $3) as c(key, due, attempts)
          join agenda a on a.key = c.key and a.due = c.due and a.attempts >= c.attempts
          for update of a skip locked
        )
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

    public ValueTask Complete(IReadOnlyList<AgendaEntry> entries, CancellationToken ct) =>
        Run(Command($"{StillClaimed} delete from agenda a using claimed where a.key = claimed.key", Keys(entries), Dues(entries), Attempts(entries)), ct);

    public ValueTask Postpone(IReadOnlyList<AgendaEntry> entries, DateTimeOffset retryAt, CancellationToken ct) =>
        Run(
            Command(
                $"{StillClaimed} update agenda a set available_at = $4 from claimed where a.key = claimed.key",
                Keys(entries), Dues(entries), Attempts(entries), Utc(retryAt)),
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

    private static string[] Keys(IReadOnlyList<AgendaEntry> entries) => [.. entries.Select(entry => entry.Key)];

    private static DateTime[] Dues(IReadOnlyList<AgendaEntry> entries) => [.. entries.Select(entry => Utc(entry.Due))];

    private static int[] Attempts(IReadOnlyList<AgendaEntry> entries) => [.. entries.Select(entry => entry.Attempts)];

    private static DateTime Utc(DateTimeOffset moment) => Microseconds.Floor(moment).UtcDateTime;
}
