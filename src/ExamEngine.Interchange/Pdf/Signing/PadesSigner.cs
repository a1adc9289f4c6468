using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ExamEngine.Interchange.Pdf.Writing;

namespace ExamEngine.Interchange.Pdf.Signing;

/// <summary>
/// PAdES baseline B-B (ETSI EN 319 142-1): a detached CMS over all octets outside <c>/Contents</c>, SHA-256, with the
/// signing-certificate-v2 attribute (RFC 5035) and without a signing-time attribute, which PAdES forbids: the time claimed
/// stands in the signature dictionary. No time stamp, so no TSA is asked.
/// </summary>
internal static class PadesSigner
{
    private static readonly Oid SigningCertificateV2 = new("1.2.840.113549.1.9.16.2.47");
    private static readonly Oid Sha256 = new("2.16.840.1.101.3.4.2.1");

    /// <exception cref="CryptographicException">The certificate has no private key, or the signature outgrows the room kept for it.</exception>
    public static byte[] Sign(UnsignedPdf file, X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey)
            throw new CryptographicException("The signing certificate has no private key.");

        var after = file.ContentsStart + file.ContentsLength;
        byte[] covered = [.. file.Bytes.AsSpan(..file.ContentsStart), .. file.Bytes.AsSpan(after..)];
        var cms = new SignedCms(new ContentInfo(covered), detached: true);
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = Sha256,
            IncludeOption = X509IncludeOption.EndCertOnly,
            SignedAttributes = { new AsnEncodedData(SigningCertificateV2, Describe(certificate)) },
        }, silent: true);

        var signature = Convert.ToHexString(cms.Encode());
        if (signature.Length > file.ContentsLength - 2)
            throw new CryptographicException($"The signature takes {signature.Length / 2} octets; {file.ContentsLength / 2 - 1} are kept for it.");
        var signed = file.Bytes.ToArray();
        Encoding.ASCII.GetBytes(signature, signed.AsSpan(file.ContentsStart + 1));
        return signed;
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
