using ExamEngine.Core.Credentials;
using ExamEngine.Interchange.Pdf;

namespace ExamEngine.Grains.Credentials;

/// <summary>From what a credential says to the paper it is printed on.</summary>
internal static class CredentialPapers
{
    public static CredentialPaper Of(Guid id, CredentialEvent.Issued issued, Uri address, ReadOnlyMemory<byte> document) => new(
        issued.LegalName, issued.Title, issued.ProgramTitle, issued.Issuer, DateOnly.FromDateTime(issued.At.UtcDateTime), issued.Statement, "", id.ToString(), address, document,
        issued.Language)
    {
        Size = issued.Wording?.Page == "letter" ? PaperSize.Letter : PaperSize.A4,
        Accent = issued.Wording?.Accent ?? CredentialTemplate.Default.Accent,
        Seal = issued.Wording?.Seal ?? "",
        Signatories = [.. (issued.Wording?.Signatories ?? []).Select(one => new PaperSignatory(one.Name, one.Office))],
    };
}
