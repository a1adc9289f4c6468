using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Interchange.Tests.Pdf;
using QRCoder;

namespace ExamEngine.Interchange.Tests.OpenBadges;

public sealed class BakingTests
{
    private const string Picture = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">\n  <rect width=\"1\" height=\"1\"/>\n</svg>";

    private static readonly byte[] Image = PngByteQRCodeHelper.GetQRCode("badge", QRCodeGenerator.ECCLevel.L, 2);

    [Fact]
    public async Task What_goes_into_a_picture_comes_out_of_it_and_is_valid()
    {
        var verifier = new BadgeVerifier(KnownSources.With(Badges.StatusList([])));
        foreach (var credential in new[] { Badges.Signed().ToJsonString(), VcJwt.Sign(Badges.Document(), Badges.Issuer) })
        {
            foreach (var baked in new[] { Baking.Png(Image, credential), Encoding.UTF8.GetBytes(Baking.Svg(Picture, credential)) })
            {
                Assert.Equal(credential, Baking.Extract(baked));
                Assert.Equal(BadgeCodes.Valid, (await verifier.Verify(baked, Badges.Now, default)).Code);
            }
        }
    }

    [Fact]
    public void A_baked_picture_is_the_same_picture()
    {
        using var folder = new ScratchFolder();
        var baked = Baking.Png(Image, """{"a":1}""");
        Assert.Contains("badge", ExternalTool.Run("zbarimg", "--raw", "-q", folder.Write("baked.png", baked)).Output, StringComparison.Ordinal);
        Assert.Equal(Image.Length + 12 + 19 + 5 + 7, baked.Length);

        var svg = XDocument.Parse(Baking.Svg(Picture, """{"a":1}"""));
        Assert.Equal("credential", svg.Root!.Elements().First().Name.LocalName);
        Assert.Single(svg.Descendants(XName.Get("rect", "http://www.w3.org/2000/svg")));
    }

    [Fact]
    public void Baking_again_replaces()
    {
        var png = Baking.Png(Baking.Png(Image, "{\"first\":1}"), "{\"second\":2}");
        Assert.Equal("{\"second\":2}", Baking.Extract(png));
        Assert.DoesNotContain("first", Encoding.Latin1.GetString(png), StringComparison.Ordinal);

        var svg = Baking.Svg(Baking.Svg(Picture, "{\"first\":1}"), "{\"second\":2}");
        Assert.Equal("{\"second\":2}", Baking.Extract(Encoding.UTF8.GetBytes(svg)));
        Assert.DoesNotContain("first", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_a_section_inside_a_text_does_not_end_it()
    {
        var baked = Baking.Extract(Encoding.UTF8.GetBytes(Baking.Svg(Picture, "{\"a\":\"x]]>y\"}")))!;
        Assert.Equal("x]]>y", (string?)JsonNode.Parse(baked)!["a"]);
    }

    [Fact]
    public async Task A_credential_in_a_pdf_is_found()
    {
        var credential = Badges.Signed().ToJsonString();
        var pdf = Credentials.Render(Credentials.Paper() with { CredentialJson = Encoding.UTF8.GetBytes(credential) });
        Assert.Equal(credential, Baking.Extract(pdf));
        Assert.Equal(BadgeCodes.Valid, (await new BadgeVerifier(KnownSources.With(Badges.StatusList([]))).Verify(pdf, Badges.Now, default)).Code);
    }

    [Fact]
    public void What_is_attached_to_a_pdf_unpacks_to_no_more_than_a_file_may_have()
    {
        var small = Encoding.UTF8.GetBytes("{}");
        Assert.Equal("{}", Baking.Extract(PdfWith(small, "")));
        Assert.Equal("{}", Baking.Extract(PdfWith(Packed(small), "/Filter /FlateDecode")));
        Assert.Equal("{}", Baking.Extract(PdfWith(Packed(small), "/Filter [/FlateDecode]")));
        Assert.Null(Baking.Extract(PdfWith(Packed(new byte[Baking.LargestFile + 1]), "/Filter /FlateDecode")));
        Assert.Null(Baking.Extract(PdfWith(Packed(Packed(small)), "/Filter [/FlateDecode /FlateDecode]")));
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(content);
        return packed.ToArray();
    }

    /// <summary>A PDF of one empty page with the octets attached as they are.</summary>
    private static byte[] PdfWith(byte[] attached, string filter)
    {
        var pdf = new StringBuilder("%PDF-1.7\n");
        var places = new List<int>();
        foreach (var body in new[]
        {
            "<< /Type /Catalog /Pages 2 0 R /AF [4 0 R] >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            "<< /Type /Filespec /F (credential.json) /UF (credential.json) /EF << /F 5 0 R >> >>",
            $"<< /Type /EmbeddedFile {filter} /Length {attached.Length} >>\nstream\n{Encoding.Latin1.GetString(attached)}\nendstream",
        })
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n{body}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append("xref\n0 6\n0000000000 65535 f \n");
        foreach (var place in places)
            pdf.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    [Fact]
    public void Nothing_comes_out_of_what_holds_nothing()
    {
        Assert.Null(Baking.Extract(Image));
        Assert.Null(Baking.Extract(Encoding.UTF8.GetBytes(Picture)));
        Assert.Null(Baking.Extract("%PDF-1.7 broken"u8));
        Assert.Null(Baking.Extract(Baking.Png(Image, "{}").AsSpan(..60)));
        Assert.Null(Baking.Extract([]));
    }

    [Fact]
    public void What_is_no_picture_is_refused()
    {
        Assert.Throws<BadgeFormatException>(() => Baking.Png("GIF89a"u8, "{}"));
        Assert.Throws<BadgeFormatException>(() => Baking.Png(Image.AsSpan(..40), "{}"));
        Assert.Throws<BadgeFormatException>(() => Baking.Svg("<html/>", "{}"));
        Assert.Throws<BadgeFormatException>(() => Baking.Svg("no", "{}"));
    }
}
