using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ExamEngine.Interchange.Pdf;

/// <summary>Who signs. The certificate carries its private key, RSA or ECDSA.</summary>
public sealed record SigningIdentity(X509Certificate2 Certificate)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Reads the PFX at <paramref name="path"/>. When there is none, makes a self-signed RSA-3072 certificate for digital
    /// signature and non-repudiation, valid for ten years, and keeps it there without a password, readable by its owner
    /// only. When several processes start at once, the first one's identity wins and all return it.
    /// </summary>
    /// <param name="subjectName">Common name of a new certificate, e.g. the issuer's name; ignored when the file exists.</param>
    /// <exception cref="CryptographicException">The file is no PFX without a password, or holds no private key.</exception>
    public static SigningIdentity LoadOrCreate(string path, string subjectName) => LoadOrCreate(path, subjectName, TimeProvider.System);

    internal static SigningIdentity LoadOrCreate(string path, string subjectName, TimeProvider clock)
    {
        if (!File.Exists(path))
            Keep(path, Create(subjectName, clock.GetUtcNow()));

        var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
        return certificate.HasPrivateKey
            ? new SigningIdentity(certificate)
            : throw new CryptographicException($"{path} holds a certificate without its private key.");
    }

    private static byte[] Create(string subjectName, DateTimeOffset now)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(subjectName);
        using var key = RSA.Create(3072);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        // A day early: the clocks of those who verify may be behind.
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        return certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password: null);
    }

    /// <summary>Written whole beside its place, then moved there unless another process was first: a half-written key is never read.</summary>
    private static void Keep(string path, byte[] pfx)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new ArgumentException("The path names no file.", nameof(path));
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var file = new FileStream(draft, options))
            {
                file.Write(pfx);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
