using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ExamEngine.Interchange.Pdf;
using UglyToad.PdfPig;

namespace ExamEngine.Interchange.Tests.Pdf;

public sealed class CredentialPdfTests : IDisposable
{
    private const string Golden = "BE08499EFA9FC5A7FA0B4A04CB34B6C2CCC48939C227EEB4DD0FAF39858C31B0";

    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_same_paper_gives_the_same_octets()
    {
        // Uncompressed, since the octets of a compressed stream depend on the zlib in the runtime.
        var file = new CredentialPdf(Credentials.Shelf).RenderUnsigned(Credentials.Paper("Արամ Smith"), compress: false);
        var hash = Convert.ToHexString(SHA256.HashData(file));
        Assert.True(hash == Golden, $"The credential changed. If it was meant to (layout, a face, HarfBuzz), look at the rendered page, then set {nameof(Golden)} to {hash}.");
    }

    [Fact]
    public void Another_credential_id_gives_another_document_id()
    {
        var pdf = new CredentialPdf(Credentials.Shelf);
        var one = Trailer(pdf.RenderUnsigned(Credentials.Paper()));
        var other = Trailer(pdf.RenderUnsigned(Credentials.Paper() with { CredentialId = "urn:uuid:00000000-0000-4000-8000-000000000000" }));
        Assert.NotEqual(one, other);

        static string Trailer(byte[] file) => Encoding.Latin1.GetString(file).Split("/ID[")[1][..34];
    }

    [Fact]
    public void The_credential_comes_back_from_the_attachment_byte_for_byte()
    {
        var path = scratch.Write("credential.pdf", Credentials.Render(Credentials.Paper()));
        var saved = scratch.PathOf("credential.json");
        var (exit, output) = ExternalTool.Run("pdfdetach", "-savefile", "credential.json", "-o", saved, path);
        Assert.True(exit == 0, output);
        Assert.Equal(Credentials.Json, File.ReadAllBytes(saved));

        using var document = PdfDocument.Open(path);
        Assert.True(document.Advanced.TryGetEmbeddedFiles(out var files));
        Assert.Equal(Credentials.Json, Assert.Single(files).Memory.ToArray());
    }

    [Fact]
    public void Qpdf_finds_nothing_wrong()
    {
        var path = scratch.Write("credential.pdf", Credentials.Render(Credentials.Paper("محمد بن عبد الله")));
        var (exit, output) = ExternalTool.Run("qpdf", "--check", path);
        Assert.True(exit == 0, output);
        Assert.Contains("No syntax or stream encoding errors", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_code_on_the_printed_page_reads_as_the_verification_address()
    {
        var path = scratch.Write("credential.pdf", Credentials.Render(Credentials.Paper()));
        var (drawn, complaint) = ExternalTool.Run("pdftoppm", "-r", "150", "-png", "-singlefile", path, scratch.PathOf("page"));
        Assert.True(drawn == 0, complaint);
        var (_, output) = ExternalTool.Run("zbarimg", "--quiet", "--raw", scratch.PathOf("page.png"));
        Assert.Equal(Credentials.Address, output.Split('\n')[0]);
    }

    [Fact]
    public void The_structure_names_every_text_and_the_figure_in_reading_order()
    {
        var path = scratch.Write("credential.pdf", Credentials.Render(Credentials.Paper()));
        var (_, output) = ExternalTool.Run("pdfinfo", "-struct", path);
        var types = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ').Select(line => line.Trim().Split(' ', ':')[0]);
        Assert.Equal(["P", "P", "P", "H1", "P", "P", "P", "P", "P", "Figure", "Form"], types);
    }

    [Fact]
    public void An_empty_result_line_leaves_no_empty_paragraph()
    {
        var path = scratch.Write("credential.pdf", Credentials.Render(Credentials.Paper(result: "")));
        var (_, output) = ExternalTool.Run("pdfinfo", "-struct", path);
        Assert.Equal(7, output.Split('\n').Count(line => line.StartsWith("  P", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<pdfaid:part>3</pdfaid:part>")]
    [InlineData("<pdfaid:conformance>A</pdfaid:conformance>")]
    [InlineData("<pdfuaid:part>1</pdfuaid:part>")]
    [InlineData("/AFRelationship/Data")]
    [InlineData("/S/GTS_PDFA1")]
    [InlineData("/Marked true")]
    [InlineData("/DisplayDocTitle true")]
    [InlineData("/Tabs/S")]
    [InlineData("/Subtype/application#2Fvc+ld+json")]
    [InlineData("/CreationDate(D:20270314000000+00'00')")]
    public void The_archive_and_accessibility_marks_are_there(string mark)
    {
        var file = new CredentialPdf(Credentials.Shelf).RenderUnsigned(Credentials.Paper(), compress: false);
        Assert.Contains(mark, Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public void The_metadata_says_the_title_also_when_it_holds_markup()
    {
        using var document = PdfDocument.Open(Credentials.Render(Credentials.Paper() with { Title = "R&D </x> \"1\"" }));
        Assert.True(document.TryGetXmpMetadata(out var metadata));
        Assert.Contains("R&D </x> \"1\" – Ada Lovelace", XDocument.Load(new MemoryStream([.. metadata.GetXmlBytes()])).Descendants().Select(element => element.Value));
    }

    [Fact]
    public void Many_threads_render_what_one_does()
    {
        var names = CredentialNameTests.Names.Select(row => row.Data.Item2).ToList();
        // A shelf of its own, so that the threads race for the first opening of each face.
        using var shelf = FontShelf.Open(FontShelf.DefaultDirectory);
        var pdf = new CredentialPdf(shelf);
        var papers = Enumerable.Range(0, 8).SelectMany(_ => names).Select(name => Credentials.Paper(name)).ToList();
        var together = papers.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(paper => pdf.RenderUnsigned(paper)).ToList();
        var alone = names.Select(name => pdf.RenderUnsigned(Credentials.Paper(name))).ToList();
        Assert.All(together.Index(), pair => Assert.Equal(alone[pair.Index % alone.Count], pair.Item));
    }

    [Fact]
    public void A_relative_address_or_an_empty_name_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Credentials.Render(Credentials.Paper() with { VerificationAddress = new Uri("verify/1", UriKind.Relative) }));
        Assert.Throws<ArgumentException>(() => Credentials.Render(Credentials.Paper(" \t")));
    }

    [Fact]
    public void A_font_folder_without_a_face_is_refused_by_name()
    {
        var refusal = Assert.Throws<FileNotFoundException>(() => FontShelf.Open(scratch.PathOf("nowhere")));
        Assert.Contains("NotoSansArmenian", refusal.Message, StringComparison.Ordinal);
    }
}
