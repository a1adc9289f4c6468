using System.Buffers.Text;
using System.IO.Compression;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>The bits of a status list (W3C Bitstring Status List v1.0, 3.2 and 3.3): the first bit is the highest of the first octet.</summary>
public static class StatusBits
{
    /// <summary>A shorter list would tell which credential a reader asks about.</summary>
    public const int LeastBits = 131_072;

    /// <summary>Octets that a list may unpack to: 64 million credentials.</summary>
    private const int Longest = 8 << 20;

    /// <returns><c>u</c> and the packed bits in base 64 for addresses.</returns>
    /// <exception cref="ArgumentException">There are fewer than <see cref="LeastBits"/>.</exception>
    public static string Encode(ReadOnlySpan<byte> bits)
    {
        if (bits.Length * 8L < LeastBits)
            throw new ArgumentException($"A status list has at least {LeastBits} bits.", nameof(bits));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bits);
        return "u" + Base64Url.EncodeToString(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    /// <param name="encodedList">With <c>u</c> before it, or, as lists of 2021 have it, without.</param>
    /// <returns>Lists of others may be shorter than they should be, at some cost to their holders' privacy; a bit in them is no less true.</returns>
    /// <exception cref="BadgeFormatException">It is not such a list, or too long.</exception>
    public static byte[] Decode(string encodedList)
    {
        try
        {
            using var packed = new MemoryStream(Base64Url.DecodeFromChars(encodedList.StartsWith('u') ? encodedList.AsSpan(1) : encodedList));
            using var gzip = new GZipStream(packed, CompressionMode.Decompress);
            return BoundedReading.ToEnd(gzip, Longest) ?? throw new BadgeFormatException("The status list is too long.");
        }
        catch (Exception e) when (e is FormatException and not BadgeFormatException or InvalidDataException)
        {
            throw new BadgeFormatException("The status list is not packed as it should be.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The list has no such bit.</exception>
    public static bool IsSet(ReadOnlySpan<byte> bits, int index) => (bits[Octet(bits.Length, index)] & Mask(index)) != 0;

    /// <exception cref="ArgumentOutOfRangeException">The list has no such bit.</exception>
    public static void Set(Span<byte> bits, int index, bool value)
    {
        ref var octet = ref bits[Octet(bits.Length, index)];
        octet = (byte)(value ? octet | Mask(index) : octet & ~Mask(index));
    }

    private static int Octet(int length, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index / 8, length, nameof(index));
        return index / 8;
    }

    private static int Mask(int index) => 0x80 >> (index % 8);
}
