using System.Globalization;
using System.Text;
using ExamEngine.Interchange.Pdf.Typesetting;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>A colour of sRGB, each part 0 to 1.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    /// <param name="rgb">As in HTML: 0xRRGGBB.</param>
    public static Colour Of(int rgb) => new((rgb >> 16) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0);

    public override string ToString() => $"{PdfSyntax.Number(Red)} {PdfSyntax.Number(Green)} {PdfSyntax.Number(Blue)}";
}

/// <summary>
/// The content of one page. Lengths are points, the origin is the lower left corner. Everything drawn is either
/// an element of the structure or an artifact; there is no third way, so nothing can be left untagged.
/// </summary>
internal sealed class Canvas(StructureTree structure)
{
    private readonly StringBuilder content = new();
    private readonly Dictionary<FontFace, EmbeddedFont> fonts = [];

    /// <summary>Puts what was drawn, and the fonts it uses, on a page.</summary>
    public void DrawOn(PdfPage page)
    {
        page.Contents.AppendContent().CreateStream(Encoding.ASCII.GetBytes(content.ToString()));
        var resources = new PdfDictionary();
        foreach (var font in fonts.Values)
            resources.Elements[$"/{font.ResourceName}"] = font.AddTo(page.Owner);
        page.Resources.Elements["/Font"] = resources;
    }

    /// <summary>Lines and areas that say nothing.</summary>
    public void Decorate(Colour colour, Action<Canvas> draw)
    {
        content.Append(CultureInfo.InvariantCulture, $"/Artifact BMC\n{colour} rg\n");
        draw(this);
        content.Append("EMC\n");
    }

    /// <param name="alternate">What the figure says.</param>
    /// <param name="box">The room it takes; <see cref="XRect.Y"/> is its lower edge.</param>
    public void DrawFigure(string alternate, XRect box, Colour colour, Action<Canvas> draw)
    {
        content.Append(CultureInfo.InvariantCulture, $"/Figure << /MCID {structure.AddFigure(alternate, box)} >> BDC\n{colour} rg\n");
        draw(this);
        content.Append("EMC\n");
    }

    /// <summary>
    /// A text with its lines one below the other. The element has the text in reading order. A span inside repeats it, since readers honour
    /// the replacement text of one or the other; text from right to left is told glyph by glyph there, since readers that go by positions
    /// take a longer replacement for what stands from left to right, and turn it.
    /// </summary>
    /// <param name="top">Upper edge of the first line.</param>
    /// <param name="left">Left edge of a line, by its width in points.</param>
    public void DrawText(string type, FittedText text, Colour colour, double top, Func<double, double> left)
    {
        var id = structure.AddText(type, text.Text);
        content.Append(CultureInfo.InvariantCulture, $"/{type} << /MCID {id} >> BDC\n");
        if (!text.RightToLeft)
            content.Append(CultureInfo.InvariantCulture, $"/Span << /ActualText {PdfSyntax.Text(text.Text)} >> BDC\n");
        content.Append(CultureInfo.InvariantCulture, $"BT\n{colour} rg\n");
        foreach (var line in text.Lines)
        {
            var baseline = top - line.Ascent * text.Size / 1000;
            DrawLine(line, text.Size, left(line.Width * text.Size / 1000), baseline, text.RightToLeft ? GlyphTexts.Replacement : _ => null);
            top -= text.LineHeight;
        }

        content.Append(text.RightToLeft ? "ET\nEMC\n" : "ET\nEMC\nEMC\n");
    }

    public void FillRectangle(double left, double bottom, double width, double height) =>
        content.Append(CultureInfo.InvariantCulture, $"{PdfSyntax.Number(left)} {PdfSyntax.Number(bottom)} {PdfSyntax.Number(width)} {PdfSyntax.Number(height)} re f\n");

    /// <summary>A ring between two circles around one centre; a disc when the inner one is 0.</summary>
    public void FillRing(double x, double y, double outer, double inner)
    {
        Circle(x, y, outer);
        if (inner > 0)
            Circle(x, y, inner);
        content.Append("f*\n");
    }

    /// <summary>
    /// Glyph positions become kerning in TJ arrays. Both are whole thousandths of an em, so nothing is lost and
    /// the text stays in strings that readers can extract.
    /// </summary>
    /// <param name="replacement">What a reader is to take a glyph for, where its text does not say it.</param>
    private void DrawLine(ShapedLine line, double size, double x, double y, Func<Glyph, string?> replacement)
    {
        content.Append(CultureInfo.InvariantCulture, $"1 0 0 1 {PdfSyntax.Number(x)} {PdfSyntax.Number(y)} Tm\n");
        var (pen, cursor, rise) = (0, 0, 0);
        FontFace? current = null;
        var end = "";
        foreach (var glyph in line.Glyphs)
        {
            var replaced = replacement(glyph);
            if (current != glyph.Face || rise != glyph.YOffset || replaced is not null)
            {
                content.Append(end);
                if (replaced is not null)
                    content.Append(CultureInfo.InvariantCulture, $"/Span << /ActualText {PdfSyntax.Text(replaced)} >> BDC ");
                content.Append(CultureInfo.InvariantCulture, $"/{FontOf(glyph.Face).ResourceName} {PdfSyntax.Number(size)} Tf {PdfSyntax.Number(glyph.YOffset * size / 1000)} Ts [");
                (current, rise, end) = (replaced is null ? glyph.Face : null, glyph.YOffset, replaced is null ? "] TJ\n" : "] TJ EMC\n");
            }

            var target = pen + glyph.XOffset;
            if (target != cursor)
                content.Append(CultureInfo.InvariantCulture, $"{cursor - target}");
            content.Append(CultureInfo.InvariantCulture, $"<{FontOf(glyph.Face).CodeOf(glyph):X4}>");
            cursor = target + glyph.Face.AdvanceOf(glyph.Id);
            pen += glyph.Advance;
        }

        content.Append(end);
    }

    /// <summary>Four Bézier curves, off by less than 0.03 % of the radius.</summary>
    private void Circle(double x, double y, double radius)
    {
        var pull = radius * 0.5522847498;
        content.Append(CultureInfo.InvariantCulture, $"{PdfSyntax.Number(x + radius)} {PdfSyntax.Number(y)} m\n");
        foreach (var (ax, ay, bx, by, cx, cy) in new[]
        {
            (radius, pull, pull, radius, 0.0, radius), (-pull, radius, -radius, pull, -radius, 0.0), (-radius, -pull, -pull, -radius, 0.0, -radius), (pull, -radius, radius, -pull, radius, 0.0),
        })
        {
            content.Append(
                CultureInfo.InvariantCulture,
                $"{PdfSyntax.Number(x + ax)} {PdfSyntax.Number(y + ay)} {PdfSyntax.Number(x + bx)} {PdfSyntax.Number(y + by)} {PdfSyntax.Number(x + cx)} {PdfSyntax.Number(y + cy)} c\n");
        }

        content.Append("h\n");
    }

    private EmbeddedFont FontOf(FontFace face)
    {
        if (!fonts.TryGetValue(face, out var font))
            fonts[face] = font = new EmbeddedFont(face, string.Create(CultureInfo.InvariantCulture, $"F{fonts.Count + 1}"));
        return font;
    }
}
