using PdfSharp.Pdf.Signatures;

namespace ExamEngine.Interchange.Pdf.Signing;

/// <summary>Leaves the room for the signature filled with zeros.</summary>
internal sealed class NoSigner : IDigitalSigner
{
    public string CertificateName => "";

    public Task<int> GetSignatureSizeAsync() => Task.FromResult(PadesSigner.Room);

    public Task<byte[]> GetSignatureAsync(Stream stream) => Task.FromResult<byte[]>([]);
}
