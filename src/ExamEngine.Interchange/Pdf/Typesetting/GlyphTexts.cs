using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf.Typesetting;

/// <summary>
/// Shares the text of each cluster among its glyphs for the ToUnicode map: a glyph that is a code point's own takes that
/// code point, of the others the first that moves the pen takes what is left, the rest stay silent. Joined, they spell the cluster once.
/// A letter that a font draws as body and dots is told by its body, which stands on the line.
/// </summary>
internal static class GlyphTexts
{
    /// <summary>Ligatures that have a code point of their own, by their letters; the isolated form, which comes before the others.</summary>
    private static readonly FrozenDictionary<string, string> Ligatures = Enumerable.Range(0xFB1D, 0xFEFD - 0xFB1D)
        .Where(code => code is < 0xFE00 or > 0xFE6F && Rune.GetUnicodeCategory(new Rune(code)) == UnicodeCategory.OtherLetter)
        .Select(code => char.ToString((char)code))
        .GroupBy(form => form.Normalize(NormalizationForm.FormKC))
        .Where(forms => forms.Key.Length > 1)
        .ToFrozenDictionary(forms => forms.Key, forms => forms.First(), StringComparer.Ordinal);

    /// <summary>
    /// What a reader that goes by positions is to take a glyph of a text from right to left for, where it would get the glyph's own text wrong: such a
    /// reader turns each line, and with it the letters of a ligature, so a ligature is told as one. Null where the glyph's text will do.
    /// </summary>
    public static string? Replacement(Glyph glyph) =>
        glyph.Text.Length == 0 ? "" : glyph.RightToLeft && glyph.Text.Length > 1 ? Ligatures.GetValueOrDefault(glyph.Text) : null;

    /// <returns>A text for each glyph; empty for the silent ones.</returns>
    public static string[] Of(string line, TextRun run, ReadOnlySpan<GlyphInfo> glyphs, ReadOnlySpan<GlyphPosition> positions)
    {
        var texts = new string[glyphs.Length];
        var starts = new SortedSet<int>();
        foreach (var glyph in glyphs)
            starts.Add((int)glyph.Cluster);

        foreach (var start in starts)
        {
            var next = starts.GetViewBetween(start + 1, int.MaxValue);
            var end = next.Count > 0 ? next.Min : run.Start + run.Length;
            Share([.. line[start..end].EnumerateRunes()], start, run.Face, glyphs, positions, texts);
        }

        return texts;
    }

    private static void Share(
        List<Rune> left, int cluster, FontFace face, ReadOnlySpan<GlyphInfo> glyphs, ReadOnlySpan<GlyphPosition> positions, string[] texts)
    {
        var heir = -1;
        for (var i = 0; i < glyphs.Length; i++)
        {
            if (glyphs[i].Cluster != cluster)
                continue;
            var id = glyphs[i].Codepoint;
            var own = left.FindIndex(rune => face.Font.TryGetNominalGlyph(rune.Value, out var nominal) && nominal == id);
            texts[i] = own < 0 ? "" : left[own].ToString();
            if (own >= 0)
                left.RemoveAt(own);
            else if (heir < 0 || (positions[heir].XAdvance == 0 && positions[i].XAdvance != 0))
                heir = i;
        }

        if (heir >= 0)
            texts[heir] = string.Concat(left.Select(rune => rune.ToString()));
    }
}
