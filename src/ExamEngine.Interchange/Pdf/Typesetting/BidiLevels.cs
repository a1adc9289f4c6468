using System.Text;
using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf.Typesetting;

internal enum BidiClass
{
    Left,
    Right,
    Number,
    Neutral,
}

/// <summary>
/// The part of the Unicode bidirectional algorithm (UAX #9) that one line of names and titles needs:
/// P2–P3 (paragraph level), N0–N2 (brackets and neutrals), I1–I2 (levels) and L2 (reordering). Embedding, override and isolate
/// controls are removed before (see <see cref="Typesetter.Clean"/>), so no text can present itself in another order.
/// </summary>
internal static class BidiLevels
{
    public static BidiClass Classify(Rune rune)
    {
        if (Rune.IsDigit(rune))
            return BidiClass.Number;
        var script = UnicodeFunctions.Default.GetScript(rune.Value);
        if (script == Script.Common || script == Script.Inherited)
            return Rune.IsLetter(rune) ? BidiClass.Left : BidiClass.Neutral;
        return script.HorizontalDirection == Direction.RightToLeft && !Rune.IsPunctuation(rune) ? BidiClass.Right
            : Rune.IsPunctuation(rune) ? BidiClass.Neutral
            : BidiClass.Left;
    }

    /// <summary>1 when the first strong character runs right to left, else 0.</summary>
    public static int ParagraphLevel(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Classify(rune) is var strong && strong is (BidiClass.Left or BidiClass.Right))
                return strong == BidiClass.Right ? 1 : 0;
        }

        return 0;
    }

    /// <param name="bases">The first code point of each cluster, in logical order.</param>
    /// <returns>The embedding level of each cluster: 0, 1 or 2.</returns>
    public static int[] Resolve(IReadOnlyList<Rune> bases, int paragraphLevel)
    {
        var classes = bases.Select(Classify).ToArray();
        BracketPairs.Resolve(bases, classes, paragraphLevel);
        var levels = new int[classes.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = classes[i] switch
            {
                BidiClass.Left => paragraphLevel == 0 ? 0 : 2,
                BidiClass.Right => 1,
                BidiClass.Number => paragraphLevel == 1 || IsRight(classes, i, paragraphLevel) ? 2 : 0,
                _ => NeutralLevel(classes, i, paragraphLevel),
            };
        }

        return levels;
    }

    /// <summary>Rule L2: reverse every stretch at or above each level, from the highest down to 1.</summary>
    public static IReadOnlyList<T> Reorder<T>(IReadOnlyList<T> logical, Func<T, int> levelOf)
    {
        var visual = logical.ToList();
        for (var level = visual.Select(levelOf).DefaultIfEmpty().Max(); level > 0; level--)
        {
            for (var start = 0; start < visual.Count; start++)
            {
                var end = start;
                while (end < visual.Count && levelOf(visual[end]) >= level)
                    end++;
                visual.Reverse(start, end - start);
                start = end;
            }
        }

        return visual;
    }

    /// <summary>Neutrals take the direction of both neighbours when these agree (a number counts as its context), else the paragraph's.</summary>
    private static int NeutralLevel(BidiClass[] classes, int index, int paragraphLevel)
    {
        var after = index;
        while (after < classes.Length && classes[after] == BidiClass.Neutral)
            after++;
        var rightBefore = IsRight(classes, index, paragraphLevel);
        var rightAfter = after == classes.Length ? paragraphLevel == 1
            : classes[after] == BidiClass.Number ? rightBefore
            : classes[after] == BidiClass.Right;
        return rightBefore != rightAfter ? paragraphLevel
            : rightBefore ? 1
            : paragraphLevel == 0 ? 0 : 2;
    }

    /// <summary>Whether the last strong character before <paramref name="index"/> runs right to left; at the start, whether the paragraph does.</summary>
    private static bool IsRight(BidiClass[] classes, int index, int paragraphLevel)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (classes[i] is BidiClass.Left or BidiClass.Right)
                return classes[i] == BidiClass.Right;
        }

        return paragraphLevel == 1;
    }
}
