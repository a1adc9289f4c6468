using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Storage.Sqlite;

/// <summary>Tickets in the same file, by the writer thread: a rush of sign-ins then stands in line with the saves and never fights them for the lock.</summary>
internal sealed class SqliteTickets(SqliteWriterThread writer) : ISignInTickets
{
    public async ValueTask Add(IReadOnlyList<NewTicket> tickets, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await writer.Run(session =>
        {
            using var insert = session.Prepare("insert into sign_in_tickets (hash, account_id, made_at, expires_at, used_at) values (?1, ?2, ?3, ?4, null)");
            foreach (var ticket in tickets)
                insert.Bind(1, ticket.Hash.Span).Bind(2, ticket.AccountId).Bind(3, ticket.MadeAt).Bind(4, ticket.ExpiresAt).Run();
            return tickets.Count;
        });
    }

    public async ValueTask<string?> Use(ReadOnlyMemory<byte> hash, DateTimeOffset now, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return await writer.Run(session =>
        {
            using var use = session.Prepare("update sign_in_tickets set used_at = ?2 where hash = ?1 and used_at is null and expires_at > ?2 returning account_id");
            use.Bind(1, hash.Span).Bind(2, now);
            var account = use.Step() ? use.Text(0) : null;
            use.Reset();
            return account;
        });
    }

    public async ValueTask<int> Sweep(DateTimeOffset before, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return await writer.Run(session =>
        {
            using var sweep = session.Prepare("delete from sign_in_tickets where expires_at < ?1");
            return sweep.Bind(1, before).Run();
        });
    }
}
