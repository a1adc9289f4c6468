namespace ExamEngine.Storage.Journal;

/// <summary>
/// What a database must do for the journal; one implementation each in <c>InMemory/</c>, <c>Sqlite/</c> and <c>Postgres/</c>.
/// A store may be used by several processes at once, so it fences every append itself.
/// </summary>
/// <remarks>
/// The fence, in every store: the first event of an append is inserted at version <c>expected + 1</c> only where <c>expected</c> is 0
/// or the row <c>(stream, expected)</c> exists, under a unique key <c>(stream, version)</c>. Rows are never deleted, so by induction a
/// stream has the versions 1…n without a gap. If the row <c>expected</c> exists then n ≥ expected; if the insert of <c>expected + 1</c>
/// succeeds then n &lt; expected + 1; hence n = expected, and no other writer took that place. An expected version that is too small meets
/// the unique key, one that is too large finds no predecessor: both are a conflict. The remaining events of the append cannot collide,
/// because any other writer of <c>expected + 2</c> would need the row <c>expected + 1</c>, which is not visible before the commit.
/// </remarks>
internal interface IJournalStore
{
    /// <summary>
    /// Commits in one transaction all <paramref name="appends"/> that win their fence, together with their agenda changes and projections,
    /// in the order given; sets <paramref name="won"/> for each. No two of them share a stream.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store cannot commit now. Whether the batch was stored is unknown.</exception>
    /// <exception cref="Exception">Any other: something in the batch is unacceptable and nothing of it was stored; trying the appends one by one finds out which.</exception>
    ValueTask Commit(ReadOnlyMemory<Append> appends, Memory<bool> won);

    /// <exception cref="JournalUnavailableException">The store cannot be read now.</exception>
    IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion, CancellationToken ct);

    /// <summary>Commits something that needs fresh space, to learn whether the store can commit at all.</summary>
    /// <exception cref="JournalUnavailableException">It cannot; the message says why without personal data.</exception>
    ValueTask Probe(CancellationToken ct);
}
