using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf.Typesetting;

/// <summary>
/// Rule N0 of UAX #9: both brackets of a pair take one direction, so <c>(Mo)</c> stays whole inside an Arabic name.
/// Source: UAX #9, BD16 (pairs are matched with a stack) and N0.
/// </summary>
internal static class BracketPairs
{
    /// <param name="bases">The first code point of each cluster.</param>
    /// <param name="classes">Their classes; those of paired brackets are replaced.</param>
    public static void Resolve(IReadOnlyList<Rune> bases, BidiClass[] classes, int paragraphLevel)
    {
        var embedding = paragraphLevel == 1 ? BidiClass.Right : BidiClass.Left;
        foreach (var (open, close) in Match(bases).OrderBy(pair => pair.Open))
        {
            var inside = classes[(open + 1)..close];
            if (inside.All(c => c == BidiClass.Neutral))
                continue;
            var direction = inside.Any(c => Strength(c) == embedding) ? embedding
                : Before(classes, open, embedding);
            classes[open] = classes[close] = direction;
        }
    }

    /// <summary>In this rule a number counts as right to left.</summary>
    private static BidiClass Strength(BidiClass value) => value == BidiClass.Number ? BidiClass.Right : value;

    private static BidiClass Before(BidiClass[] classes, int index, BidiClass embedding) => classes[..index]
        .Select(Strength)
        .LastOrDefault(c => c != BidiClass.Neutral, embedding);

    private static List<(int Open, int Close)> Match(IReadOnlyList<Rune> bases)
    {
        var pairs = new List<(int Open, int Close)>();
        var open = new Stack<int>();
        for (var i = 0; i < bases.Count; i++)
        {
            var category = Rune.GetUnicodeCategory(bases[i]);
            if (category == UnicodeCategory.OpenPunctuation)
                open.Push(i);
            if (category != UnicodeCategory.ClosePunctuation || !open.Any(o => Closes(bases[o], bases[i])))
                continue;
            while (!Closes(bases[open.Peek()], bases[i]))
                open.Pop();
            pairs.Add((open.Pop(), i));
        }

        return pairs;
    }

    private static bool Closes(Rune open, Rune close) => UnicodeFunctions.Default.GetMirroring(open.Value) == close.Value;
}
