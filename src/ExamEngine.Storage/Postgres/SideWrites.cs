using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Npgsql;
using NpgsqlTypes;

namespace ExamEngine.Storage.Postgres;

/// <summary>
/// The agenda changes and projections of the appends that won, as one round trip inside their transaction. Rows are touched in the order
/// agenda, then tables as listed, each by key, so that transactions of several processes wait in one order; changes to one key keep theirs.
/// </summary>
internal static class SideWrites
{
    private const string PutSql =
        """
        insert into agenda (key, due, target, message, available_at, attempts) values ($1, $2, $3, $4, $2, 0)
        on conflict (key) do update set
          due = excluded.due, target = excluded.target, message = excluded.message, available_at = excluded.available_at, attempts = 0
        """;

    private static readonly string[] Upserts = [.. ProjectionTable.All.Select(t => t.UpsertSql('$'))];

    public static bool AreIn(ReadOnlySpan<Append> appends)
    {
        foreach (var append in appends)
            if (append.Agenda.Count > 0 || append.Projections.Count > 0)
                return true;
        return false;
    }

    public static async ValueTask Run(NpgsqlTransaction transaction, ReadOnlyMemory<Append> appends, ReadOnlyMemory<bool> won)
    {
        var (agenda, rows) = (new List<AgendaChange>(), new List<ProjectionRow>());
        for (var i = 0; i < appends.Length; i++)
        {
            if (!won.Span[i]) continue;
            agenda.AddRange(appends.Span[i].Agenda);
            rows.AddRange(appends.Span[i].Projections);
        }

        if (agenda.Count + rows.Count == 0) return;

        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var change in agenda.OrderBy(KeyOf, StringComparer.Ordinal)) batch.BatchCommands.Add(Command(change));
        foreach (var row in rows.OrderBy(ProjectionTable.OrdinalOf).ThenBy(r => ProjectionTable.For(r).KeyOf(r), StringComparer.Ordinal))
            batch.BatchCommands.Add(Command(row));
        await batch.ExecuteNonQueryAsync();
    }

    private static string KeyOf(AgendaChange change) => change switch
    {
        AgendaChange.Put put => put.Key,
        AgendaChange.Remove remove => remove.Key,
        _ => throw new InvalidOperationException($"An agenda change of type {change.GetType().Name} cannot be stored."),
    };

    private static NpgsqlBatchCommand Command(AgendaChange change)
    {
        if (change is not AgendaChange.Put put)
            return new NpgsqlBatchCommand("delete from agenda where key = $1") { Parameters = { Text(KeyOf(change)) } };
        return new NpgsqlBatchCommand(PutSql) { Parameters = { Text(put.Key), Moment(put.Due), Text(put.Target), Text(put.Message) } };
    }

    private static NpgsqlBatchCommand Command(ProjectionRow row)
    {
        var ordinal = ProjectionTable.OrdinalOf(row);
        var command = new NpgsqlBatchCommand(Upserts[ordinal]);
        foreach (var column in ProjectionTable.All[ordinal].Columns)
        {
            var value = column.Read(row);
            command.Parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = TypeOf(column.Kind) },
                DateTimeOffset moment => Moment(moment),
                _ => new NpgsqlParameter { Value = value },
            });
        }

        return command;
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<DateTime> Moment(DateTimeOffset value) =>
        new() { TypedValue = Microseconds.Floor(value).UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlDbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => NpgsqlDbType.Text,
        ColumnKind.Integer => NpgsqlDbType.Integer,
        ColumnKind.Boolean => NpgsqlDbType.Boolean,
        ColumnKind.Number => NpgsqlDbType.Numeric,
        ColumnKind.Moment => NpgsqlDbType.TimestampTz,
        _ => throw new InvalidOperationException($"A column of kind {kind} cannot be bound."),
    };
}
