using SimpleBase;

namespace ExamEngine.Interchange.OpenBadges.Keys;

/// <summary>Keys and signatures as text: <c>z</c>, then base 58 (Bitcoin) of a code for the kind and the octets (W3C Controlled Identifiers, 2.4).</summary>
internal static class Multikey
{
    /// <summary>The codes of multicodec, as unsigned varints.</summary>
    public static ReadOnlySpan<byte> Ed25519 => [0xed, 0x01];

    public static ReadOnlySpan<byte> P256 => [0x80, 0x24];

    /// <summary>No key or signature of a kind known here is longer; base 58 takes time with the square of the length.</summary>
    private const int Longest = 128;

    public static string Encode(ReadOnlySpan<byte> code, ReadOnlySpan<byte> octets) => "z" + Base58.Bitcoin.Encode([.. code, .. octets]);

    /// <summary>Null when it is not base 58 in multibase.</summary>
    public static byte[]? Decode(string multibase)
    {
        if (multibase.Length is < 2 or > Longest || multibase[0] != 'z')
            return null;
        try
        {
            return Base58.Bitcoin.Decode(multibase.AsSpan(1));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Null when it is no public key of a known kind.</summary>
    public static VerificationKey? Key(string multibase)
    {
        var octets = Decode(multibase).AsSpan();
        return octets.Length switch
        {
            34 when octets.StartsWith(Ed25519) => VerificationKey.OfEd25519(octets[2..]),
            35 when octets.StartsWith(P256) => VerificationKey.OfP256(octets[2..]),
            _ => null,
        };
    }
}
