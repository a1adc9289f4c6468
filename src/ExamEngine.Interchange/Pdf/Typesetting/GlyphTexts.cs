using System.Text;
using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf.Typesetting;

/// <summary>
/// Shares the text of each cluster among its glyphs for the ToUnicode map: a glyph that is a code point's own takes that
/// code point, the first other glyph takes what is left, the rest stay silent. Joined, they spell the cluster once.
/// </summary>
internal static class GlyphTexts
{
    /// <returns>A text for each glyph; empty for the silent ones.</returns>
    public static string[] Of(string line, TextRun run, ReadOnlySpan<GlyphInfo> glyphs)
    {
        var texts = new string[glyphs.Length];
        var starts = new SortedSet<int>();
        foreach (var glyph in glyphs)
            starts.Add((int)glyph.Cluster);

        foreach (var start in starts)
        {
            var next = starts.GetViewBetween(start + 1, int.MaxValue);
            var end = next.Count > 0 ? next.Min : run.Start + run.Length;
            Share([.. line[start..end].EnumerateRunes()], start, run.Face, glyphs, texts);
        }

        return texts;
    }

    private static void Share(List<Rune> left, int cluster, FontFace face, ReadOnlySpan<GlyphInfo> glyphs, string[] texts)
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
            else if (heir < 0)
                heir = i;
        }

        if (heir >= 0)
            texts[heir] = string.Concat(left.Select(rune => rune.ToString()));
    }
}
