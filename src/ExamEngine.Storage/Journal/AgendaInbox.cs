using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ExamEngine.Storage.Journal;

/// <summary>A duty that this process holds a claim on until <paramref name="Until"/>.</summary>
public readonly record struct ClaimedDuty(AgendaEntry Entry, DateTimeOffset Until)
{
    internal bool IsAwaited { get; init; }

    /// <summary>What is awaited first, and what was written first.</summary>
    internal static readonly Comparer<ClaimedDuty> Order = Comparer<ClaimedDuty>.Create(static (one, other) =>
        one.IsAwaited == other.IsAwaited ? one.Entry.Due.CompareTo(other.Entry.Due) : one.IsAwaited ? -1 : 1);
}

/// <summary>
/// Duties that are due as they are written, on their way to the sweeper of the process that writes them. Their rows are written as claimed
/// and come here once they are durable, so nobody has to look for them in the table, and no claim is written twice.
/// </summary>
/// <remarks>
/// <para>Nothing is lost: the row is in the table before the duty is here, and its claim is a lease as any other. What a crash, a full inbox
/// or a lost answer from the database keeps from being carried out is due again when the lease ends.</para>
/// <para>Completing stays safe: such a duty is due at a moment of its own, later than that of any duty this process wrote before. So the
/// completion of one that was put again meanwhile finds another due time in the row and leaves it, as <see cref="IAgenda.Complete"/> promises.</para>
/// <para>What is removed or put again while it waits here does not come: whoever is graded because they asked needs no duty any more.</para>
/// <para>Bounded: at <see cref="Capacity"/> waiting duties rows are written unclaimed and claimed from the table in their turn. What is being
/// committed at that moment still fits, unless more than as many again are under way; then its lease is what brings it back.</para>
/// </remarks>
public sealed class AgendaInbox(TimeProvider time)
{
    public const int Capacity = 32_768;

    private readonly Channel<ClaimedDuty> _duties = Channel.CreateUnboundedPrioritized<ClaimedDuty>(new() { Comparer = ClaimedDuty.Order });

    /// <summary>The due moment of each key that waits: of several entries of one key the last one counts.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _waiting = new(StringComparer.Ordinal);
    private long _lease;
    private long _lastDue;

    /// <summary>How many wait, those included that will not come.</summary>
    public int Count => _duties.Reader.Count;

    /// <summary>The next durable duty, if there is one.</summary>
    public bool TryRead(out ClaimedDuty duty)
    {
        while (_duties.Reader.TryRead(out duty))
        {
            if (_waiting.TryRemove(KeyValuePair.Create(duty.Entry.Key, duty.Entry.Due)))
                return true;
        }

        return false;
    }

    /// <summary>Durable duties as they come.</summary>
    public async IAsyncEnumerable<ClaimedDuty> ReadAll([EnumeratorCancellation] CancellationToken ct)
    {
        while (await _duties.Reader.WaitToReadAsync(ct))
        {
            while (TryRead(out var duty))
                yield return duty;
        }
    }

    /// <summary>From now on duties that are due as they are written come here, claimed for <paramref name="lease"/>.</summary>
    public void Open(TimeSpan lease) => Volatile.Write(ref _lease, lease.Ticks);

    /// <summary>From now on all duties are left to the table. Those under way may still come.</summary>
    public void Close() => Volatile.Write(ref _lease, 0);

    /// <summary>The append as it is to be written: with the duties claimed that will be delivered here.</summary>
    internal Append Claim(Append append)
    {
        var lease = Volatile.Read(ref _lease);
        if (lease == 0 || append.Agenda.Count == 0 || Count >= Capacity)
            return append;

        var now = time.GetUtcNow();
        AgendaChange[]? changes = null;
        for (var i = 0; i < append.Agenda.Count; i++)
        {
            if (append.Agenda[i] is not AgendaChange.Put put || put.Due > now || IsChangedAgain(append.Agenda, i))
                continue;
            changes ??= [.. append.Agenda];
            changes[i] = put with { Due = MomentOfItsOwn(now), ClaimedUntil = now.AddTicks(lease) };
        }

        return changes is null ? append : append with { Agenda = changes };
    }

    /// <summary>To be called once the append is durable.</summary>
    internal void Deliver(Append append)
    {
        for (var i = 0; i < append.Agenda.Count; i++)
        {
            if (append.Agenda[i] is not AgendaChange.Put { ClaimedUntil: { } until } put)
                _waiting.TryRemove(AgendaChange.KeyOf(append.Agenda[i]), out _);
            else if (Count < 2 * Capacity)
            {
                _waiting[put.Key] = put.Due;
                _duties.Writer.TryWrite(new(new(put.Key, put.Due, put.Target, put.Message, put.Attempts), until) { IsAwaited = put.IsAwaited });
            }
        }
    }

    private static bool IsChangedAgain(IReadOnlyList<AgendaChange> changes, int at)
    {
        for (var i = at + 1; i < changes.Count; i++)
        {
            if (AgendaChange.KeyOf(changes[i]) == AgendaChange.KeyOf(changes[at]))
                return true;
        }
        return false;
    }

    /// <summary>Now, or a microsecond after the last one given if that is later.</summary>
    private DateTimeOffset MomentOfItsOwn(DateTimeOffset now)
    {
        while (true)
        {
            var last = Volatile.Read(ref _lastDue);
            var next = Math.Max(Microseconds.From(now), last + 1);
            if (Interlocked.CompareExchange(ref _lastDue, next, last) == last)
                return Microseconds.ToMoment(next);
        }
    }
}
