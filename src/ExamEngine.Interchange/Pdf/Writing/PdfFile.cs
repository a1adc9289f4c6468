using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>An indirect object of a <see cref="PdfFile"/>; prints as the reference to it, e.g. <c>7 0 R</c>.</summary>
internal readonly record struct PdfReference(int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} 0 R");
}

/// <summary>A whole file with a signature that is still zeros.</summary>
/// <param name="ContentsStart">Offset of the <c>&lt;</c> that opens the signature.</param>
/// <param name="ContentsLength">Length with both angle brackets: 2 + 2 × octets kept for the signature.</param>
internal sealed record UnsignedPdf(byte[] Bytes, int ContentsStart, int ContentsLength);

/// <summary>
/// The objects of one PDF 1.7 file (ISO 32000-1), written in the order of their numbers with a classic cross-reference table.
/// The same calls give the same octets: nothing here reads a clock, a culture or a random number.
/// </summary>
/// <param name="compress">False keeps streams readable and the octets independent of the zlib in the runtime.</param>
internal sealed class PdfFile(bool compress)
{
    private const string ByteRangeBlank = "/ByteRange [0 0000000000 0000000000 0000000000]";

    private readonly List<byte[]?> objects = [];
    private (PdfReference Object, int ByteRange, int Contents, int Length)? signature;

    /// <summary>A number for an object that others point to before it is known.</summary>
    public PdfReference Reserve()
    {
        objects.Add(null);
        return new PdfReference(objects.Count);
    }

    public PdfReference Add(string value)
    {
        var reference = Reserve();
        Put(reference, value);
        return reference;
    }

    public void Put(PdfReference reference, string value) => objects[reference.Number - 1] = Encoding.Latin1.GetBytes(value);

    /// <param name="entries">Dictionary entries besides length and filter.</param>
    /// <param name="plain">True for a stream that must be readable without a decoder, such as metadata.</param>
    public PdfReference AddStream(string entries, ReadOnlySpan<byte> data, bool plain = false)
    {
        var packed = compress && !plain;
        var content = packed ? Deflate(data) : data.ToArray();
        var head = string.Create(CultureInfo.InvariantCulture, $"<< {entries}{(packed ? " /Filter /FlateDecode" : "")} /Length {content.Length} >>\nstream\n");
        var reference = Reserve();
        objects[reference.Number - 1] = [.. Encoding.Latin1.GetBytes(head), .. content, .. "\nendstream"u8];
        return reference;
    }

    /// <summary>The signature dictionary, with room for <paramref name="octets"/> octets of CMS.</summary>
    public PdfReference AddSignature(string entries, int octets)
    {
        var start = $"<< {entries} {ByteRangeBlank} /Contents ";
        var contents = $"<{new string('0', 2 * octets)}>";
        var reference = Add($"{start}{contents} >>");
        signature = (reference, start.IndexOf(ByteRangeBlank, StringComparison.Ordinal), start.Length, contents.Length);
        return reference;
    }

    /// <exception cref="InvalidOperationException">A reserved object was never put, or no signature was added.</exception>
    public UnsignedPdf Save(PdfReference catalog, PdfReference info, ReadOnlySpan<byte> documentId)
    {
        if (signature is not { } place)
            throw new InvalidOperationException("A credential file needs a signature dictionary.");

        using var file = new MemoryStream();
        // Four octets above 127 tell transfer programs that the file is binary.
        file.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var offsets = new int[objects.Count];
        var signatureBody = 0;
        for (var i = 0; i < objects.Count; i++)
        {
            offsets[i] = (int)file.Position;
            Write(file, $"{i + 1} 0 obj\n");
            if (place.Object.Number == i + 1)
                signatureBody = (int)file.Position;
            file.Write(objects[i] ?? throw new InvalidOperationException($"Object {i + 1} was reserved and never put."));
            file.Write("\nendobj\n"u8);
        }

        WriteTrailer(file, offsets, $"/Root {catalog} /Info {info}", Convert.ToHexString(documentId));

        var bytes = file.ToArray();
        var (contents, after) = (signatureBody + place.Contents, signatureBody + place.Contents + place.Length);
        var range = string.Create(CultureInfo.InvariantCulture, $"/ByteRange [0 {contents:D10} {after:D10} {bytes.Length - after:D10}]");
        Encoding.ASCII.GetBytes(range, bytes.AsSpan(signatureBody + place.ByteRange));
        return new UnsignedPdf(bytes, contents, place.Length);
    }

    private static void WriteTrailer(MemoryStream file, int[] offsets, string entries, string id)
    {
        var start = file.Position;
        Write(file, $"xref\n0 {offsets.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            Write(file, $"{offset:D10} 00000 n \n");
        Write(file, $"trailer\n<< /Size {offsets.Length + 1} {entries} /ID [<{id}> <{id}>] >>\nstartxref\n{start}\n%%EOF\n");
    }

    private static void Write(MemoryStream file, FormattableString text) => file.Write(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));

    private static byte[] Deflate(ReadOnlySpan<byte> data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(data);
        return packed.ToArray();
    }
}
