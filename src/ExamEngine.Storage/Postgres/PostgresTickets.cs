using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Npgsql;

namespace ExamEngine.Storage.Postgres;

/// <summary>Tickets in the database that a cluster shares; each call is one statement.</summary>
internal sealed class PostgresTickets(NpgsqlDataSource database) : ISignInTickets
{
    private const string AddSql =
        """
        insert into sign_in_tickets (hash, account_id, made_at, expires_at, used_at)
        select hash, account_id, made_at, expires_at, null from unnest($1, $2, $3, $4) as t (hash, account_id, made_at, expires_at)
        """;

    public async ValueTask Add(IReadOnlyList<NewTicket> tickets, CancellationToken ct)
    {
        await using var add = database.CreateCommand(AddSql);
        add.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. tickets.Select(t => t.Hash.ToArray())] });
        add.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. tickets.Select(t => t.AccountId)] });
        add.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. tickets.Select(t => Utc(t.MadeAt))] });
        add.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. tickets.Select(t => Utc(t.ExpiresAt))] });
        await Run(add, ct);
    }

    public async ValueTask<string?> Use(ReadOnlyMemory<byte> hash, DateTimeOffset now, CancellationToken ct)
    {
        await using var use = database.CreateCommand(
            "update sign_in_tickets set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 returning account_id");
        use.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash.ToArray() });
        use.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Utc(now) });
        try
        {
            return await use.ExecuteScalarAsync(ct) as string;
        }
        catch (NpgsqlException e)
        {
            throw e.ToUnavailable();
        }
    }

    public async ValueTask<int> Sweep(DateTimeOffset before, CancellationToken ct)
    {
        await using var sweep = database.CreateCommand("delete from sign_in_tickets where expires_at < $1");
        sweep.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Utc(before) });
        return await Run(sweep, ct);
    }

    private static async ValueTask<int> Run(NpgsqlCommand command, CancellationToken ct)
    {
        try
        {
            return await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException e)
        {
            throw e.ToUnavailable();
        }
    }

    private static DateTime Utc(DateTimeOffset moment) => Microseconds.Floor(moment).UtcDateTime;
}
