using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Interchange.Pdf.Typesetting;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>
/// A face as the page uses it: a Type 0 font whose two-octet codes are the glyph indices of the embedded subset
/// (ISO 32000-1, 9.7). Codes are given out in order of first use. A glyph that stands for two texts, as the shared dots and
/// bodies of Arabic letters do, gets a code for each, so the ToUnicode map is exact.
/// </summary>
internal sealed class EmbeddedFont(FontFace face, string resourceName)
{
    private readonly List<uint> glyphs = [0];
    private readonly List<string> texts = [""];
    private readonly Dictionary<(uint Glyph, string Text), int> codes = [];

    /// <summary>Name in the page's font resources, e.g. <c>F1</c>.</summary>
    public string ResourceName => resourceName;

    public int CodeOf(Glyph glyph)
    {
        if (!codes.TryAdd((glyph.Id, glyph.Text), glyphs.Count))
            return codes[(glyph.Id, glyph.Text)];
        glyphs.Add(glyph.Id);
        texts.Add(glyph.Text);
        return glyphs.Count - 1;
    }

    public PdfReference WriteTo(PdfFile file)
    {
        var program = TrueTypeSubset.Build(face, glyphs);
        var name = $"/{SubsetTag(program)}+{face.Name}";
        var embedded = file.AddStream(string.Create(CultureInfo.InvariantCulture, $"/Length1 {program.Length}"), program);
        // Flag 4: symbolic, as the codes are glyph indices of no standard character set.
        var descriptor = file.Add(
            $"<< /Type /FontDescriptor /FontName {name} /Flags 4 /FontBBox [{string.Join(' ', face.Box)}] /ItalicAngle 0 "
            + $"/Ascent {face.Ascent} /Descent {-face.Descent} /CapHeight {face.CapHeight} /StemV 80 /FontFile2 {embedded} >>");
        var widths = string.Join(' ', glyphs.Select(face.AdvanceOf));
        var descendant = file.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            + $"/FontDescriptor {descriptor} /DW 1000 /W [0 [{widths}]] /CIDToGIDMap /Identity >>");
        var toUnicode = file.AddStream("", Encoding.ASCII.GetBytes(ToUnicodeMap()));
        return file.Add($"<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H /DescendantFonts [{descendant}] /ToUnicode {toUnicode} >>");
    }

    /// <summary>Six letters that tell this subset from others of the same face.</summary>
    private static string SubsetTag(byte[] program) =>
        string.Concat(SHA256.HashData(program).Take(6).Select(octet => (char)('A' + octet % 26)));

    private string ToUnicodeMap()
    {
        var map = new StringBuilder();
        map.Append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
            .Append("/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n")
            .Append("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n")
            .Append("1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        // ISO 32000-1 allows 100 entries in a section. A silent glyph maps to WORD JOINER: PDF/UA wants a mapping for each.
        foreach (var section in Enumerable.Range(1, glyphs.Count - 1).Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{section.Length} beginbfchar\n");
            foreach (var code in section)
                map.Append(CultureInfo.InvariantCulture, $"<{code:X4}> {PdfSyntax.Utf16(texts[code].Length > 0 ? texts[code] : "\u2060")}\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
