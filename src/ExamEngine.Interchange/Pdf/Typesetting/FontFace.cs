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

    /// <exception cref="InvalidDataException">The file is no face with TrueType outlines.</exception>
    public FontFace(string path)
    {
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path).Replace("_400", "-", StringComparison.Ordinal).Replace("_600", "-", StringComparison.Ordinal);
        blob = Blob.FromFile(path);
        Face = new Face(blob, 0);
        Font = new Font(Face);
        Font.SetFunctionsOpenType();
        Font.SetScale(1000, 1000);
        Face.MakeImmutable();
        if (!Face.Tables.Contains(Tag.Parse("glyf")))
            throw new InvalidDataException($"{path} has no TrueType outlines; only faces that have can be embedded.");

        var extents = Font.GetFontExtentsForDirection(Direction.LeftToRight);
        (Ascent, Descent) = (extents.Ascender, -extents.Descender);
        using var head = Face.ReferenceTable(Tag.Parse("head"));
        Box = [.. Enumerable.Range(0, 4).Select(i => 1000 * BinaryPrimitives.ReadInt16BigEndian(head.AsSpan()[(36 + 2 * i)..]) / Face.UnitsPerEm)];
        CapHeight = Font.TryGetNominalGlyph('H', out var h) && Font.TryGetGlyphExtents(h, out var box) ? box.YBearing : Ascent;
    }

    /// <summary>PostScript-like name, e.g. <c>NotoSans-Regular</c>.</summary>
    public string Name { get; }

    /// <summary>Its file.</summary>
    public string Path { get; }

    public Face Face { get; }

    public Font Font { get; }

    /// <summary>Distance from the baseline up to the top of the line.</summary>
    public int Ascent { get; }

    /// <summary>Distance from the baseline down to the bottom of the line; positive.</summary>
    public int Descent { get; }

    public int CapHeight { get; }

    /// <summary>Left, bottom, right, top of all glyphs.</summary>
    public IReadOnlyList<int> Box { get; }

    public bool Has(Rune rune) => Font.TryGetNominalGlyph(rune.Value, out _);

    public int AdvanceOf(uint glyph) => Font.GetHorizontalGlyphAdvance(glyph);

    public void Dispose()
    {
        Font.Dispose();
        Face.Dispose();
        blob.Dispose();
    }
}
