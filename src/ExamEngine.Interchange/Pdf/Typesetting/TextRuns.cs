using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf.Typesetting;

/// <summary>A stretch of text with one face, script and direction. Start and length count UTF-16 units.</summary>
/// <param name="Level">Embedding level of UAX #9: even runs left to right, odd right to left.</param>
internal sealed record TextRun(int Start, int Length, FontFace Face, Script Script, int Level)
{
    public Direction Direction => Level % 2 == 0 ? Direction.LeftToRight : Direction.RightToLeft;
}

/// <summary>
/// Splits a text into runs. The unit is the grapheme cluster, so a mark never leaves its base:
/// face and script are those of the cluster's base, and signs common to all scripts join the script before them.
/// </summary>
internal static class TextRuns
{
    /// <returns>Runs in visual order, left to right.</returns>
    /// <exception cref="MissingGlyphException">A code point has no glyph in any face for its script.</exception>
    public static IReadOnlyList<TextRun> Split(string text, int paragraphLevel, Func<Script, IEnumerable<FontFace>> facesFor)
    {
        var clusters = Clusters(text);
        var scripts = Scripts(text, clusters);
        var levels = BidiLevels.Resolve([.. clusters.Select(c => BaseOf(text, c))], paragraphLevel);

        var runs = new List<TextRun>();
        for (var i = 0; i < clusters.Count; i++)
        {
            var (start, end) = (clusters[i].Start.Value, clusters[i].End.Value);
            var face = FaceFor(text[clusters[i]], scripts[i], facesFor);
            if (runs.Count > 0 && runs[^1] is var last && last.Face == face && last.Script == scripts[i] && last.Level == levels[i])
                runs[^1] = last with { Length = end - last.Start };
            else
                runs.Add(new TextRun(start, end - start, face, scripts[i], levels[i]));
        }

        return BidiLevels.Reorder(runs, run => run.Level);
    }

    /// <summary>The scripts of a text without the ones that say nothing (common, inherited).</summary>
    public static IEnumerable<Script> ScriptsOf(string text) =>
        text.EnumerateRunes().Select(ScriptOf).Where(IsReal).Distinct();

    private static List<Range> Clusters(string text)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        return [.. starts.Select((start, i) => start..(i + 1 < starts.Length ? starts[i + 1] : text.Length))];
    }

    private static Script[] Scripts(string text, List<Range> clusters)
    {
        var own = clusters.Select(c => ScriptOf(BaseOf(text, c))).ToArray();
        var current = own.Where(IsReal).Cast<Script?>().FirstOrDefault() ?? Script.Common;
        for (var i = 0; i < own.Length; i++)
            own[i] = current = IsReal(own[i]) ? own[i] : current;
        return own;
    }

    private static FontFace FaceFor(string cluster, Script script, Func<Script, IEnumerable<FontFace>> facesFor)
    {
        var runes = cluster.EnumerateRunes().Where(rune => !IsIgnorable(rune)).ToList();
        var missing = runes;
        foreach (var face in facesFor(script))
        {
            var without = runes.Where(rune => !face.Has(rune)).ToList();
            if (without.Count == 0)
                return face;
            missing = without.Count < missing.Count ? without : missing;
        }

        throw new MissingGlyphException([.. missing.Select(rune => rune.Value)], ScriptOf(missing[0]));
    }

    private static Rune BaseOf(string text, Range cluster) => Rune.GetRuneAt(text, cluster.Start.Value);

    private static Script ScriptOf(Rune rune) => UnicodeFunctions.Default.GetScript(rune.Value);

    private static bool IsReal(Script script) => script != Script.Common && script != Script.Inherited;

    /// <summary>Joiners and variation selectors steer shaping and are never drawn.</summary>
    private static bool IsIgnorable(Rune rune) => rune.Value is 0x200C or 0x200D or 0x034F or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
