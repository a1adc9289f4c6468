using ExamEngine.Storage.Journal;
using Npgsql;
using NpgsqlTypes;

namespace ExamEngine.Storage.Postgres;

/// <summary>
/// One statement that stores the events of a whole batch and tells which appends won. Its command and arrays are used again for the next batch.
/// </summary>
/// <remarks>
/// <para>The fence is that of <see cref="IJournalStore"/>: <c>head</c> inserts the first event of each append and returns the winners,
/// <c>tail</c> the rest of the winners' events. The predecessor is looked up by a scalar subquery, which PostgreSQL evaluates by the
/// primary key row by row; an EXISTS could be turned into a hash of the whole table.</para>
/// <para>Every batch inserts its heads in the order of the stream names' bytes. Two batches of two processes that want the same streams
/// wait for each other in that order only, so they never deadlock.</para>
/// </remarks>
internal sealed class EventInsert : IDisposable
{
    private const string Sql =
        """
        with head as (
          insert into events (stream, version, type, body, at, actor)
          select n.stream, n.version, n.type, n.body, n.at, n.actor
          from unnest($1, $2, $3, $4, $5, $6) as n(stream, version, type, body, at, actor)
          where n.version = 1 or (select true from events p where p.stream = n.stream and p.version = n.version - 1)
          order by n.stream collate "C"
          on conflict do nothing
          returning stream
        ), tail as (
          insert into events (stream, version, type, body, at, actor)
          select n.stream, n.version, n.type, n.body, n.at, n.actor
          from unnest($7, $8, $9, $10, $11, $12) as n(stream, version, type, body, at, actor)
          join head on head.stream = n.stream
        )
        select case when (select count(*) from head) < cardinality($1) then array(select stream from head) end
        """;

    private readonly Columns _heads = new(), _tails = new();
    private readonly NpgsqlCommand _command = new(Sql);

    public EventInsert()
    {
        _heads.AddTo(_command);
        _tails.AddTo(_command);
    }

    /// <summary>Stores the events of the appends that win; in a transaction of its own when the connection has none.</summary>
    public async ValueTask Run(NpgsqlConnection connection, ReadOnlyMemory<Append> appends, Memory<bool> won)
    {
        try
        {
            foreach (var append in appends.Span)
            {
                for (var i = 0; i < append.Events.Count; i++)
                    (i == 0 ? _heads : _tails).Add(append.Stream, append.ExpectedVersion + 1 + i, append.Events[i]);
            }

            _command.Connection = connection;
            if (await _command.ExecuteScalarAsync() is not string[] winners)
            {
                won.Span.Fill(true);
                return;
            }

            var set = winners.ToHashSet(StringComparer.Ordinal);
            for (var i = 0; i < appends.Length; i++) won.Span[i] = set.Contains(appends.Span[i].Stream);
        }
        finally
        {
            _command.Connection = null;
            _heads.Clear();
            _tails.Clear();
        }
    }

    public void Dispose() => _command.Dispose();

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

        private static NpgsqlParameter<List<T>> Of<T>(List<T> values, NpgsqlDbType type) =>
            new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
