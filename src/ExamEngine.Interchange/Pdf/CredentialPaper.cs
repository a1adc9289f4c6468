namespace ExamEngine.Interchange.Pdf;

/// <summary>
/// What the paper says. Every text arrives ready in <paramref name="Language"/>; nothing is computed or translated here.
/// </summary>
/// <param name="LearnerName">Legal name in any script of the font shelf; printed and tagged in Unicode NFC.</param>
/// <param name="Title">What was achieved; the document's heading.</param>
/// <param name="StatementLine">One line between name and title, e.g. "passed the proctored exam".</param>
/// <param name="ResultLine">One line under the title; may be empty.</param>
/// <param name="IssuedOn">Also the creation and signing date of the document, at midnight UTC.</param>
/// <param name="CredentialId">Printed; the document id is derived from it.</param>
/// <param name="VerificationAddress">Absolute; printed, and drawn as a QR code.</param>
/// <param name="CredentialJson">The signed credential, attached byte for byte as <c>credential.json</c>.</param>
/// <param name="Language">BCP 47 tag of all texts; it also chooses the shapes of Han characters.</param>
public sealed record CredentialPaper(
    string LearnerName,
    string Title,
    string ProgramTitle,
    string IssuerName,
    DateOnly IssuedOn,
    string StatementLine,
    string ResultLine,
    string CredentialId,
    Uri VerificationAddress,
    ReadOnlyMemory<byte> CredentialJson,
    string Language)
{
    public PaperSize Size { get; init; } = PaperSize.A4;

    /// <summary>Colour of lines and issuer, such as <c>#1f4e79</c>.</summary>
    public string Accent { get; init; } = "#1f4e79";

    /// <summary>A word or two within a ring; empty for no seal.</summary>
    public string Seal { get; init; } = "";

    /// <summary>At most three who stand for it.</summary>
    public IReadOnlyList<PaperSignatory> Signatories { get; init; } = [];

    /// <summary>A word across the sheet that says it is none, such as <c>SAMPLE</c>; empty for a credential.</summary>
    public string Sample { get; init; } = "";
}

/// <summary>Both lie on their side.</summary>
public enum PaperSize
{
    A4,
    Letter,
}

public sealed record PaperSignatory(string Name, string Office);
