using System.Buffers.Binary;
using System.Text;
using ExamEngine.Interchange.Pdf.Typesetting;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>
/// A TrueType file with only the glyphs that are used, numbered densely in order of first use, so that character
/// identifiers in the page are glyph indices in the file (Identity). Composite glyphs bring their components, however
/// deeply nested: the list of glyphs grows while it is walked, so the closure is complete when the walk ends.
/// Source: OpenType 1.9, tables glyf, loca, hmtx; ISO 32000-1, 9.9 for the tables a CIDFontType2 program needs.
/// </summary>
internal static class TrueTypeSubset
{
    private const int WordArguments = 0x0001;
    private const int Scale = 0x0008;
    private const int MoreComponents = 0x0020;
    private const int TwoScales = 0x0040;
    private const int TwoByTwo = 0x0080;

    /// <param name="used">Glyph indices of <paramref name="face"/> by new index; the first must be 0, the missing glyph. A glyph may come twice.</param>
    public static byte[] Build(FontFace face, IReadOnlyList<uint> used)
    {
        var order = new List<uint>(used);
        var newIndex = new Dictionary<uint, int>();
        for (var i = 0; i < order.Count; i++)
            newIndex.TryAdd(order[i], i);
        var outlines = new List<byte[]>();
        for (var i = 0; i < order.Count; i++)
            outlines.Add(Outline(face, order[i], component => IndexOf(component, order, newIndex)));

        var head = face.Table("head").ToArray();
        head.AsSpan(8, 4).Clear();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var hhea = face.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)order.Count);
        var maxp = face.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)order.Count);

        // In ascending order of tag, as the table directory must be.
        List<(string Tag, byte[] Data)> tables =
        [
            .. Optional(face, "cvt "),
            .. Optional(face, "fpgm"),
            ("glyf", [.. outlines.SelectMany(outline => outline)]),
            ("head", head),
            ("hhea", hhea),
            ("hmtx", Metrics(face, order)),
            ("loca", Offsets(outlines)),
            ("maxp", maxp),
            .. Optional(face, "prep"),
        ];
        return Assemble(tables);
    }

    private static int IndexOf(uint glyph, List<uint> order, Dictionary<uint, int> newIndex)
    {
        if (newIndex.TryAdd(glyph, order.Count))
            order.Add(glyph);
        return newIndex[glyph];
    }

    /// <summary>The glyph's outline, padded to four octets, with component indices renumbered.</summary>
    private static byte[] Outline(FontFace face, uint glyph, Func<uint, int> renumber)
    {
        var source = face.Table("glyf")[RangeOf(face, glyph)];
        var outline = new byte[(source.Length + 3) & ~3];
        source.CopyTo(outline);
        if (source.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(source) >= 0)
            return outline;

        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(source[at..]);
            var component = BinaryPrimitives.ReadUInt16BigEndian(source[(at + 2)..]);
            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at + 2), (ushort)renumber(component));
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2)
                + ((flags & Scale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & TwoByTwo) != 0 ? 8 : 0);
        }
        while ((flags & MoreComponents) != 0);
        return outline;
    }

    private static Range RangeOf(FontFace face, uint glyph)
    {
        var loca = face.Table("loca");
        var isLong = BinaryPrimitives.ReadInt16BigEndian(face.Table("head")[50..]) != 0;
        return isLong
            ? (int)BinaryPrimitives.ReadUInt32BigEndian(loca[(int)(4 * glyph)..])..(int)BinaryPrimitives.ReadUInt32BigEndian(loca[(int)(4 * glyph + 4)..])
            : (2 * BinaryPrimitives.ReadUInt16BigEndian(loca[(int)(2 * glyph)..]))..(2 * BinaryPrimitives.ReadUInt16BigEndian(loca[(int)(2 * glyph + 2)..]));
    }

    private static byte[] Metrics(FontFace face, List<uint> order)
    {
        var hmtx = face.Table("hmtx");
        var full = BinaryPrimitives.ReadUInt16BigEndian(face.Table("hhea")[34..]);
        var metrics = new byte[4 * order.Count];
        for (var i = 0; i < order.Count; i++)
        {
            // Past the last full record a glyph has the last advance and its own side bearing.
            var glyph = (int)order[i];
            hmtx.Slice(4 * Math.Min(glyph, full - 1), 2).CopyTo(metrics.AsSpan(4 * i));
            hmtx.Slice(glyph < full ? 4 * glyph + 2 : 4 * full + 2 * (glyph - full), 2).CopyTo(metrics.AsSpan(4 * i + 2));
        }

        return metrics;
    }

    private static byte[] Offsets(List<byte[]> outlines)
    {
        var loca = new byte[4 * (outlines.Count + 1)];
        var offset = 0;
        for (var i = 0; i < outlines.Count; i++)
        {
            offset += outlines[i].Length;
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * (i + 1)), offset);
        }

        return loca;
    }

    private static IEnumerable<(string Tag, byte[] Data)> Optional(FontFace face, string tag) =>
        face.HasTable(tag) ? [(tag, face.Table(tag).ToArray())] : [];

    private static byte[] Assemble(List<(string Tag, byte[] Data)> tables)
    {
        var offset = 12 + 16 * tables.Count;
        var font = new byte[offset + tables.Sum(table => (table.Data.Length + 3) & ~3)];
        var power = (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(font, 0x0001_0000);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(10), (ushort)(16 * tables.Count - (16 << power)));

        var headAt = 0;
        for (var i = 0; i < tables.Count; i++)
        {
            var (tag, data) = tables[i];
            data.CopyTo(font, offset);
            var padded = (data.Length + 3) & ~3;
            var entry = font.AsSpan(12 + 16 * i, 16);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Checksum(font.AsSpan(offset, padded)));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            headAt = tag == "head" ? offset : headAt;
            offset += padded;
        }

        BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(headAt + 8), unchecked(0xB1B0_AFBA - Checksum(font)));
        return font;
    }

    private static uint Checksum(ReadOnlySpan<byte> words)
    {
        var sum = 0u;
        for (; words.Length >= 4; words = words[4..])
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(words));
        return sum;
    }
}
