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
    string Language);
