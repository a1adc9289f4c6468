using ExamEngine.Storage.Journal;

namespace ExamEngine.Storage.Sqlite;

/// <summary>The agenda in the same file; claims go through the writer thread, so two sweepers never claim one duty.</summary>
/// <remarks>A duty was moved since the claim when its due time differs or its attempts fell below the claim's: every put starts them anew.</remarks>
internal sealed class SqliteAgenda(SqliteWriterThread writer) : IAgenda
{
    private const string ClaimSql =
        """
        update agenda set available_at = ?3, attempts = attempts + 1
        where key in (select key from agenda where available_at <= ?1 order by available_at limit ?2)
        returning key, due, target, message, attempts
        """;

    public async ValueTask<IReadOnlyList<AgendaEntry>> Claim(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return await writer.Run(session =>
        {
            var claimed = new List<AgendaEntry>();
            using var claim = session.Prepare(ClaimSql);
            claim.Bind(1, now).Bind(2, limit).Bind(3, now + lease);
            while (claim.Step()) claimed.Add(new(claim.Text(0), claim.Moment(1), claim.Text(2), claim.Text(3), (int)claim.Int64(4)));
            claimed.Sort((a, b) => a.Due.CompareTo(b.Due));
            return claimed;
        });
    }

    public async ValueTask Complete(IReadOnlyList<AgendaEntry> entries, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await writer.Run(session =>
        {
            using var complete = session.Prepare("delete from agenda where key = ?1 and due = ?2 and attempts >= ?3");
            return entries.Sum(entry => complete.Bind(1, entry.Key).Bind(2, entry.Due).Bind(3, entry.Attempts).Run());
        });
    }

    public async ValueTask Postpone(IReadOnlyList<AgendaEntry> entries, DateTimeOffset retryAt, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await writer.Run(session =>
        {
            using var postpone = session.Prepare("update agenda set available_at = ?4 where key = ?1 and due = ?2 and attempts >= ?3");
            return entries.Sum(entry => postpone.Bind(1, entry.Key).Bind(2, entry.Due).Bind(3, entry.Attempts).Bind(4, retryAt).Run());
        });
    }

    public async ValueTask<DateTimeOffset?> NextDue(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return await writer.Run(session =>
        {
            using var next = session.Prepare("select min(available_at) from agenda");
            next.Step();
            DateTimeOffset? due = next.IsNull(0) ? null : next.Moment(0);
            next.Reset();
            return due;
        });
    }
}
