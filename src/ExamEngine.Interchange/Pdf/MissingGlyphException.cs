using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf;

/// <summary>
/// No face on the shelf can draw a text, so the credential must not be issued with boxes in it.
/// Names the code points and the script, never the text: the text may be a learner's name.
/// </summary>
public sealed class MissingGlyphException : Exception
{
    internal MissingGlyphException(IReadOnlyList<int> codePoints, Script script)
        : base($"No face on the font shelf has glyphs for {string.Join(", ", codePoints.Select(c => $"U+{c:X4}"))} (script {script}).")
    {
        CodePoints = codePoints;
        Script = script.ToString();
    }

    /// <summary>Unicode scalar values without a glyph, in text order.</summary>
    public IReadOnlyList<int> CodePoints { get; }

    /// <summary>ISO 15924 code of the script, e.g. <c>Arab</c>; <c>Zyyy</c> for symbols common to all scripts.</summary>
    public string Script { get; }
}
