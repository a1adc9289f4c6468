using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ExamEngine.Interchange.Pdf;

namespace ExamEngine.Interchange.Tests.Pdf;

public sealed class SigningIdentityTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_new_identity_may_sign_and_is_readable_by_its_owner_only()
    {
        var path = scratch.PathOf("keys/signing.pfx");
        var certificate = SigningIdentity.LoadOrCreate(path, "Example University").Certificate;
        Assert.Equal("CN=Example University", certificate.Subject);
        var usage = Assert.Single(certificate.Extensions.OfType<X509KeyUsageExtension>());
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, usage.KeyUsages);
        Assert.True(certificate.HasPrivateKey);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void All_who_start_at_once_get_the_identity_that_stays()
    {
        var path = scratch.PathOf("signing.pfx");
        var thumbprints = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4)
            .Select(_ => SigningIdentity.LoadOrCreate(path, "Example University").Certificate.Thumbprint)
            .Append(SigningIdentity.LoadOrCreate(path, "Another name").Certificate.Thumbprint)
            .Distinct();
        Assert.Single(thumbprints);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_file_without_a_private_key_is_refused()
    {
        using var bare = X509CertificateLoader.LoadCertificate(Credentials.Rsa.Certificate.RawData);
        var path = scratch.Write("signing.pfx", bare.Export(X509ContentType.Pkcs12));
        Assert.ThrowsAny<CryptographicException>(() => SigningIdentity.LoadOrCreate(path, "Example University"));
    }
}
