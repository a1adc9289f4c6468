namespace ExamEngine.Storage.Evidence;

/// <summary>What became of a put.</summary>
public enum EvidencePut
{
    Stored,

    /// <summary>The same bytes were there under that name already.</summary>
    Known,

    /// <summary>Other bytes are there under that name. They stay.</summary>
    Differs,
}

/// <param name="At">When it was made.</param>
public sealed record StoredEvidence(EvidenceName Name, long Bytes, DateTimeOffset At);

/// <summary>Where evidence is kept: pictures and films, too large for the journal and erased one day. Every implementation passes <c>EvidenceStoreSpec</c>.</summary>
/// <remarks>What is there is whole: content comes into being under its name at once, or not at all. Nothing is ever written over.</remarks>
public interface IEvidenceStore
{
    /// <summary>Keeps the content, read to its end.</summary>
    /// <exception cref="EvidenceUnavailableException">The store cannot serve now. Putting again is harmless.</exception>
    ValueTask<EvidencePut> Put(EvidenceName name, Stream content, CancellationToken ct);

    /// <summary>True when there is something of that name.</summary>
    /// <exception cref="EvidenceUnavailableException">The store cannot serve now.</exception>
    ValueTask<bool> Has(EvidenceName name, CancellationToken ct);

    /// <summary>The bytes; null when there are none of that name. The caller disposes of the stream.</summary>
    /// <exception cref="EvidenceUnavailableException">The store cannot serve now.</exception>
    ValueTask<Stream?> Open(EvidenceName name, CancellationToken ct);

    /// <summary>Everything of a kind, by name: the oldest first, chunks by number.</summary>
    /// <exception cref="EvidenceUnavailableException">The store cannot serve now.</exception>
    IAsyncEnumerable<StoredEvidence> List(Guid session, EvidenceKind kind, CancellationToken ct);

    /// <summary>Erases everything of a kind; answers with how many there were. Asked again, it erases what is left.</summary>
    /// <exception cref="EvidenceUnavailableException">The store cannot serve now; some may be gone.</exception>
    Task<int> Delete(Guid session, EvidenceKind kind, CancellationToken ct);

    /// <summary>Erases one piece; nothing where there is none of that name.</summary>
    /// <exception cref="EvidenceUnavailableException">The store cannot serve now.</exception>
    Task Delete(EvidenceName name, CancellationToken ct);

    /// <summary>Null when the store serves; else a short reason without personal data.</summary>
    ValueTask<string?> Problem(CancellationToken ct);
}

/// <summary>Evidence can be neither kept nor read now.</summary>
public sealed class EvidenceUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
