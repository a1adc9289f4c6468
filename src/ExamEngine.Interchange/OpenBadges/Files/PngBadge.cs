using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ExamEngine.Interchange.OpenBadges.Files;

/// <summary>One <c>iTXt</c> chunk (W3C PNG, 11.3.3.4) with the keyword <c>openbadgecredential</c>, right after the header.</summary>
internal static class PngBadge
{
    private const string Keyword = "openbadgecredential";

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static byte[] Bake(ReadOnlySpan<byte> image, string credential)
    {
        if (!IsPng(image))
            throw new BadgeFormatException("The image is no PNG.");

        using var baked = new MemoryStream(image.Length + credential.Length + 64);
        baked.Write(Signature);
        var rest = image[Signature.Length..];
        for (var first = true; !rest.IsEmpty; first = false)
        {
            var (type, data, whole) = Next(ref rest) ?? throw new BadgeFormatException("The PNG ends in the middle.");
            if (first && type != "IHDR")
                throw new BadgeFormatException("The PNG starts without a header.");
            if (Text(type, data) is null)
                baked.Write(whole);
            if (first)
                Write(baked, credential);
        }

        return baked.ToArray();
    }

    public static string? Extract(ReadOnlySpan<byte> file)
    {
        var rest = file[Signature.Length..];
        while (Next(ref rest) is var (type, data, _))
        {
            if (Text(type, data) is { } credential)
                return credential;
        }

        return null;
    }

    /// <summary>Null at the end, and where the file is cut off.</summary>
    private static Chunk? Next(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 12)
            return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 12)
            return null;
        var size = (int)length + 12;
        var chunk = new Chunk(Encoding.Latin1.GetString(rest[4..8]), rest[8..(size - 4)].ToArray(), rest[..size].ToArray());
        rest = rest[size..];
        return chunk;
    }

    /// <summary>The credential if the chunk holds one: keyword 0, compressed or not, method, language 0, keyword in that language 0, text.</summary>
    private static string? Text(string type, byte[] data)
    {
        var head = Encoding.Latin1.GetBytes(Keyword + '\0');
        if (type != "iTXt" || !data.AsSpan().StartsWith(head) || data.Length < head.Length + 2)
            return null;
        var isCompressed = data[head.Length] == 1;
        var rest = data.AsSpan(head.Length + 2);
        for (var texts = 0; texts < 2; texts++)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0)
                return null;
            rest = rest[(end + 1)..];
        }

        if (!isCompressed)
            return Encoding.UTF8.GetString(rest);
        try
        {
            using var packed = new ZLibStream(new MemoryStream(rest.ToArray()), CompressionMode.Decompress);
            return BoundedReading.ToEnd(packed, Baking.LargestFile) is { } text ? Encoding.UTF8.GetString(text) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void Write(MemoryStream file, string credential)
    {
        byte[] body = [.. Encoding.Latin1.GetBytes("iTXt" + Keyword), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(credential)];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, (uint)body.Length - 4);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, CheckSum(body));
        file.Write(number);
    }

    /// <summary>CRC-32 of ISO 3309, as PNG has it (annex D).</summary>
    private static uint CheckSum(ReadOnlySpan<byte> data)
    {
        var sum = uint.MaxValue;
        foreach (var octet in data)
        {
            sum ^= octet;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ (0xedb88320u & (0u - (sum & 1)));
        }

        return ~sum;
    }

    private sealed record Chunk(string Type, byte[] Data, byte[] Whole);
}
