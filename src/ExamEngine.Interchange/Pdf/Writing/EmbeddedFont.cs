using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Interchange.Pdf.Typesetting;
using PdfSharp.Pdf;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>
/// A face as the page uses it: a Type 0 font (ISO 32000-1, 9.7) with two-octet codes and an embedded subset. Codes are given out in order of first use. A glyph that stands for two texts, as the shared dots and
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

    /// <returns>The font, with all it needs, as an object of the document.</returns>
    public PdfDictionary AddTo(PdfDocument document)
    {
        var subset = FontSubset.Of(face.Face, glyphs);
        var name = PdfName.FromString($"{SubsetTag(subset.Program)}+{face.Name}");
        var program = document.AddStream(subset.Program);
        program.Elements.SetInteger("/Length1", subset.Program.Length);
        var descriptor = document.Add(new PdfDictionary
        {
            Elements =
            {
                ["/Type"] = new PdfName("/FontDescriptor"),
                ["/FontName"] = name,
                // Symbolic, as the codes belong to no standard character set.
                ["/Flags"] = new PdfInteger(4),
                ["/FontBBox"] = PdfDocumentObjects.Integers(face.Box),
                ["/ItalicAngle"] = new PdfInteger(0),
                ["/Ascent"] = new PdfInteger(face.Ascent),
                ["/Descent"] = new PdfInteger(-face.Descent),
                ["/CapHeight"] = new PdfInteger(face.CapHeight),
                ["/StemV"] = new PdfInteger(80),
                ["/FontFile2"] = program,
            },
        });
        var descendant = document.Add(new PdfDictionary
        {
            Elements =
            {
                ["/Type"] = new PdfName("/Font"),
                ["/Subtype"] = new PdfName("/CIDFontType2"),
                ["/BaseFont"] = name,
                ["/CIDSystemInfo"] = new PdfDictionary
                {
                    Elements = { ["/Registry"] = new PdfString("Adobe"), ["/Ordering"] = new PdfString("Identity"), ["/Supplement"] = new PdfInteger(0) },
                },
                ["/FontDescriptor"] = descriptor,
                ["/DW"] = new PdfInteger(1000),
                ["/W"] = new PdfArray(document, new PdfInteger(0), PdfDocumentObjects.Integers(glyphs.Select(face.AdvanceOf))),
                ["/CIDToGIDMap"] = document.AddStream(subset.GlyphByCode()),
            },
        });
        return document.Add(new PdfDictionary
        {
            Elements =
            {
                ["/Type"] = new PdfName("/Font"),
                ["/Subtype"] = new PdfName("/Type0"),
                ["/BaseFont"] = name,
                ["/Encoding"] = new PdfName("/Identity-H"),
                ["/DescendantFonts"] = new PdfArray(document, descendant.ReferenceNotNull),
                ["/ToUnicode"] = document.AddStream(Encoding.ASCII.GetBytes(ToUnicodeMap())),
            },
        });
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
