using System.Collections.Immutable;

namespace ExamEngine.Grains.Credentials.Keys;

/// <summary>A key that signs Open Badges, Ed25519.</summary>
/// <param name="Seed">The private key, 32 bytes.</param>
/// <param name="SignsFrom">Known to the world from when it was made, used from then on.</param>
public sealed record RingKey(ReadOnlyMemory<byte> Seed, DateTimeOffset SignsFrom);

/// <summary>
/// All keys that ever signed, and the one that will. None is ever taken out: what was signed with a key stays valid after the next has taken over. A new
/// key is published before it signs, so whoever keeps our identity for a while knows it by then.
/// </summary>
public sealed record BadgeKeyRing(ImmutableArray<RingKey> Keys)
{
    /// <summary>How long a new key is known before it signs.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>The newest key whose time has come; the first one before any has.</summary>
    public RingKey Signing(DateTimeOffset now) => Keys.Where(key => key.SignsFrom <= now).MaxBy(key => key.SignsFrom) ?? Keys[0];

    /// <summary>With another key, which signs from <paramref name="from"/> on.</summary>
    public BadgeKeyRing With(ReadOnlyMemory<byte> seed, DateTimeOffset from) => new(Keys.Add(new(seed, from)));
}

/// <summary>Where badge keys are kept. The default is a file; a key service of an institution would stand in its place.</summary>
public interface IBadgeKeyStore
{
    /// <summary>The ring as it is kept now, made with one key when there is none.</summary>
    BadgeKeyRing Read();

    /// <summary>Changes with whatever is written to the store; equal by value. There is one once <see cref="Read"/> has answered.</summary>
    object Stamp { get; }

    /// <summary>Adds a new key that signs from <paramref name="from"/> on, and answers with the ring.</summary>
    BadgeKeyRing Rotate(DateTimeOffset from);
}
