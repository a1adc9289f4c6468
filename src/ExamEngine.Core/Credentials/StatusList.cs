using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Credentials;

/// <summary>A credential's place in a list.</summary>
public sealed record TakenEntry(Guid Credential, int Index);

/// <summary>What happened to a list of revocations.</summary>
public abstract record StatusListEvent
{
    private StatusListEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>It became the list of one signer: a verifier may ask that a list has the issuer of the credentials in it.</summary>
    /// <param name="Key">As multibase.</param>
    public sealed record Opened(string Issuer, string Key) : StatusListEvent;

    public sealed record EntriesTaken(ImmutableArray<TakenEntry> Entries) : StatusListEvent;

    /// <summary>A bit was set, or cleared.</summary>
    public sealed record EntrySet(Guid Credential, bool Revoked) : StatusListEvent;
}

/// <summary>
/// A list of <see cref="Size"/> bits of which <see cref="Room"/> are given out, each once and at random: neither the number of credentials nor their
/// order can be read from it, and half of it stays free, so that a free bit is found at the second try.
/// </summary>
/// <param name="Signer">Null before the first entry.</param>
public sealed record StatusListState(StatusListEvent.Opened? Signer, ImmutableDictionary<Guid, int> Entries, ImmutableHashSet<int> Used, ImmutableHashSet<int> Revoked)
{
    /// <summary>The least that a BitstringStatusList may have, for the privacy of a crowd.</summary>
    public const int Size = 131_072;

    public const int Room = Size / 2;

    public static readonly StatusListState Empty = new(null, ImmutableDictionary<Guid, int>.Empty, [], []);

    public static StatusListState Evolve(StatusListState state, StatusListEvent happened) => happened switch
    {
        StatusListEvent.Opened opened => state with { Signer = opened },
        StatusListEvent.EntriesTaken taken => state with
        {
            Entries = state.Entries.AddRange(taken.Entries.Select(entry => KeyValuePair.Create(entry.Credential, entry.Index))),
            Used = state.Used.Union(taken.Entries.Select(entry => entry.Index)),
        },
        StatusListEvent.EntrySet { Revoked: true } set => state with { Revoked = state.Revoked.Add(state.Entries[set.Credential]) },
        StatusListEvent.EntrySet set => state with { Revoked = state.Revoked.Remove(state.Entries[set.Credential]) },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    /// <summary>True when the list is, or may become, that of a signer.</summary>
    public bool IsFor(string issuer, string key) => Signer is null || (Signer.Issuer == issuer && Signer.Key == key);

    /// <summary>Entries for those credentials that have none, as many as there is room for, by chance from <paramref name="seed"/>. Null when nothing is to be taken.</summary>
    public StatusListEvent.EntriesTaken? Take(IEnumerable<Guid> credentials, ulong seed, DateTimeOffset at)
    {
        var chance = new SeededRandom(seed);
        var taken = ImmutableArray.CreateBuilder<TakenEntry>();
        var used = new HashSet<int>();
        foreach (var credential in credentials.Distinct())
        {
            if (Entries.ContainsKey(credential))
                continue;
            if (Used.Count + used.Count >= Room)
                break;
            int index;
            do
                index = chance.Below(Size);
            while (Used.Contains(index) || !used.Add(index));
            taken.Add(new(credential, index));
        }
        return taken.Count == 0 ? null : new(taken.ToImmutable()) { At = at };
    }

    /// <summary>Null when the bit is so already.</summary>
    /// <exception cref="InvalidOperationException">The credential has no entry here.</exception>
    public StatusListEvent.EntrySet? Set(Guid credential, bool revoked, DateTimeOffset at) =>
        !Entries.TryGetValue(credential, out var index) ? throw new InvalidOperationException($"Credential {credential} has no entry in this list.")
        : Revoked.Contains(index) == revoked ? null
        : new(credential, revoked) { At = at };

    /// <summary>The bits; index 0 is the highest of the first byte.</summary>
    public byte[] Bits()
    {
        var bits = new byte[Size / 8];
        foreach (var index in Revoked)
            bits[index >> 3] |= (byte)(0x80 >> (index & 7));
        return bits;
    }
}
