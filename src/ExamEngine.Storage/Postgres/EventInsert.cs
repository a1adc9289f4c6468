using ExamEngine.Storage.Journal;
using Npgsql;
using NpgsqlTypes;

namespace ExamEngine.Storage.Postgres;

/// <summary>
/// One statement that stores the events of a whole batch and tells which appends won. Its commands and arrays are used again for the next batch.
/// </summary>
/// <remarks>
/// <para>The fence is that of <see cref="IJournalStore"/>: <c>head</c> inserts the first event of each append and returns the winners,
/// <c>tail</c> the rest of the winners' events. The predecessor is looked up by a scalar subquery, which PostgreSQL evaluates by the
/// primary key row by row (an EXISTS could be turned into a hash of the whole table), and only where this session has not committed it itself.</para>
/// <para>Every batch inserts its heads in the ordinal order of the stream names, and nothing in the plan reorders them. Two batches of two
/// processes that want the same streams wait for each other in that order only, so they never deadlock.</para>
/// </remarks>
internal sealed class EventInsert(NpgsqlConnection connection, KnownVersions known) : IDisposable
{
    private const string Head =
        """
        with head as (
          insert into events (stream, version, type, body, at, actor)
          select n.stream, n.version, n.type, n.body, n.at, n.actor
          from unnest($1, $2, $3, $4, $5, $6, $7) as n(stream, version, type, body, at, actor, predecessor)
          where n.predecessor = 0 or (select true from events p where p.stream = n.stream and p.version = n.predecessor)
          on conflict do nothing
          returning stream
        )
        """;

    private const string Tail =
        """
        , tail as (
          insert into events (stream, version, type, body, at, actor)
          select n.stream, n.version, n.type, n.body, n.at, n.actor
          from unnest($8, $9, $10, $11, $12, $13) as n(stream, version, type, body, at, actor)
          join head on head.stream = n.stream
        )
        """;

    /// <summary>Null when all won, which spares the names in the usual case.</summary>
    private const string Winners = " select case when (select count(*) from head) < cardinality($1) then array(select stream from head) end";

    private static readonly Comparison<Append> ByStream = static (a, b) => string.CompareOrdinal(a.Stream, b.Stream);

    private readonly List<Append> _sorted = [];
    private readonly Columns _heads = new(), _tails = new();
    private readonly List<long> _predecessors = [];
    private NpgsqlCommand? _single, _multiple;

    /// <summary>Stores the events of the appends that win; in a transaction of its own when the session is in none.</summary>
    public async ValueTask Run(ReadOnlyMemory<Append> appends, Memory<bool> won)
    {
        try
        {
            var command = Fill(appends.Span) ? _multiple ??= Command(Head + Tail + Winners, _heads, _tails) : _single ??= Command(Head + Winners, _heads);
            if (await command.ExecuteScalarAsync() is not string[] winners)
            {
                won.Span.Fill(true);
                return;
            }

            var set = winners.ToHashSet(StringComparer.Ordinal);
            for (var i = 0; i < appends.Length; i++) won.Span[i] = set.Contains(appends.Span[i].Stream);
        }
        finally
        {
            _sorted.Clear();
            _heads.Clear();
            _tails.Clear();
            _predecessors.Clear();
        }
    }

    /// <summary>True when an append has more than one event.</summary>
    private bool Fill(ReadOnlySpan<Append> appends)
    {
        _sorted.AddRange(appends);
        _sorted.Sort(ByStream);
        var multiple = false;
        foreach (var append in _sorted)
        {
            _heads.Add(append.Stream, append.ExpectedVersion + 1, append.Events[0]);
            _predecessors.Add(known.Has(append.Stream, append.ExpectedVersion) ? 0 : append.ExpectedVersion);
            for (var i = 1; i < append.Events.Count; i++, multiple = true) _tails.Add(append.Stream, append.ExpectedVersion + 1 + i, append.Events[i]);
        }

        return multiple;
    }

    public void Dispose()
    {
        _single?.Dispose();
        _multiple?.Dispose();
    }

    private NpgsqlCommand Command(string sql, Columns heads, Columns? tails = null)
    {
        var command = new NpgsqlCommand(sql, connection);
        heads.AddTo(command);
        command.Parameters.Add(Columns.Of(_predecessors, NpgsqlDbType.Bigint));
        tails?.AddTo(command);
        return command;
    }

    private sealed class Columns
    {
        private readonly List<string> _stream = [], _type = [], _actor = [];
        private readonly List<long> _version = [];
        private readonly List<ReadOnlyMemory<byte>> _body = [];
        private readonly List<DateTime> _at = [];

        public void AddTo(NpgsqlCommand command)
        {
            command.Parameters.Add(Of(_stream, NpgsqlDbType.Text));
            command.Parameters.Add(Of(_version, NpgsqlDbType.Bigint));
            command.Parameters.Add(Of(_type, NpgsqlDbType.Text));
            command.Parameters.Add(Of(_body, NpgsqlDbType.Bytea));
            command.Parameters.Add(Of(_at, NpgsqlDbType.TimestampTz));
            command.Parameters.Add(Of(_actor, NpgsqlDbType.Text));
        }

        public void Add(string stream, long version, NewEvent e)
        {
            _stream.Add(stream);
            _version.Add(version);
            _type.Add(e.Type);
            _body.Add(e.Body);
            _at.Add(Microseconds.Floor(e.At).UtcDateTime);
            _actor.Add(e.Actor);
        }

        public void Clear()
        {
            _stream.Clear();
            _version.Clear();
            _type.Clear();
            _body.Clear();
            _at.Clear();
            _actor.Clear();
        }

        public static NpgsqlParameter<List<T>> Of<T>(List<T> values, NpgsqlDbType type) =>
            new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
