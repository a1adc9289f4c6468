using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using PdfSharp.Pdf.Signatures;

namespace ExamEngine.Interchange.Pdf.Signing;

/// <summary>
/// PAdES baseline B-B (ETSI EN 319 142-1): a detached CMS over all octets outside <c>/Contents</c>, SHA-256, with the
/// signing-certificate-v2 attribute (RFC 5035) and without a signing-time attribute, which PAdES forbids: the time claimed
/// stands in the signature dictionary. No time stamp, so no TSA is asked.
/// </summary>
internal sealed class PadesSigner : IDigitalSigner
{
    /// <summary>Octets kept in the file for the CMS.</summary>
    public const int Room = 12288;

    private static readonly Oid SigningCertificateV2 = new("1.2.840.113549.1.9.16.2.47");
    private static readonly Oid Sha256 = new("2.16.840.1.101.3.4.2.1");

    private readonly X509Certificate2 certificate;

    /// <exception cref="CryptographicException">The certificate has no private key.</exception>
    public PadesSigner(X509Certificate2 certificate) => this.certificate = certificate.HasPrivateKey
        ? certificate
        : throw new CryptographicException("The signing certificate has no private key.");

    public string CertificateName => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    public Task<int> GetSignatureSizeAsync() => Task.FromResult(Room);

    /// <exception cref="CryptographicException">The key cannot sign, or the signature outgrows the room kept for it.</exception>
    public Task<byte[]> GetSignatureAsync(Stream stream)
    {
        // PDFsharp's stream has neither CanSeek nor CopyTo, and is quick only when asked for everything at once.
        var covered = new byte[stream.Length];
        stream.ReadExactly(covered, 0, covered.Length);
        var cms = new SignedCms(new ContentInfo(covered), detached: true);
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = Sha256,
            IncludeOption = X509IncludeOption.EndCertOnly,
            SignedAttributes = { new AsnEncodedData(SigningCertificateV2, Describe(certificate)) },
        }, silent: true);

        var signature = cms.Encode();
        return signature.Length <= Room
            ? Task.FromResult(signature)
            : throw new CryptographicException($"The signature takes {signature.Length} octets; {Room} are kept for it.");
    }

    /// <summary>SigningCertificateV2 with one ESSCertIDv2; SHA-256 is its default algorithm and therefore not written.</summary>
    private static byte[] Describe(X509Certificate2 certificate)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        using (der.PushSequence())
        using (der.PushSequence())
            der.WriteOctetString(certificate.GetCertHash(HashAlgorithmName.SHA256));
        return der.Encode();
    }
}
