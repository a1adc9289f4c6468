using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Interchange.Pdf.Signing;
using ExamEngine.Interchange.Pdf.Typesetting;
using ExamEngine.Interchange.Pdf.Writing;

namespace ExamEngine.Interchange.Pdf;

/// <summary>
/// The credential as a signed one-page PDF: A4 landscape, text of any script on the shelf, a QR code of the verification
/// address, the credential itself attached, and a PAdES B-B signature over the whole file. Built to PDF/A-3a and PDF/UA-1,
/// not certified. Safe to call from many threads: a call shares only the shelf, whose faces are immutable.
/// </summary>
public sealed class CredentialPdf(FontShelf fonts)
{
    private const string Producer = "ExamEngine";
    private const int SignatureOctets = 12288;

    /// <exception cref="MissingGlyphException">A text needs a script that is not on the shelf.</exception>
    /// <exception cref="ArgumentException">The verification address is not absolute, a text is not valid Unicode, or a needed text is empty.</exception>
    /// <exception cref="CryptographicException">The identity cannot sign.</exception>
    public byte[] Render(CredentialPaper paper, SigningIdentity signer) => PadesSigner.Sign(RenderUnsigned(paper), signer.Certificate);

    /// <summary>The file with zeros for a signature. The same paper and <paramref name="compress"/> give the same octets.</summary>
    internal UnsignedPdf RenderUnsigned(CredentialPaper paper, bool compress = true)
    {
        Check(paper);
        var structure = new StructureTree();
        var canvas = new Canvas(structure);
        new CredentialSheet(new Typesetter(fonts, paper.Language), canvas).Draw(paper);

        var file = new PdfFile(compress);
        var (catalog, pages, page, field) = (file.Reserve(), file.Reserve(), file.Reserve(), file.Reserve());
        var content = file.AddStream("", canvas.Content);
        var resources = string.Join(' ', canvas.Fonts.Select(font => $"/{font.ResourceName} {font.WriteTo(file)}"));
        file.Put(pages, $"<< /Type /Pages /Kids [{page}] /Count 1 >>");
        file.Put(page,
            $"<< /Type /Page /Parent {pages} /MediaBox [0 0 {PdfSyntax.Number(CredentialSheet.Width)} {PdfSyntax.Number(CredentialSheet.Height)}] "
            + $"/Resources << /Font << {resources} >> >> /Contents {content} /Annots [{field}] /Tabs /S /StructParents {StructureTree.PageKey} >>");

        var signature = file.AddSignature(
            $"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M {PdfSyntax.Date(paper.IssuedOn)}", SignatureOctets);
        // A field without extent needs no appearance; flags: print and locked.
        file.Put(field,
            $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /TU {PdfSyntax.Text(Typesetter.Clean(paper.IssuerName))} /V {signature} "
            + $"/Rect [0 0 0 0] /F 132 /P {page} /StructParent {StructureTree.SignatureKey} >>");

        var title = Typesetter.Clean($"{paper.Title} – {paper.LearnerName}");
        var metadata = file.AddStream("/Type /Metadata /Subtype /XML",
            XmpPacket.Of(title, Typesetter.Clean(paper.IssuerName), Producer, paper.Language, paper.IssuedOn), plain: true);
        var profile = file.AddStream("/N 3", SrgbProfile.Bytes);
        var attachment = Attach(file, paper);
        file.Put(catalog,
            $"<< /Type /Catalog /Pages {pages} /Lang {PdfSyntax.Text(paper.Language)} /MarkInfo << /Marked true >> /StructTreeRoot {structure.WriteTo(file, page, field)} "
            + $"/Metadata {metadata} /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} >>] "
            + $"/AF [{attachment}] /Names << /EmbeddedFiles << /Names [(credential.json) {attachment}] >> >> "
            + $"/ViewerPreferences << /DisplayDocTitle true >> /AcroForm << /Fields [{field}] /SigFlags 3 >> >>");
        var info = file.Add(
            $"<< /Title {PdfSyntax.Text(title)} /Author {PdfSyntax.Text(Typesetter.Clean(paper.IssuerName))} /Producer ({Producer}) "
            + $"/CreationDate {PdfSyntax.Date(paper.IssuedOn)} /ModDate {PdfSyntax.Date(paper.IssuedOn)} >>");
        return file.Save(catalog, info, SHA256.HashData(Encoding.UTF8.GetBytes(paper.CredentialId)).AsSpan(..16));
    }

    [SuppressMessage("Security", "CA5351", Justification = "ISO 32000-1 fixes MD5 for the check sum of an embedded file; the signature protects it.")]
    private static PdfReference Attach(PdfFile file, CredentialPaper paper)
    {
        var json = paper.CredentialJson.Span;
        var stream = file.AddStream(string.Create(CultureInfo.InvariantCulture,
            $"/Type /EmbeddedFile /Subtype {PdfSyntax.Name("application/vc+ld+json")} /Params << /Size {json.Length} /CheckSum <{Convert.ToHexString(MD5.HashData(json))}> /ModDate {PdfSyntax.Date(paper.IssuedOn)} >>"), json);
        return file.Add($"<< /Type /Filespec /F (credential.json) /UF (credential.json) /Desc {PdfSyntax.Text(paper.CredentialId)} /AFRelationship /Data /EF << /F {stream} /UF {stream} >> >>");
    }

    private static void Check(CredentialPaper paper)
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
