using System.Buffers.Binary;
using System.Xml.Linq;
using ExamEngine.Interchange.Art;
using ExamEngine.Interchange.Pdf;
using ExamEngine.Interchange.Tests.Pdf;

namespace ExamEngine.Interchange.Tests.Art;

public sealed class BadgeArtTests : IDisposable
{
    private static readonly BadgeFace Program = new("Supply Chain Management", "", "Open Institute of Logistics", 3, "#1f4e79", "en");

    private readonly BadgeArt art = new(Credentials.Shelf);
    private readonly ScratchFolder scratch = new();

    public void Dispose()
    {
        art.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void The_same_face_gives_the_same_picture_in_both_forms()
    {
        using var other = new BadgeArt(Credentials.Shelf);
        var (one, again) = (art.Draw(Program), other.Draw(Program));

        Assert.Equal(one.Svg, again.Svg);
        Assert.Equal(one.Png.ToArray(), again.Png.ToArray());
    }

    [Fact]
    public void The_drawing_is_outlines_alone_and_says_what_it_is()
    {
        var svg = XDocument.Parse(art.Draw(Program with { Title = "R&D <1>" }).Svg);

        Assert.Equal("R&D <1> – Open Institute of Logistics", svg.Root!.Elements().First().Value);
        Assert.Equal(["path", "title"], svg.Root.Elements().Select(element => element.Name.LocalName).Distinct().Order());
    }

    [Fact]
    public void The_picture_is_a_PNG_of_512_by_512_with_clear_corners_and_ink_in_the_middle()
    {
        var png = art.Draw(Program).Png.Span;
        Assert.Equal((512, 512), (BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..])));
        Assert.InRange(png.Length, 5_000, 60_000);

        using var bitmap = SkiaSharp.SKBitmap.Decode(png);
        Assert.Equal(0, bitmap.GetPixel(2, 2).Alpha);
        Assert.Equal("#ff1f4e79", bitmap.GetPixel(256, 28).ToString());
        Assert.Equal("#ffffffff", bitmap.GetPixel(256, 60).ToString());
        var dark = Enumerable.Range(100, 312).Count(x => Enumerable.Range(200, 112).Any(y => bitmap.GetPixel(x, y).Red < 100));
        Assert.InRange(dark, 100, 312);
    }

    [Theory]
    [InlineData("إدارة سلسلة التوريد", "ar")]
    [InlineData("供应链管理", "zh")]
    [InlineData("आपूर्ति शृंखला प्रबंधन", "hi")]
    [InlineData("Մատակարարման շղթա", "hy")]
    public void Titles_of_any_script_of_the_shelf_are_drawn(string title, string language) =>
        Assert.True(XDocument.Parse(art.Draw(Program with { Title = title, Language = language }).Svg).Root!.Elements().Count() > 10);

    [Fact]
    public void A_title_that_cannot_be_drawn_is_refused() =>
        Assert.Throws<MissingGlyphException>(() => art.Draw(Program with { Title = "ᜊᜌ᜔ᜊᜌᜒᜈ᜔" }));

    [Fact]
    public void The_code_of_an_address_is_read_by_others()
    {
        const string Address = "https://exams.example.edu/v/0195d3a0-0000-7000-8000-0000000000e1";
        var svg = scratch.Write("code.svg", System.Text.Encoding.UTF8.GetBytes(CodeArt.Svg(Address).Replace("<svg ", "<svg width=\"300\" height=\"300\" ", StringComparison.Ordinal)));
        var png = scratch.PathOf("code.png");
        using (var surface = SkiaSharp.SKSurface.Create(new SkiaSharp.SKImageInfo(330, 330)))
        {
            var root = XDocument.Load(svg).Root!;
            var side = float.Parse(root.Attribute("viewBox")!.Value.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
            surface.Canvas.Scale(330 / side);
            foreach (var (path, i) in root.Elements().Select((path, i) => (path, i)))
            {
                using var outline = SkiaSharp.SKPath.ParseSvgPathData(path.Attribute("d")!.Value);
                using var paint = new SkiaSharp.SKPaint { Color = i == 0 ? SkiaSharp.SKColors.White : SkiaSharp.SKColors.Black };
                surface.Canvas.DrawPath(outline, paint);
            }

            using var image = surface.Snapshot();
            using var data = image.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(png, data.ToArray());
        }

        var (_, output) = ExternalTool.Run("zbarimg", "--quiet", "--raw", png);
        Assert.Equal(Address, output.Split('\n')[0]);
    }
}
