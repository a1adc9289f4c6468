using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Interchange.Pdf.Signing;
using ExamEngine.Interchange.Pdf.Typesetting;
using ExamEngine.Interchange.Pdf.Writing;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.AcroForms;
using PdfSharp.Pdf.Advanced;
using PdfSharp.Pdf.Signatures;

namespace ExamEngine.Interchange.Pdf;

/// <summary>
/// The credential as a signed one-page PDF: A4 landscape, text of any script on the shelf, a QR code of the verification
/// address, the credential itself attached, and a PAdES B-B signature over the whole file. Built to PDF/A-3a and PDF/UA-1,
/// not certified. Safe to call from many threads: a call shares only the shelf, whose faces are immutable, and asks
/// PDFsharp for no font, so its process-wide font resolver plays no part.
/// </summary>
public sealed class CredentialPdf(FontShelf fonts)
{
    private const string Product = "ExamEngine";
    private const string AttachmentName = "credential.json";

    /// <exception cref="MissingGlyphException">A text needs a script that is not on the shelf.</exception>
    /// <exception cref="ArgumentException">The verification address is not absolute, a text is not valid Unicode, or a needed text is empty.</exception>
    /// <exception cref="CryptographicException">The identity cannot sign.</exception>
    public byte[] Render(CredentialPaper paper, SigningIdentity signer) => Render(paper, new PadesSigner(signer.Certificate), compress: true);

    /// <summary>Sets the paper without writing a file: throws what <see cref="Render(CredentialPaper, SigningIdentity)"/> would.</summary>
    /// <exception cref="MissingGlyphException">A text needs a script that is not on the shelf.</exception>
    public void Check(CredentialPaper paper)
    {
        CheckTexts(paper);
        using var document = new PdfDocument();
        new CredentialSheet(new Typesetter(fonts, paper.Language), new Canvas(new StructureTree(document, document.AddPage(), paper.Language)), paper).Draw();
    }

    /// <summary>As a credential would look, with a word across it and no signature.</summary>
    public byte[] RenderSample(CredentialPaper paper) => Render(paper with { Sample = paper.Sample.Length > 0 ? paper.Sample : "SAMPLE" }, new NoSigner(), compress: true);

    /// <summary>The file with zeros for a signature. The same paper and <paramref name="compress"/> give the same octets.</summary>
    internal byte[] RenderUnsigned(CredentialPaper paper, bool compress = true) => Render(paper, new NoSigner(), compress);

    private byte[] Render(CredentialPaper paper, IDigitalSigner signer, bool compress)
    {
        CheckTexts(paper);
        using var document = new PdfDocument();
        document.Options.CompressContentStreams = false;
        // Gives the output intent with PDFsharp's sRGB profile; the part of PDF/A it names is put right on completion.
        document.SetPdfA();
        var page = document.AddPage();
        page.MediaBox = new PdfRectangle(new XPoint(), CredentialSheet.CornerOf(paper.Size));
        var structure = new StructureTree(document, page, paper.Language);
        var canvas = new Canvas(structure);
        new CredentialSheet(new Typesetter(fonts, paper.Language), canvas, paper).Draw();
        canvas.DrawOn(page);
        Describe(document, paper);
        Attach(document, paper);
        DigitalSignatureHandler.ForDocument(document, signer, new DigitalSignatureOptions { AppName = Product });

        using var file = new CompletedFile(() => Complete(document, structure, paper, compress));
        document.Save(file);
        return file.ToArray();
    }

    private static void Describe(PdfDocument document, CredentialPaper paper)
    {
        document.Info.Elements["/Title"] = PdfDocumentObjects.Text(Typesetter.Clean($"{paper.Title} – {paper.LearnerName}"));
        document.Info.Elements["/Author"] = PdfDocumentObjects.Text(Typesetter.Clean(paper.IssuerName));
        document.Info.Creator = Product;
        document.Info.CreationDate = document.Info.ModificationDate = Midnight(paper.IssuedOn);
        var id = Encoding.Latin1.GetString(SHA256.HashData(Encoding.UTF8.GetBytes(paper.CredentialId)).AsSpan(..16));
        (document.Internals.FirstDocumentID, document.Internals.SecondDocumentID) = (id, id);
    }

