using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Sessions;

namespace Grains.Tests.Harness;

/// <summary>What a browser writes when unsent answers must leave by file.</summary>
internal static class HandInFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static HandInFile Seal(Guid session, string handInKey, params Entry[] entries)
    {
        using var theirs = ECDiffieHellman.Create();
        theirs.ImportSubjectPublicKeyInfo(Convert.FromBase64String(handInKey), out _);
        using var mine = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, mine.DeriveRawSecretAgreement(theirs.PublicKey), 32, salt: [], info: "examengine hand-in v1"u8.ToArray());
        var (nonce, plain) = (RandomNumberGenerator.GetBytes(12), JsonSerializer.SerializeToUtf8Bytes(entries.ToList(), Json));
        var (sealedBytes, tag) = (new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, plain, sealedBytes, tag, Encoding.UTF8.GetBytes(session.ToString()));
        return new(session, Convert.ToBase64String(mine.ExportSubjectPublicKeyInfo()), Convert.ToBase64String(nonce), Convert.ToBase64String([.. sealedBytes, .. tag]));
    }

    public static HandInFile Tampered(this HandInFile file)
    {
        var bytes = Convert.FromBase64String(file.Ciphertext);
        bytes[3] ^= 1;
        return file with { Ciphertext = Convert.ToBase64String(bytes) };
    }
}
