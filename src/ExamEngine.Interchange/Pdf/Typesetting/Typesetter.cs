using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace ExamEngine.Interchange.Pdf.Typesetting;

/// <summary>Turns texts of one language into positioned glyphs with HarfBuzz, and fits them into a width.</summary>
internal sealed class Typesetter(FontShelf shelf, string language)
{
    /// <summary>
    /// NFC, any run of white space or control characters as one space, no bidirectional controls:
    /// the form in which a text is printed, tagged and compared.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
                continue;
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
                clean.Append(rune.ToString());
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>
    /// One line at up to <paramref name="largest"/> points; a longer text shrinks to <paramref name="smallest"/>, then takes
    /// two lines broken near the middle, and shrinks further only if these still do not fit. It never exceeds
    /// <paramref name="width"/> points.
    /// </summary>
    /// <exception cref="MissingGlyphException" />
    public FittedText Fit(string text, FaceStyle style, double largest, double smallest, double width)
    {
        text = Clean(text);
        var one = Set(text, [text], style, largest, width);
        if (one.Size >= smallest)
            return one;

        var broken = AtSpace(text) is { } space ? Set(text, [text[..space], text[(space + 1)..]], style, smallest, width) : one;
        if (broken.Size >= smallest / 2 && broken.Lines.Count == 2)
            return broken;

        var starts = StringInfo.ParseCombiningCharacters(text);
        var half = starts[starts.Length / 2];
        var anywhere = Set(text, [text[..half], text[half..]], style, smallest, width);
        return anywhere.Size > broken.Size ? anywhere : broken;
    }

    private FittedText Set(string text, string[] lines, FaceStyle style, double largest, double width)
    {
        if (style == FaceStyle.Display && !TextRuns.ScriptsOf(text).All(FontShelf.HasDisplayFace))
            style = FaceStyle.Plain;
        var (level, form) = (BidiLevels.ParagraphLevel(text), HanForms.Of(text, language));
        var shaped = lines.Select(line => Shape(line, level, script => shelf.FacesFor(script, style, form))).ToList();
        var widest = shaped.Max(line => line.Width);
        return new FittedText(text, shaped, widest == 0 ? largest : Math.Min(largest, width * 1000 / widest));
    }

    /// <summary>The space nearest to the middle.</summary>
    private static int? AtSpace(string text) => Enumerable.Range(0, text.Length)
        .Where(i => text[i] == ' ')
        .OrderBy(i => Math.Abs(2 * i - text.Length))
        .Cast<int?>()
        .FirstOrDefault();

    private ShapedLine Shape(string line, int paragraphLevel, Func<Script, IEnumerable<FontFace>> facesFor) =>
        new([.. TextRuns.Split(line, paragraphLevel, facesFor).SelectMany(run => Shape(line, run))]);

    private List<Glyph> Shape(string line, TextRun run)
    {
        using var tag = new Language(language);
        using var buffer = new Buffer { Direction = run.Direction, Script = run.Script, Language = tag };
        buffer.AddUtf16(line.AsSpan(), run.Start, run.Length);
        run.Face.Font.Shape(buffer);

        var infos = buffer.GetGlyphInfoSpan();
        var positions = buffer.GetGlyphPositionSpan();
        var texts = GlyphTexts.Of(line, run, infos, positions);
        var glyphs = new List<Glyph>(infos.Length);
        for (var i = 0; i < infos.Length; i++)
        {
            // Each code point was found in the face before, so this says that shaping composed or split one into a glyph the face lacks.
            if (infos[i].Codepoint == 0)
                throw new MissingGlyphException([Rune.GetRuneAt(line, (int)infos[i].Cluster).Value], run.Script);
            glyphs.Add(new Glyph(run.Face, infos[i].Codepoint, positions[i].XAdvance, positions[i].XOffset, positions[i].YOffset, texts[i], run.Direction == Direction.RightToLeft));
        }

        return glyphs;
    }
}
