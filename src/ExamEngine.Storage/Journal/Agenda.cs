namespace ExamEngine.Storage.Journal;

/// <summary>A change to the agenda that commits with the events that make it necessary.</summary>
public abstract record AgendaChange
{
    private AgendaChange() { }

    /// <summary>Upserts by <paramref name="Key"/>: an extension moves the deadline.</summary>
    /// <param name="Key">Unique name of the duty, such as <c>deadline/{session}</c>.</param>
    /// <param name="Due">When it must happen; a moment in the past means now.</param>
    /// <param name="Target">Which kind of actor carries it out, and which one: <c>session/{id}</c>.</param>
    /// <param name="Message">What to tell it, such as <c>deadline</c>.</param>
    public sealed record Put(string Key, DateTimeOffset Due, string Target, string Message) : AgendaChange
    {
        /// <summary>Somebody waits for what comes of it: in the <see cref="AgendaInbox"/> it stands before what merely follows.</summary>
        public bool IsAwaited { get; init; }

        /// <summary>Set by the <see cref="AgendaInbox"/> alone: the row is written as claimed until then by the process that writes it.</summary>
        internal DateTimeOffset? ClaimedUntil { get; init; }

        internal DateTimeOffset AvailableAt => ClaimedUntil ?? Due;

        /// <summary>Claims so far: writing it claimed is the first.</summary>
        internal int Attempts => ClaimedUntil is null ? 0 : 1;
    }

    /// <summary>Removes the duty if it is there.</summary>
    public sealed record Remove(string Key) : AgendaChange;

    internal static string KeyOf(AgendaChange change) => change switch
    {
        Put put => put.Key,
        Remove remove => remove.Key,
        _ => throw new InvalidOperationException($"An agenda change of type {change.GetType().Name} cannot be stored."),
    };
}

/// <summary>A duty that was claimed. <paramref name="Attempts"/> counts claims so far, this one included.</summary>
public sealed record AgendaEntry(string Key, DateTimeOffset Due, string Target, string Message, int Attempts);

/// <summary>
/// Everything that must happen later. Rows are written only by <see cref="IJournal.Append"/>; a sweeper claims them here, or finds those
/// that were due as they were written in the <see cref="AgendaInbox"/>. A claim is a lease: an entry that is neither completed nor moved
/// is due again when the lease ends, so a crash loses nothing and carrying out must be idempotent.
/// </summary>
public interface IAgenda
{
    /// <summary>Claims up to <paramref name="limit"/> entries due at <paramref name="now"/>, earliest first, hiding them from other sweepers for <paramref name="lease"/>.</summary>
    ValueTask<IReadOnlyList<AgendaEntry>> Claim(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken ct);

    /// <summary>Removes claimed entries, each unless it was moved to another due time or put again since its claim.</summary>
    ValueTask Complete(IReadOnlyList<AgendaEntry> entries, CancellationToken ct);

    /// <summary>Gives claimed entries back, due again at <paramref name="retryAt"/> (their <c>Due</c> stays as it was, for lag figures).</summary>
    ValueTask Postpone(IReadOnlyList<AgendaEntry> entries, DateTimeOffset retryAt, CancellationToken ct);

    /// <summary>When the earliest unclaimed entry is due; null when there is none.</summary>
    ValueTask<DateTimeOffset?> NextDue(CancellationToken ct);
}
