using System.Buffers.Text;
using System.IO.Compression;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Interchange.Tests.OpenBadges;

public sealed class StatusBitsTests
{
    [Fact]
    public void The_first_bit_is_the_highest_of_the_first_octet()
    {
        var bits = new byte[StatusBits.LeastBits / 8];
        StatusBits.Set(bits, 0, true);
        StatusBits.Set(bits, 9, true);
        StatusBits.Set(bits, StatusBits.LeastBits - 1, true);
        Assert.Equal((0x80, 0x40, 0x01), (bits[0], bits[1], bits[^1]));

        var read = StatusBits.Decode(StatusBits.Encode(bits));
        Assert.Equal(bits, read);
        Assert.Equal([0, 9, StatusBits.LeastBits - 1], Enumerable.Range(0, StatusBits.LeastBits).Where(i => StatusBits.IsSet(read, i)));

        StatusBits.Set(bits, 9, false);
        Assert.Equal(0, bits[1]);
    }

    [Fact]
    public void The_same_bits_are_the_same_text()
    {
        var bits = new byte[StatusBits.LeastBits / 8];
        Assert.Equal(StatusBits.Encode(bits), StatusBits.Encode(bits));
        Assert.StartsWith("uH4sI", StatusBits.Encode(bits), StringComparison.Ordinal);
    }

    [Fact]
    public void Short_lists_and_bits_outside_are_refused()
    {
        Assert.Throws<ArgumentException>(() => StatusBits.Encode(new byte[16_383]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StatusBits.IsSet(new byte[16_384], StatusBits.LeastBits));
        Assert.Throws<ArgumentOutOfRangeException>(() => StatusBits.IsSet(new byte[16_384], -1));
    }

    [Fact]
    public void What_is_not_packed_or_unpacks_to_too_much_is_refused()
    {
        Assert.Throws<BadgeFormatException>(() => StatusBits.Decode("u****"));
        Assert.Throws<BadgeFormatException>(() => StatusBits.Decode("uAAAA"));
        Assert.Equal(12_500, StatusBits.Decode(Packed(12_500)).Length);
        Assert.Throws<BadgeFormatException>(() => StatusBits.Decode(Packed(64 << 20)));

        static string Packed(int octets)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(new byte[octets]);
            return "u" + Base64Url.EncodeToString(packed.ToArray());
        }
    }
}
