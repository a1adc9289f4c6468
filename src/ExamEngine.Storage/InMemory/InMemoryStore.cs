using System.Runtime.CompilerServices;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Storage.InMemory;

/// <summary>
/// The journal, the agenda and the projections in this process' memory, for tests; the silos of a test cluster may share one.
/// One lock makes every operation a transaction: changes are made only after all of a batch was found acceptable.
/// </summary>
public sealed class InMemoryStore : IJournalStore, IAgenda
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<StoredEvent>> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Duty> _agenda = new(StringComparer.Ordinal);
    private readonly Dictionary<(Type, string), ProjectionRow> _rows = [];

    /// <summary>The projection rows of one type as they stand, in no particular order.</summary>
    public IReadOnlyList<TRow> Rows<TRow>() where TRow : ProjectionRow
    {
        lock (_gate) return [.. _rows.Values.OfType<TRow>()];
    }

    /// <summary>The whole agenda as it stands, earliest first.</summary>
    public IReadOnlyList<AgendaEntry> Agenda()
    {
        lock (_gate) return [.. _agenda.Values.OrderBy(d => d.Entry.Due).Select(d => d.Entry)];
    }

    ValueTask IJournalStore.Commit(ReadOnlyMemory<Append> appends, Memory<bool> won)
    {
        lock (_gate)
        {
            foreach (var append in appends.Span)
                foreach (var row in append.Projections)
                    Check(row);

            for (var i = 0; i < appends.Length; i++) won.Span[i] = TryCommit(appends.Span[i]);
        }

        return ValueTask.CompletedTask;
    }

    async IAsyncEnumerable<StoredEvent> IJournalStore.Read(string stream, long afterVersion, [EnumeratorCancellation] CancellationToken ct)
    {
        StoredEvent[] events;
        lock (_gate) events = _streams.TryGetValue(stream, out var all) ? [.. all.Skip((int)afterVersion)] : [];
        foreach (var e in events)
        {
            ct.ThrowIfCancellationRequested();
            yield return e;
        }

        await ValueTask.CompletedTask;
    }

    ValueTask IJournalStore.Probe(CancellationToken ct) => ValueTask.CompletedTask;

    ValueTask<IReadOnlyList<AgendaEntry>> IAgenda.Claim(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken ct)
    {
        lock (_gate)
        {
            var due = _agenda.Values.Where(d => d.AvailableAt <= now).OrderBy(d => d.AvailableAt).Take(limit).ToList();
            foreach (var duty in due)
                _agenda[duty.Entry.Key] = new(duty.Entry with { Attempts = duty.Entry.Attempts + 1 }, Microseconds.Floor(now + lease));
            return new([.. due.Select(d => _agenda[d.Entry.Key].Entry).OrderBy(e => e.Due)]);
        }
    }

    ValueTask IAgenda.Complete(IReadOnlyList<AgendaEntry> entries, CancellationToken ct)
    {
        lock (_gate)
            foreach (var entry in entries.Where(IsStill)) _agenda.Remove(entry.Key);
        return ValueTask.CompletedTask;
    }

    ValueTask IAgenda.Postpone(IReadOnlyList<AgendaEntry> entries, DateTimeOffset retryAt, CancellationToken ct)
    {
        lock (_gate)
            foreach (var entry in entries.Where(IsStill)) _agenda[entry.Key] = _agenda[entry.Key] with { AvailableAt = Microseconds.Floor(retryAt) };
        return ValueTask.CompletedTask;
    }

    ValueTask<DateTimeOffset?> IAgenda.NextDue(CancellationToken ct)
    {
        lock (_gate) return new(_agenda.Count == 0 ? null : _agenda.Values.Min(d => d.AvailableAt));
    }

    private bool TryCommit(Append append)
    {
        _streams.TryGetValue(append.Stream, out var stream);
        if ((stream?.Count ?? 0) != append.ExpectedVersion) return false;
        if (stream is null) _streams.Add(append.Stream, stream = []);
        foreach (var e in append.Events)
            stream.Add(new(append.Stream, stream.Count + 1, e.Type, e.Body.ToArray(), Microseconds.Floor(e.At), e.Actor));

        foreach (var change in append.Agenda)
        {
            switch (change)
            {
                case AgendaChange.Put put:
                    _agenda[put.Key] = new(
                        new(put.Key, Microseconds.Floor(put.Due), put.Target, put.Message, put.Attempts), Microseconds.Floor(put.AvailableAt));
                    break;
                case AgendaChange.Remove remove:
                    _agenda.Remove(remove.Key);
                    break;
            }
        }

        foreach (var redaction in append.Redactions)
            if (_streams.TryGetValue(redaction.Stream, out var other) && redaction.Version >= 1 && redaction.Version <= other.Count)
                other[(int)redaction.Version - 1] = other[(int)redaction.Version - 1] with { Body = redaction.Body.ToArray() };

        foreach (var row in append.Projections) _rows[(row.GetType(), ProjectionTable.For(row).KeyOf(row))] = row;
        return true;
    }

    private bool IsStill(AgendaEntry entry) =>
        _agenda.TryGetValue(entry.Key, out var duty) && duty.Entry.Due == entry.Due && duty.Entry.Attempts >= entry.Attempts;

    private static void Check(ProjectionRow row)
    {
        foreach (var column in ProjectionTable.For(row).Columns)
            if (!column.Nullable && column.Read(row) is null)
                throw new InvalidOperationException($"{column.Name} must not be null.");
    }

    private sealed record Duty(AgendaEntry Entry, DateTimeOffset AvailableAt);
}
