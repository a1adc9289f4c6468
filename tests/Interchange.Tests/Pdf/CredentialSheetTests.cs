using ExamEngine.Interchange.Pdf;
using UglyToad.PdfPig;

namespace ExamEngine.Interchange.Tests.Pdf;

/// <summary>What a template adds to the sheet.</summary>
public sealed class CredentialSheetTests : IDisposable
{
    private static readonly CredentialPaper Signed = Credentials.Paper() with
    {
        Accent = "#7a1f3d",
        Seal = "Verified",
        Signatories = [new("Prof. Ada Byron", "Dean of Online Programs"), new("Charles Babbage", ""), new("Ռ. Պետրոսյան", "Director")],
    };

    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(PaperSize.A4, 841.89, 595.28)]
    [InlineData(PaperSize.Letter, 792, 612)]
    public void The_sheet_has_the_size_that_was_asked_for_and_everything_lies_on_it(PaperSize size, double width, double height)
    {
        using var document = PdfDocument.Open(Credentials.Render(Signed with { Size = size }));
        var page = document.GetPage(1);
        Assert.Equal((width, height), (page.Width, page.Height));
        Assert.All(page.Letters, letter => Assert.True(
            letter.BoundingBox.Left >= 30 && letter.BoundingBox.Right <= width - 30 && letter.BoundingBox.Bottom >= 30 && letter.BoundingBox.Top <= height - 30, $"'{letter.Value}' is off the sheet."));
        foreach (var text in (string[])["Prof. Ada Byron", "Dean of Online Programs", "Charles Babbage", "Verified", "Ada Lovelace"])
            Assert.Contains(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(page.Letters.Select(letter => letter.Value)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_do_not_lie_on_each_other_at_their_longest()
    {
        var words = string.Join(' ', Enumerable.Repeat("Endlessly Named", 6));
        var paper = Signed with { LearnerName = words, Title = words + words, ProgramTitle = words + words, StatementLine = words };
        using var document = PdfDocument.Open(Credentials.Render(paper));
        var lines = document.GetPage(1).GetWords().GroupBy(word => Math.Round(word.BoundingBox.Bottom)).OrderBy(line => line.Key).ToList();
        var boxes = document.GetPage(1).Letters.Select(letter => letter.BoundingBox).ToList();
        Assert.True(lines.Count > 8);
        foreach (var (i, box) in boxes.Index())
        {
            var crossing = boxes.Skip(i + 1).FirstOrDefault(other =>
                box.Left < other.Right - 1 && other.Left < box.Right - 1 && box.Bottom < other.Top - 1 && other.Bottom < box.Top - 1 && Math.Abs(box.Bottom - other.Bottom) > 6);
            Assert.True(crossing.Width == 0, $"{box} and {crossing} lie on each other.");
        }
    }

    [Fact]
    public void A_credential_in_Latin_script_takes_less_than_120_KB()
    {
        var json = new byte[3_000];
        var file = Credentials.Render(Signed with { CredentialJson = json, Signatories = [new("Prof. Ada Byron", "Dean of Online Programs"), new("José Müller", "Décano")] });
        Assert.InRange(file.Length, 20_000, 120 * 1024);
    }

    [Fact]
    public void A_sample_says_so_and_carries_no_signature()
    {
        var file = new CredentialPdf(Credentials.Shelf).RenderSample(Signed);
        var path = scratch.Write("sample.pdf", file);
        var (_, text) = ExternalTool.Run("pdftotext", path, "-");
        Assert.Contains("SAMPLE", text, StringComparison.Ordinal);
        var (_, signatures) = ExternalTool.Run("pdfsig", path);
        Assert.DoesNotContain("Signature is Valid", signatures, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_printed_is_told_before_anything_is_made()
    {
        var pdf = new CredentialPdf(Credentials.Shelf);
        pdf.Check(Signed);
        Assert.Equal([0x170A], Assert.Throws<MissingGlyphException>(() => pdf.Check(Signed with { LearnerName = "Ada \u170A" })).CodePoints);
        Assert.Throws<MissingGlyphException>(() => pdf.Check(Signed with { Signatories = [new("\u170A", "")] }));
        Assert.Throws<MissingGlyphException>(() => pdf.Check(Signed with { Seal = "\u170A" }));
    }
}