    [SuppressMessage("Security", "CA5351", Justification = "ISO 32000-1 fixes MD5 for the check sum of an embedded file; the signature protects it.")]
    private static void Attach(PdfDocument document, CredentialPaper paper)
    {
        var json = paper.CredentialJson.ToArray();
        var content = new PdfEmbeddedFileStream(document, new MemoryStream(json));
        content.Elements.SetName("/Subtype", "/application/vc+ld+json");
        content.Elements["/Params"] = new PdfDictionary
        {
            Elements =
            {
                ["/Size"] = new PdfInteger(json.Length),
                ["/CheckSum"] = new PdfString(Encoding.Latin1.GetString(MD5.HashData(json)), PdfStringEncoding.RawEncoding),
                ["/ModDate"] = new PdfDate(Midnight(paper.IssuedOn)),
            },
        };
        var file = document.Add(new PdfFileSpecification(document, content, AttachmentName));
        file.Elements["/Desc"] = PdfDocumentObjects.Text(paper.CredentialId);
        file.Elements.SetName("/AFRelationship", "/Data");

        var names = document.Add(new PdfNameTreeNode());
        names.AddName(AttachmentName, file.ReferenceNotNull);
        document.Internals.Catalog.Names.Elements["/EmbeddedFiles"] = names;
        document.Internals.Catalog.Elements["/AF"] = new PdfArray(document, file.ReferenceNotNull);
    }

    /// <summary>Replaces what PDFsharp adds to every document by what PDF/A-3, PDF/UA and PAdES ask for.</summary>
    private static void Complete(PdfDocument document, StructureTree structure, CredentialPaper paper, bool compress)
    {
        var objects = document.Internals.GetAllObjects();
        objects.OfType<PdfMetadata>().Single().Stream.Value = XmpPacket.Of(document.Info, paper.Language);

        var signature = objects.OfType<PdfSignature2>().Single().Elements;
        signature.SetName("/SubFilter", "/ETSI.CAdES.detached");
        signature.SetDateTime("/M", Midnight(paper.IssuedOn));
        signature.Remove("/Reason");
        signature.Remove("/Location");

        var field = objects.OfType<PdfSignatureField>().Single();
        field.Elements["/TU"] = PdfDocumentObjects.Text(Typesetter.Clean(paper.IssuerName));
        // Print and Locked, which are flags of the annotation; PDFsharp sets them on the field.
        field.Elements.SetInteger("/F", 132);
        field.Elements.Remove("/Ff");
        field.Elements.Remove("/DR");
        structure.AddField(field);

        foreach (var item in objects.OfType<PdfDictionary>().Where(item => item is not PdfMetadata && item.Stream is not null))
            Pack(item, compress);
    }

    /// <summary>PDFsharp's own encoder leaves out the check sum that ends a zlib stream (RFC 1950).</summary>
    private static void Pack(PdfDictionary item, bool compress)
    {
        item.Stream.TryUncompress();
        if (!compress)
            return;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(item.Stream.Value);
        item.Stream.Value = packed.ToArray();
        item.Elements.SetName("/Filter", "/FlateDecode");
    }

    private static DateTime Midnight(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    private static void CheckTexts(CredentialPaper paper)
    {
        foreach (var (text, what) in new[]
        {
            (paper.LearnerName, nameof(paper.LearnerName)), (paper.Title, nameof(paper.Title)), (paper.IssuerName, nameof(paper.IssuerName)),
            (paper.CredentialId, nameof(paper.CredentialId)), (paper.Language, nameof(paper.Language)),
        })
        {
            if (string.IsNullOrWhiteSpace(text))
                throw new ArgumentException($"A credential needs its {what}.", nameof(paper));
        }

        if (!paper.VerificationAddress.IsAbsoluteUri)
            throw new ArgumentException("The verification address must be absolute.", nameof(paper));
    }
}
