using System.Runtime.InteropServices;

namespace ExamEngine.Storage.Journal;

/// <summary>
/// Versions one database session has committed, so that the fence need not look up a predecessor written a moment ago.
/// </summary>
/// <remarks>
/// Safe because events are never deleted, and because it lives no longer than the session: what a server may lose, by a fail-over to a
/// lagging replica or a restored backup, it loses together with its sessions. Bounded: at <see cref="Capacity"/> streams it begins anew,
/// which costs one look-up per stream.
/// </remarks>
internal sealed class KnownVersions
{
    public const int Capacity = 100_000;

    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);

    public bool Has(string stream, long version) => version == 0 || (_versions.TryGetValue(stream, out var known) && known >= version);

    /// <summary>To be called once the transaction is durable.</summary>
    public void Learn(ReadOnlySpan<Append> appends, ReadOnlySpan<bool> won)
    {
        if (_versions.Count > Capacity) _versions.Clear();
        for (var i = 0; i < appends.Length; i++)
            if (won[i])
                CollectionsMarshal.GetValueRefOrAddDefault(_versions, appends[i].Stream, out _) = appends[i].ExpectedVersion + appends[i].Events.Count;
    }
}
