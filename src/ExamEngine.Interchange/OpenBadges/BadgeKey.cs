using System.Security.Cryptography;
using ExamEngine.Interchange.OpenBadges.Keys;
using NSec.Cryptography;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>An Ed25519 key pair that badges are signed with. The private half stays in guarded memory; safe on many threads.</summary>
public sealed class BadgeKey : IDisposable
{
    private readonly Key key;

    private BadgeKey(Key key)
    {
        this.key = key;
        PublicKey = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        Multibase = Multikey.Encode(Multikey.Ed25519, PublicKey.Span);
    }

    /// <summary>32 octets.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The public half as a Multikey, <c>z6Mk…</c>.</summary>
    public string Multibase { get; }

    /// <summary><c>did:key:z6Mk…</c></summary>
    public string DidKey => $"did:key:{Multibase}";

    /// <summary>A new one that is kept nowhere. To keep one, keep its seed: see <see cref="FromSeed"/>.</summary>
    public static BadgeKey Create()
    {
        Span<byte> seed = stackalloc byte[32];
        RandomNumberGenerator.Fill(seed);
        try
        {
            return FromSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <param name="seed32">The private key of RFC 8032: 32 octets, secret.</param>
    /// <exception cref="FormatException">They are not 32.</exception>
    public static BadgeKey FromSeed(ReadOnlySpan<byte> seed32) => new(Key.Import(SignatureAlgorithm.Ed25519, seed32, KeyBlobFormat.RawPrivateKey));

    /// <returns>64 octets.</returns>
    public byte[] Sign(ReadOnlySpan<byte> data) => SignatureAlgorithm.Ed25519.Sign(key, data);

    public void Dispose() => key.Dispose();
}
