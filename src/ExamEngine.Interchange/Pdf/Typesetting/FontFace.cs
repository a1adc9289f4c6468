using System.Buffers.Binary;
using System.Text;
using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf.Typesetting;

/// <summary>
/// One static TrueType face, memory-mapped. All metrics are in thousandths of an em, PDF's own glyph space.
/// Safe to share between threads: blob, face and font are made immutable here, and HarfBuzz only reads immutable objects.
/// </summary>
internal sealed class FontFace : IDisposable
{
    private readonly Blob blob;
    private readonly Face face;
    private readonly Dictionary<string, Range> tables = [];

    public FontFace(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path).Replace("_400", "-", StringComparison.Ordinal).Replace("_600", "-", StringComparison.Ordinal);
        blob = Blob.FromFile(path);
        face = new Face(blob, 0);
        Font = new Font(face);
        Font.SetFunctionsOpenType();
        Font.SetScale(1000, 1000);
        face.MakeImmutable();
        ReadDirectory(path);

        var extents = Font.GetFontExtentsForDirection(Direction.LeftToRight);
        (Ascent, Descent) = (extents.Ascender, -extents.Descender);
        var head = Table("head");
        UnitsPerEm = BinaryPrimitives.ReadUInt16BigEndian(head[18..]);
        Box = [.. Enumerable.Range(0, 4).Select(i => 1000 * BinaryPrimitives.ReadInt16BigEndian(Table("head")[(36 + 2 * i)..]) / UnitsPerEm)];
        CapHeight = Font.TryGetNominalGlyph('H', out var h) && Font.TryGetGlyphExtents(h, out var box) ? box.YBearing : Ascent;
    }

    /// <summary>PostScript-like name, e.g. <c>NotoSans-Regular</c>.</summary>
    public string Name { get; }

    public Font Font { get; }

    public int UnitsPerEm { get; }

    /// <summary>Distance from the baseline up to the top of the line.</summary>
    public int Ascent { get; }

    /// <summary>Distance from the baseline down to the bottom of the line; positive.</summary>
    public int Descent { get; }

    public int CapHeight { get; }

    /// <summary>Left, bottom, right, top of all glyphs.</summary>
    public IReadOnlyList<int> Box { get; }

    public bool Has(Rune rune) => Font.TryGetNominalGlyph(rune.Value, out _);

    public int AdvanceOf(uint glyph) => Font.GetHorizontalGlyphAdvance(glyph);

    public bool HasTable(string tag) => tables.ContainsKey(tag);

    /// <summary>The bytes of an sfnt table, in the mapped file.</summary>
    /// <exception cref="InvalidDataException">The face has no such table.</exception>
    public ReadOnlySpan<byte> Table(string tag) => tables.TryGetValue(tag, out var range)
        ? blob.AsSpan()[range]
        : throw new InvalidDataException($"The face {Name} has no '{tag}' table; only faces with TrueType outlines can be embedded.");

    public void Dispose()
    {
        Font.Dispose();
        face.Dispose();
        blob.Dispose();
    }

    private void ReadDirectory(string path)
    {
        ReadOnlySpan<byte> sfnt = blob.AsSpan();
        if (sfnt.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(sfnt) != 0x0001_0000)
            throw new InvalidDataException($"{path} is not a TrueType font.");
        var count = BinaryPrimitives.ReadUInt16BigEndian(sfnt[4..]);
        for (var i = 0; i < count; i++)
        {
            var entry = sfnt.Slice(12 + 16 * i, 16);
            var start = (int)BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            tables[Encoding.ASCII.GetString(entry[..4])] = start..(start + (int)BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
        }
    }
}
