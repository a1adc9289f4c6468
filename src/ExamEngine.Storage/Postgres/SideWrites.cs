using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Npgsql;
using NpgsqlTypes;

namespace ExamEngine.Storage.Postgres;

/// <summary>
/// The agenda changes, projections and redactions of the appends that won, as one round trip inside their transaction: one statement a table, however
/// many rows. Of several changes to one key the last counts, as if all had been made in order.
/// </summary>
/// <remarks>
/// No deadlock between processes: a key belongs to one stream, and of two transactions that write to one stream the second waits at
/// its events, or loses there and writes nothing here. Rows still go agenda first, then tables as listed, each by key.
/// </remarks>
internal static class SideWrites
{
    private const string RemoveSql = "delete from agenda where key = any($1)";

    private const string PutSql =
        """
        insert into agenda (key, due, target, message, available_at, attempts) select * from unnest($1, $2, $3, $4, $5, $6)
        on conflict (key) do update set
          due = excluded.due, target = excluded.target, message = excluded.message, available_at = excluded.available_at, attempts = excluded.attempts
        """;

    private const string RedactSql =
        "update events e set body = n.body from unnest($1, $2, $3) as n(stream, version, body) where e.stream = n.stream and e.version = n.version";

    private static readonly string[] Upserts = [.. ProjectionTable.All.Select(table => table.UpsertManySql())];

    public static bool AreIn(ReadOnlySpan<Append> appends)
    {
        foreach (var append in appends)
            if (append.Agenda.Count > 0 || append.Projections.Count > 0 || append.Redactions.Count > 0)
                return true;
        return false;
    }

    public static async ValueTask Run(NpgsqlTransaction transaction, ReadOnlyMemory<Append> appends, ReadOnlyMemory<bool> won)
    {
        var agenda = new SortedDictionary<string, AgendaChange>(StringComparer.Ordinal);
        var rows = new SortedDictionary<string, ProjectionRow>?[ProjectionTable.All.Count];
        var redactions = new List<Redaction>();
        for (var i = 0; i < appends.Length; i++)
        {
            if (!won.Span[i]) continue;
            foreach (var change in appends.Span[i].Agenda) agenda[AgendaChange.KeyOf(change)] = change;
            redactions.AddRange(appends.Span[i].Redactions);
            foreach (var row in appends.Span[i].Projections)
            {
                var ordinal = ProjectionTable.OrdinalOf(row);
                (rows[ordinal] ??= new(StringComparer.Ordinal))[ProjectionTable.All[ordinal].KeyOf(row)] = row;
            }
        }

        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        Add(batch, [.. agenda.Values.OfType<AgendaChange.Remove>()]);
        Add(batch, [.. agenda.Values.OfType<AgendaChange.Put>()]);
        for (var ordinal = 0; ordinal < rows.Length; ordinal++)
            if (rows[ordinal] is { } changed)
                batch.BatchCommands.Add(Command(ordinal, [.. changed.Values]));
        Add(batch, redactions);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync();
    }

    private static void Add(NpgsqlBatch batch, AgendaChange.Remove[] removes)
    {
        if (removes.Length > 0) batch.BatchCommands.Add(new(RemoveSql) { Parameters = { Array(removes.Select(remove => remove.Key), NpgsqlDbType.Text) } });
    }

    private static void Add(NpgsqlBatch batch, AgendaChange.Put[] puts)
    {
        if (puts.Length == 0) return;
        batch.BatchCommands.Add(new(PutSql)
        {
            Parameters =
            {
                Array(puts.Select(put => put.Key), NpgsqlDbType.Text),
                Array(puts.Select(put => Utc(put.Due)), NpgsqlDbType.TimestampTz),
                Array(puts.Select(put => put.Target), NpgsqlDbType.Text),
                Array(puts.Select(put => put.Message), NpgsqlDbType.Text),
                Array(puts.Select(put => Utc(put.AvailableAt)), NpgsqlDbType.TimestampTz),
                Array(puts.Select(put => put.Attempts), NpgsqlDbType.Integer),
            },
        });
    }

    private static void Add(NpgsqlBatch batch, List<Redaction> redactions)
    {
        if (redactions.Count == 0) return;
        batch.BatchCommands.Add(new(RedactSql)
        {
            Parameters =
            {
                Array(redactions.Select(redaction => redaction.Stream), NpgsqlDbType.Text),
                Array(redactions.Select(redaction => redaction.Version), NpgsqlDbType.Bigint),
                Array(redactions.Select(redaction => redaction.Body.ToArray()), NpgsqlDbType.Bytea),
            },
        });
    }

    private static NpgsqlBatchCommand Command(int ordinal, ProjectionRow[] rows)
    {
        var command = new NpgsqlBatchCommand(Upserts[ordinal]);
        foreach (var column in ProjectionTable.All[ordinal].Columns)
        {
            var values = rows.Select(column.Read);
            command.Parameters.Add(column.Kind switch
            {
                ColumnKind.Text => Array(values.Cast<string?>(), NpgsqlDbType.Text),
                ColumnKind.Integer => Array(values.Select(value => value is null ? (long?)null : Convert.ToInt64(value, null)), NpgsqlDbType.Bigint),
                ColumnKind.Boolean => Array(values.Cast<bool?>(), NpgsqlDbType.Boolean),
                ColumnKind.Number => Array(values.Cast<decimal?>(), NpgsqlDbType.Numeric),
                ColumnKind.Moment => Array(values.Select(value => value is DateTimeOffset moment ? Utc(moment) : (DateTime?)null), NpgsqlDbType.TimestampTz),
                _ => throw new InvalidOperationException($"A column of kind {column.Kind} cannot be bound."),
            });
        }

        return command;
    }

    private static NpgsqlParameter<T[]> Array<T>(IEnumerable<T> values, NpgsqlDbType type) => new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | type };

    private static DateTime Utc(DateTimeOffset value) => Microseconds.Floor(value).UtcDateTime;
}
