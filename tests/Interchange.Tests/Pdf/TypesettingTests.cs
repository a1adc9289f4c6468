using System.Runtime.InteropServices;
using ExamEngine.Interchange.Pdf;
using ExamEngine.Interchange.Pdf.Typesetting;
using ExamEngine.Interchange.Pdf.Writing;
using HarfBuzzSharp;

namespace ExamEngine.Interchange.Tests.Pdf;

public sealed class TypesettingTests
{
    // Upper case stands for right-to-left letters, as in UAX #9; here they are Hebrew א to ת.
    [Theory]
    [InlineData("ab cd", "ab cd")]
    [InlineData("AB CD", "DC BA")]
    [InlineData("ab CD ef", "ab DC ef")]
    [InlineData("AB cd EF", "FE cd BA")]
    [InlineData("AB (cd) ef 7", "ef 7 (cd) BA")]
    [InlineData("AB 12", "12 BA")]
    [InlineData("AB, cd", "cd ,BA")]
    [InlineData("ab (CD)", "ab (DC)")]
    [InlineData("ab CD 12", "ab 12 DC")]
    public void Mixed_directions_are_laid_out_as_the_bidirectional_algorithm_says(string logical, string visual)
    {
        var text = string.Concat(logical.Select(Hebrew));
        var level = BidiLevels.ParagraphLevel(text);
        var levels = BidiLevels.Resolve([.. text.EnumerateRunes()], level);
        var order = BidiLevels.Reorder([.. logical.Index()], sign => levels[sign.Index]);
        // Glyphs of right-to-left brackets are mirrored when shaped.
        var shown = order.Select(sign => levels[sign.Index] % 2 == 0 ? sign.Item : sign.Item switch { '(' => ')', ')' => '(', var other => other });
        Assert.Equal(visual, string.Concat(shown));
    }

    [Theory]
    [InlineData("王小明", "zh", "NotoSansSC-Regular")]
    [InlineData("渡邉", "ja", "NotoSansJP-Regular")]
    [InlineData("渡邉さくら", "en", "NotoSansJP-Regular")]
    [InlineData("金철수", "en", "NotoSansKR-Regular")]
    [InlineData("Ada", "en", "NotoSerif-Regular")]
    [InlineData("Արամ Ada", "en", "NotoSans-Regular")]
    public void The_face_follows_script_and_language(string name, string language, string face) =>
        Assert.Contains(face, Fit(name, language, 500).Lines.SelectMany(line => line.Glyphs).Select(glyph => glyph.Face.Name));

    [Fact]
    public void A_text_shrinks_before_it_breaks_and_breaks_before_it_shrinks_further()
    {
        var roomy = Fit("Ada King Lovelace", "en", 900);
        var snug = Fit("Ada King Lovelace", "en", 300);
        var tight = Fit("Ada King Lovelace", "en", 200);
        var tiny = Fit("Ada King Lovelace", "en", 90);
        Assert.Equal((1, 44.0), (roomy.Lines.Count, roomy.Size));
        Assert.Single(snug.Lines);
        Assert.InRange(snug.Size, 28, 43.9);
        Assert.Equal((2, 28.0), (tight.Lines.Count, tight.Size));
        Assert.Equal(2, tiny.Lines.Count);
        Assert.InRange(tiny.Size, 1, 27.9);
    }

    [Theory]
    [InlineData("Ǟǟẫ Łę", "NotoSerif_400Regular")]
    [InlineData("خوارزمي", "NotoNaskhArabic_400Regular")]
    [InlineData("श्रीकृष्ण", "NotoSansDevanagari_400Regular")]
    public void A_subset_draws_each_glyph_as_the_whole_face_does(string text, string file)
    {
        using var face = new FontFace(Path.Combine(FontShelf.DefaultDirectory, file + ".ttf"));
        List<uint> used = [0, .. Fit(text, "en", 500).Lines.SelectMany(line => line.Glyphs).Select(glyph => glyph.Id)];
        var (program, indices) = FontSubset.Of(face.Face, used);

        var pin = GCHandle.Alloc(program, GCHandleType.Pinned);
        using var blob = new Blob(pin.AddrOfPinnedObject(), program.Length, MemoryMode.ReadOnly, pin.Free);
        using var subset = new Face(blob, 0);
        using var font = new Font(subset);
        font.SetFunctionsOpenType();
        font.SetScale(1000, 1000);
        Assert.All(used.Zip(indices), glyph =>
        {
            Assert.Equal(face.AdvanceOf(glyph.First), font.GetHorizontalGlyphAdvance((uint)glyph.Second));
            face.Font.TryGetGlyphExtents(glyph.First, out var whole);
            font.TryGetGlyphExtents((uint)glyph.Second, out var part);
            Assert.Equal((whole.XBearing, whole.YBearing, whole.Width, whole.Height), (part.XBearing, part.YBearing, part.Width, part.Height));
        });
        Assert.InRange(program.Length, 1, 30_000);
    }

    private static FittedText Fit(string text, string language, double width) =>
        new Typesetter(Credentials.Shelf, language).Fit(text, FaceStyle.Display, 44, 28, width);

    private static string Hebrew(char sign) => (char.IsAsciiLetterUpper(sign) ? (char)('א' + sign - 'A') : sign).ToString();
}
