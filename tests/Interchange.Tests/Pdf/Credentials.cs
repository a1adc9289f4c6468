using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ExamEngine.Interchange.Pdf;

namespace ExamEngine.Interchange.Tests.Pdf;

internal static class Credentials
{
    public const string Address = "https://credentials.example.edu/verify/2f4e8a10-8f9f-4d0b-9a52-6f0d0c1be3aa";

    public static readonly FontShelf Shelf = FontShelf.Open(FontShelf.DefaultDirectory);

    public static readonly SigningIdentity Rsa = Make(
        subject => new CertificateRequest(subject, RSA.Create(2048), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static readonly SigningIdentity Ecdsa = Make(
        subject => new CertificateRequest(subject, ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256));

    public static readonly byte[] Json = """{"type":["VerifiableCredential","OpenBadgeCredential"],"name":"Քննություն"}"""u8.ToArray();

    public static CredentialPaper Paper(string learner = "Ada Lovelace", string language = "en", string result = "92 of 100 points") => new(
        learner, "Data Analysis: Statistical Modelling and Computation", "MicroMasters Program in Statistics and Data Science", "Example University",
        new DateOnly(2027, 3, 14), "passed the proctored exam", result, "urn:uuid:2f4e8a10-8f9f-4d0b-9a52-6f0d0c1be3aa", new Uri(Address), Json, language);

    public static byte[] Render(CredentialPaper paper) => new CredentialPdf(Shelf).Render(paper, Rsa);

    private static SigningIdentity Make(Func<X500DistinguishedName, CertificateRequest> request)
    {
        var certificate = request(new X500DistinguishedName("CN=Example University"));
        certificate.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        return new SigningIdentity(certificate.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }
}
