using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text;
using ExamEngine.Interchange.Pdf;
using ExamEngine.Interchange.Pdf.Typesetting;
using SkiaSharp;

namespace ExamEngine.Interchange.Art;

/// <summary>
/// Draws badges: a medal with issuer, title and stars. The drawing is a list of outlines in SVG's own language, so the SVG is that list and the PNG is the same
/// list filled by Skia. Texts are shaped as on paper, with the faces of the shelf. Safe on many threads: faces are opened once and only read.
/// </summary>
public sealed class BadgeArt(FontShelf fonts) : IDisposable
{
    private const int Side = 512;
    private const double Centre = Side / 2.0;

    /// <summary>Lines of text stay this wide within the disc.</summary>
    private const double Measure = 300;

    private readonly ConcurrentDictionary<string, Lazy<SKTypeface>> _faces = new();

    /// <summary>A filled outline, moved by <paramref name="X"/> and <paramref name="Y"/>.</summary>
    private sealed record Shape(string Outline, string Fill, double X = 0, double Y = 0);

    /// <exception cref="MissingGlyphException">A text needs a script that is not on the shelf.</exception>
    public BadgePicture Draw(BadgeFace face)
    {
        var shapes = Compose(face);
        return new(Svg(face, shapes), Png(shapes));
    }

    public void Dispose()
    {
        foreach (var face in _faces.Values.Where(face => face.IsValueCreated))
            face.Value.Dispose();
    }

    private List<Shape> Compose(BadgeFace face)
    {
        List<Shape> shapes =
        [
            new(Scallops(28, 250, 236), face.Accent),
            new(Disc(222), "#ffffff"),
            new(Disc(216), face.Accent),
            new(Disc(208), "#ffffff"),
        ];
        var typesetter = new Typesetter(fonts, face.Language);
        var issuer = typesetter.Fit(face.Issuer, FaceStyle.Plain, 21, 15, Measure - 70);
        var title = typesetter.Fit(face.Title, FaceStyle.Strong, 40, 26, Measure + 40);
        var program = typesetter.Fit(face.ProgramTitle, FaceStyle.Plain, 19, 13, Measure);

        const double Rule = 14;
        var height = title.Height + (program.Text.Length > 0 ? program.Height + 10 : 0);
        var top = Centre - height / 2 - 4;
        Text(shapes, title, "#16202c", top);
        if (program.Text.Length > 0)
            Text(shapes, program, "#55606e", top + title.Height + 10);
        Text(shapes, issuer, face.Accent, Math.Max(92, top - Rule - issuer.Height - 26));
        shapes.Add(new(Bar(Centre - 26, Math.Max(92 + issuer.Height + 8, top - 22), 52, 2.5), face.Accent));
        for (var star = 0; star < face.Stars; star++)
            shapes.Add(new(Star(Centre + (star - (face.Stars - 1) / 2.0) * 48, 394, 20), face.Accent));
        return shapes;
    }

    private void Text(List<Shape> shapes, FittedText text, string fill, double top)
    {
        foreach (var line in text.Lines)
        {
            var baseline = top + line.Ascent * text.Size / 1000;
            var pen = Centre - line.Width * text.Size / 2000;
            foreach (var glyph in line.Glyphs)
            {
                if (Outline(glyph.Face, glyph.Id, text.Size) is { Length: > 0 } outline)
                    shapes.Add(new(outline, fill, pen + glyph.XOffset * text.Size / 1000, baseline - glyph.YOffset * text.Size / 1000));
                pen += glyph.Advance * text.Size / 1000;
            }

            top += text.LineHeight;
        }
    }

    private string? Outline(FontFace face, uint glyph, double size)
    {
        var typeface = _faces.GetOrAdd(face.Path, path => new(() => SKTypeface.FromFile(path) ?? throw new InvalidDataException($"{path} is no face that Skia reads."))).Value;
        using var font = new SKFont(typeface, (float)size) { Hinting = SKFontHinting.None };
        using var path = font.GetGlyphPath((ushort)glyph);
        return path?.ToSvgPathData();
    }

    private static string Svg(BadgeFace face, List<Shape> shapes)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Side}\" height=\"{Side}\" viewBox=\"0 0 {Side} {Side}\" role=\"img\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{SecurityElement.Escape($"{Typesetter.Clean(face.Title)} – {Typesetter.Clean(face.Issuer)}")}</title>");
        foreach (var shape in shapes)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"{shape.Fill}\" d=\"{shape.Outline}\"");
            if (shape is not { X: 0, Y: 0 })
                svg.Append(CultureInfo.InvariantCulture, $" transform=\"translate({shape.X:0.##} {shape.Y:0.##})\"");
            svg.Append("/>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static byte[] Png(List<Shape> shapes)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Premul))
            ?? throw new InvalidOperationException("Skia has no room to draw.");
        surface.Canvas.Clear(SKColors.Transparent);
        foreach (var shape in shapes)
        {
            using var outline = SKPath.ParseSvgPathData(shape.Outline);
            using var paint = new SKPaint { Color = SKColor.Parse(shape.Fill), IsAntialias = true };
            surface.Canvas.Save();
            surface.Canvas.Translate((float)shape.X, (float)shape.Y);
            surface.Canvas.DrawPath(outline, paint);
            surface.Canvas.Restore();
        }

        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static string Disc(double radius) => string.Create(
        CultureInfo.InvariantCulture, $"M{Centre - radius:0.##} {Centre}A{radius:0.##} {radius:0.##} 0 1 0 {Centre + radius:0.##} {Centre}A{radius:0.##} {radius:0.##} 0 1 0 {Centre - radius:0.##} {Centre}Z");

    private static string Bar(double left, double top, double width, double height) =>
        string.Create(CultureInfo.InvariantCulture, $"M{left:0.##} {top:0.##}h{width:0.##}v{height:0.##}h{-width:0.##}Z");

    /// <summary>A disc with a soft wave for an edge.</summary>
    private static string Scallops(int count, double outer, double inner)
    {
        var path = new StringBuilder();
        for (var i = 0; i <= count; i++)
        {
            var (x, y) = At(inner, 2 * Math.PI * i / count);
            if (i == 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{x:0.##} {y:0.##}");
                continue;
            }

            var (tipX, tipY) = At(2 * outer - inner, 2 * Math.PI * (i - 0.5) / count);
            path.Append(CultureInfo.InvariantCulture, $"Q{tipX:0.##} {tipY:0.##} {x:0.##} {y:0.##}");
        }

        return path.Append('Z').ToString();
    }

    private static string Star(double x, double y, double radius)
    {
        var path = new StringBuilder();
        for (var i = 0; i < 10; i++)
        {
            var (r, angle) = (i % 2 == 0 ? radius : radius * 0.42, Math.PI * i / 5);
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x + r * Math.Sin(angle):0.##} {y - r * Math.Cos(angle):0.##}");
        }

        return path.Append('Z').ToString();
    }

    private static (double X, double Y) At(double radius, double angle) => (Centre + radius * Math.Sin(angle), Centre - radius * Math.Cos(angle));
}
