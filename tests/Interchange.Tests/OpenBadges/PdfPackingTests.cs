using System.IO.Compression;
using System.Text;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Interchange.OpenBadges.Files;

namespace Interchange.Tests.OpenBadges;

/// <summary>Files that unpack to more than anybody has memory for are not opened.</summary>
public sealed class PdfPackingTests
{
    public static TheoryData<string, int> Ways => new() { { "deflated", 1 }, { "hex", 1 }, { "ascii85", 1 }, { "deflated", 2 }, { "hex", 2 }, { "ascii85", 3 } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_stream_that_unpacks_to_too_much_is_found_however_it_is_packed(string way, int times)
    {
        Assert.False(PdfPacking.IsModest(Pdf(In(way, Packed(new byte[PdfPacking.Most + 1], times)))));
        Assert.True(PdfPacking.IsModest(Pdf(In(way, Packed(new byte[100_000], times)))));
    }

    [Fact]
    public void Many_streams_share_what_one_may()
    {
        var quarter = Pdf(Packed(new byte[PdfPacking.Most / 4], 1));

        Assert.True(PdfPacking.IsModest([.. quarter, .. quarter, .. quarter]));
        Assert.False(PdfPacking.IsModest([.. quarter, .. quarter, .. quarter, .. quarter, .. quarter]));
    }

    [Theory]
    [InlineData("/Filter /LZWDecode")]
    [InlineData("/Filter /#4cZ#57Decode")]
    [InlineData("/Filter [/LZW /FlateDecode]")]
    [InlineData("/Filter/RunLengthDecode")]
    [InlineData("/Encrypt 6 0 R")]
    [InlineData("/#45ncrypt<<>>")]
    public void What_cannot_be_looked_through_is_not_opened(string words) =>
        Assert.False(PdfPacking.IsModest(Pdf("anything"u8.ToArray(), words)));

    [Fact]
    public void A_cross_reference_stream_made_to_fill_the_memory_takes_little_of_it()
    {
        var file = Pdf(Packed(new byte[2 * PdfPacking.Most], 1), "/Type /XRef /Filter /FlateDecode /Size 9 /W [1 2 1]");
        Baking.Extract(file);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Baking.Extract(file));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    /// <summary>A file of one stream, with words in its dictionary.</summary>
    private static byte[] Pdf(byte[] stream, string words = "") =>
        [.. "%PDF-1.7\n1 0 obj\n<< "u8, .. Encoding.Latin1.GetBytes(words), .. " >>\nstream\r\n"u8, .. stream, .. "\nendstream\nendobj\nstartxref\n9\n%%EOF\n"u8];

    private static byte[] Packed(byte[] content, int times)
    {
        for (; times > 0; times--)
        {
            using var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                zlib.Write(content);
            content = packed.ToArray();
        }
        return content;
    }

    private static byte[] In(string way, byte[] content) => way switch
    {
        "hex" => [.. Encoding.Latin1.GetBytes(Convert.ToHexString(content)), .. ">"u8],
        "ascii85" => Ascii85(content),
        _ => content,
    };

    private static byte[] Ascii85(byte[] content)
    {
        var text = new StringBuilder();
        foreach (var group in content.Chunk(4))
        {
            var value = group.Concat(new byte[4]).Take(4).Aggregate(0u, (sum, octet) => (sum << 8) | octet);
            var digits = new char[5];
            for (var i = 4; i >= 0; i--, value /= 85)
                digits[i] = (char)('!' + (value % 85));
            text.Append(digits.AsSpan(0, group.Length + 1));
        }
        return Encoding.Latin1.GetBytes(text.Append("~>").ToString());
    }
}
