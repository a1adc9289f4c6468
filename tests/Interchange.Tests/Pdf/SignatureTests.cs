using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using ExamEngine.Interchange.Pdf;

namespace ExamEngine.Interchange.Tests.Pdf;

public sealed partial class SignatureTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public static TheoryData<string> Keys => ["RSA", "P-256"];

    public void Dispose() => scratch.Dispose();

    [Theory]
    [MemberData(nameof(Keys))]
    public void Poppler_finds_a_valid_signature_over_the_whole_file(string key)
    {
        var report = Ask(Sign(key));
        Assert.Contains("Signature is Valid", report, StringComparison.Ordinal);
        Assert.Contains("Total document signed", report, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", report, StringComparison.Ordinal);
    }

    [Fact]
    public void One_changed_octet_makes_the_signature_invalid()
    {
        var file = Sign("RSA");
        var at = Encoding.Latin1.GetString(file).IndexOf("Ada Lovelace</rdf:li>", StringComparison.Ordinal);
        file[at] = (byte)'I';
        var report = Ask(file);
        Assert.DoesNotContain("Signature is Valid", report, StringComparison.Ordinal);
        Assert.Contains("Digest Mismatch", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_added_behind_the_end_is_seen_as_unsigned() =>
        Assert.DoesNotContain("Total document signed", Ask([.. Sign("RSA"), .. "% more\n"u8]), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_signed_attributes_are_those_of_the_baseline_profile(string key)
    {
        var file = Sign(key);
        var range = ByteRange().Match(Encoding.Latin1.GetString(file));
        var (start, after) = (int.Parse(range.Groups[1].Value, null), int.Parse(range.Groups[2].Value, null));
        byte[] covered = [.. file[..start], .. file[after..]];
        var contents = Convert.FromHexString(Encoding.ASCII.GetString(file[(start + 1)..(after - 1)]));

        var cms = new SignedCms(new ContentInfo(covered), detached: true);
        cms.Decode(contents);
        cms.CheckSignature(verifySignatureOnly: true);
        var signer = Assert.Single(cms.SignerInfos.Cast<SignerInfo>());
        var attributes = signer.SignedAttributes.Cast<CryptographicAttributeObject>().Select(attribute => attribute.Oid.Value);
        Assert.Equal(["1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"], attributes.Order(StringComparer.Ordinal));
        Assert.Equal("2.16.840.1.101.3.4.2.1", signer.DigestAlgorithm.Value);
    }

    [Fact]
    public void A_certificate_without_its_key_cannot_sign()
    {
        using var bare = X509CertificateLoader.LoadCertificate(Credentials.Rsa.Certificate.RawData);
        Assert.Throws<CryptographicException>(() => new CredentialPdf(Credentials.Shelf).Render(Credentials.Paper(), new SigningIdentity(bare)));
    }

    private static byte[] Sign(string key) =>
        new CredentialPdf(Credentials.Shelf).Render(Credentials.Paper(), key == "RSA" ? Credentials.Rsa : Credentials.Ecdsa);

    private string Ask(byte[] file) => ExternalTool.Run("pdfsig", scratch.Write("credential.pdf", file)).Output;

    [GeneratedRegex(@"/ByteRange\s*\[0 (\d+) (\d+) \d+\]")]
    private static partial Regex ByteRange();
}
