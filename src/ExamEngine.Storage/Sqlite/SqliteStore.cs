using System.Runtime.CompilerServices;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Storage.Sqlite;

/// <summary>The journal in one SQLite file. Other processes may write to it too: every transaction begins immediate, and the fence is in the rows.</summary>
internal sealed class SqliteStore(SqliteWriterThread writer, SqliteReaders readers) : IJournalStore
{
    public async ValueTask Commit(ReadOnlyMemory<Append> appends, Memory<bool> won) =>
        await writer.Run(
            session =>
            {
                for (var i = 0; i < appends.Length; i++) won.Span[i] = session.TryWrite(appends.Span[i]);
                return true;
            },
            session => session.Learn(appends.Span, won.Span));

    public async IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var (events, isLast) = await readers.Page(stream, afterVersion, ct);
            foreach (var e in events) yield return e;
            if (isLast) yield break;
            afterVersion = events[^1].Version;
        }
    }

    public async ValueTask Probe(CancellationToken ct) =>
        await writer.Run(static session =>
        {
            session.Probe();
            return true;
        }).WaitAsync(ct);
}
