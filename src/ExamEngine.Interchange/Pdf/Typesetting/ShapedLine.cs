namespace ExamEngine.Interchange.Pdf.Typesetting;

/// <summary>One glyph of a line. Distances are thousandths of an em.</summary>
/// <param name="Id">Glyph index in <paramref name="Face"/>.</param>
/// <param name="Advance">How far the pen moves after it.</param>
/// <param name="Text">What a reader may extract for it; empty when another glyph of the same cluster speaks for it.</param>
internal sealed record Glyph(FontFace Face, uint Id, int Advance, int XOffset, int YOffset, string Text, bool RightToLeft = false);

/// <summary>A line of glyphs in visual order, left to right. Distances are thousandths of an em.</summary>
internal sealed record ShapedLine(IReadOnlyList<Glyph> Glyphs)
{
    public int Width { get; } = Glyphs.Sum(glyph => glyph.Advance);

    public int Ascent { get; } = Glyphs.Select(glyph => glyph.Face.Ascent).DefaultIfEmpty().Max();

    public int Descent { get; } = Glyphs.Select(glyph => glyph.Face.Descent).DefaultIfEmpty().Max();
}

/// <summary>A text set in one or two lines at a size, in points, at which each line fits.</summary>
/// <param name="Text">The whole text in reading order.</param>
internal sealed record FittedText(string Text, IReadOnlyList<ShapedLine> Lines, double Size)
{
    public double LineHeight { get; } = Lines.Select(line => line.Ascent + line.Descent).DefaultIfEmpty().Max() * Size / 1000;

    public double Height => Lines.Count * LineHeight;

    /// <summary>True when a part of it runs from right to left.</summary>
    public bool RightToLeft { get; } = Lines.Any(line => line.Glyphs.Any(glyph => glyph.RightToLeft));
}
