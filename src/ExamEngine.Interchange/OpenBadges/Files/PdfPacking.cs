using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace ExamEngine.Interchange.OpenBadges.Files;

/// <summary>
/// Looks at what is packed in a PDF before PDFsharp does, which unpacks cross-reference and object streams without a bound: 100 KB may become gigabytes. Every
/// stream is unpacked here and thrown away, whatever its dictionary says of it, in each of the ways that lead to deflated data; a file that unpacks to more than
/// <see cref="Most"/>, or in a way that cannot be looked through, is not opened.
/// </summary>
internal static partial class PdfPacking
{
    /// <summary>Bytes that all streams of a file may come to together, each layer counted: a badge's pages and fonts are far below.</summary>
    public const int Most = 64 << 20;

    private const int DeepestLayer = 4;

    private static ReadOnlySpan<byte> Spaces => " \t\r\n\f\0"u8;

    /// <summary>As much of what a stream unpacks to is looked at for being packed once more. What is longer and still packed comes to more than <see cref="Most"/> by then, or is let be.</summary>
    private const int Looked = 1 << 20;

    /// <returns>False also for files that are encrypted, or packed by LZW or run lengths, whose streams tell nothing.</returns>
    public static bool IsModest(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        if (text.Contains('#', StringComparison.Ordinal))
            text = Escaped().Replace(text, escape => ((char)Convert.ToInt32(escape.Groups[1].Value, 16)).ToString());
        if (Opaque().IsMatch(text))
            return false;
        var left = (long)Most;
        for (var at = 0; (at = file.AsSpan(at).IndexOf("stream"u8) is var found and >= 0 ? at + found : -1) >= 0;)
        {
            at += "stream"u8.Length;
            if (!Spend(new(file, at, file.Length - at), 0, ref left))
                return false;
        }
        return true;
    }

    /// <returns>False when more than is left would have been spent.</returns>
    private static bool Spend(ArraySegment<byte> data, int layer, ref long left)
    {
        data = data[(data.Count - data.AsSpan().TrimStart(Spaces).Length)..];
        if (IsDeflated(data))
            return Inflate(data, layer, ref left);
        return (Hex(data, ref left) is not { } hex || !IsDeflated(hex) || Inflate(hex, layer, ref left))
            && (Ascii85(data, ref left) is not { } ascii || !IsDeflated(ascii) || Inflate(ascii, layer, ref left))
            && left >= 0;
    }

    private static bool Inflate(ArraySegment<byte> data, int layer, ref long left)
    {
        if (layer == DeepestLayer)
            return false;
        var looked = new MemoryStream();
        try
        {
            using var packed = new ZLibStream(new MemoryStream(data.Array!, data.Offset, data.Count, writable: false), CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            for (int count; (count = packed.Read(buffer)) > 0;)
            {
                if ((left -= count) < 0)
                    return false;
                looked.Write(buffer, 0, (int)Math.Min(count, Looked - looked.Length));
            }
        }
        catch (InvalidDataException)
        {
            // Whatever came before the fault has been counted.
        }
        return Spend(looked.ToArray(), layer + 1, ref left);
    }

    /// <summary>The head of RFC 1950: deflate, and a check over two bytes.</summary>
    private static bool IsDeflated(ReadOnlySpan<byte> data) => data.Length > 2 && (data[0] & 0x0F) == 8 && ((data[0] << 8) | data[1]) % 31 == 0;

    /// <summary>ASCIIHexDecode; null when the data does not begin so.</summary>
    private static byte[]? Hex(ReadOnlySpan<byte> data, ref long left)
    {
        var digits = new StringBuilder();
        foreach (var c in data)
        {
            if (--left < 0 || (!char.IsAsciiHexDigit((char)c) && !IsSpace(c)))
                break;
            if (!IsSpace(c))
                digits.Append((char)c);
        }
        return digits.Length < 4 ? null : Convert.FromHexString(digits.ToString(0, digits.Length & ~1));
    }

    /// <summary>ASCII85Decode; null when the data does not begin so.</summary>
    private static byte[]? Ascii85(ReadOnlySpan<byte> data, ref long left)
    {
        var bytes = new List<byte>();
        uint group = 0;
        var digits = 0;
        foreach (var c in data)
        {
            if (--left < 0)
                break;
            if (c is >= (byte)'!' and <= (byte)'u')
            {
                group = unchecked((group * 85) + (uint)(c - '!'));
                if (++digits == 5)
                {
                    for (var shift = 24; shift >= 0; shift -= 8)
                        bytes.Add((byte)(group >> shift));
                    (group, digits) = (0, 0);
                }
            }
            else if (c == 'z' && digits == 0)
            {
                bytes.AddRange([0, 0, 0, 0]);
            }
            else if (!IsSpace(c))
            {
                break;
            }
        }
        if (digits > 1)
        {
            for (var missing = digits; missing < 5; missing++)
                group = unchecked((group * 85) + 84);
            for (var (shift, count) = (24, 1); count < digits; shift -= 8, count++)
                bytes.Add((byte)(group >> shift));
        }
        return bytes.Count == 0 ? null : [.. bytes];
    }

    private static bool IsSpace(byte c) => Spaces.Contains(c);

    [GeneratedRegex("#([0-9A-Fa-f]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"/(Encrypt|LZW(Decode)?|RunLengthDecode)[\s/\[\]<>(%]", RegexOptions.CultureInvariant)]
    private static partial Regex Opaque();
}
