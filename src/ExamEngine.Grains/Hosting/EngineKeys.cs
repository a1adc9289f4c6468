using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Interchange.Pdf;

namespace ExamEngine.Grains.Hosting;

/// <summary>
/// The engine's private keys, made on first use and kept in one directory that only its account may read. All silos of a cluster
/// share the directory's content: credentials and receipts of one name the same key.
/// </summary>
public sealed class EngineKeys : IDisposable
{
    private static readonly string JwsHeader = Base64Url.EncodeToString("""{"alg":"ES256","typ":"JWT"}"""u8);
    private readonly ECParameters _receipts;
    private readonly ConcurrentBag<ECDsa> _signers = [];
    private readonly ECDiffieHellman _handIn;

    public EngineKeys(GrainOptions options)
    {
        Directory.CreateDirectory(options.KeysDirectory);
        Signing = SigningIdentity.LoadOrCreate(Path.Combine(options.KeysDirectory, "credentials.pfx"), options.Issuer);
        var receipts = Load(Path.Combine(options.KeysDirectory, "receipts.pem"), () => ECDsa.Create(ECCurve.NamedCurves.nistP256));
        _receipts = receipts.ExportParameters(includePrivateParameters: true);
        _signers.Add(receipts);
        _handIn = Load(Path.Combine(options.KeysDirectory, "hand-in.pem"), () => ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));
        HandInPublicKey = Convert.ToBase64String(_handIn.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Signs credentials.</summary>
    public SigningIdentity Signing { get; }

    /// <summary>SHA-256 of the signing certificate, lower-case hex: what a verifier compares.</summary>
    public string Fingerprint => Signing.Certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    /// <summary>SPKI, base64: browsers encrypt unsent answers to it.</summary>
    public string HandInPublicKey { get; }

    /// <summary>A compact JWS over <paramref name="payload"/>, signed with ES256.</summary>
    /// <remarks>One signer serves one caller at a time. When a class hands in at once, there are as many as are needed at once, and they are kept.</remarks>
    public string SignJws(byte[] payload)
    {
        var signed = $"{JwsHeader}.{Base64Url.EncodeToString(payload)}";
        if (!_signers.TryTake(out var signer))
            signer = ECDsa.Create(_receipts);
        var signature = signer.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        _signers.Add(signer);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Opens what a browser encrypted: ECDH P-256, HKDF-SHA256 (no salt), AES-256-GCM with the tag at the end.</summary>
    /// <returns>The plaintext; null when it was not made for this key and <paramref name="associated"/>, or was changed.</returns>
    public byte[]? Open(ReadOnlySpan<byte> ephemeralKey, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associated)
    {
        const int Tag = 16;
        if (nonce.Length != 12 || ciphertext.Length < Tag)
            return null;
        try
        {
            using var theirs = ECDiffieHellman.Create();
            theirs.ImportSubjectPublicKeyInfo(ephemeralKey, out _);
            byte[] secret;
            lock (_handIn)
                secret = _handIn.DeriveRawSecretAgreement(theirs.PublicKey);
            var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt: [], info: "examengine hand-in v1"u8.ToArray());
            using var aes = new AesGcm(key, Tag);
            var plain = new byte[ciphertext.Length - Tag];
            aes.Decrypt(nonce, ciphertext[..^Tag], ciphertext[^Tag..], plain, associated);
            return plain;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var signer in _signers)
            signer.Dispose();
        _handIn.Dispose();
    }

    private static T Load<T>(string path, Func<T> create)
        where T : ECAlgorithm
    {
        var key = create();
        key.ImportFromPem(Encoding.ASCII.GetString(KeyFiles.LoadOrCreate(path, () => Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()))));
        return key;
    }
}
