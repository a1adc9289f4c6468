using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExamEngine.Grains.Credentials.Keys;

/// <summary>
/// Badge keys in a file of the keys directory, encrypted with AES-256-GCM under a secret of its own file, which may be kept elsewhere: then a copy of the
/// directory, such as a backup, signs nothing. <c>badges.keys</c> is "EEK1", nonce, tag and the encrypted ring.
/// </summary>
public sealed class EncryptedKeyFile : IBadgeKeyStore
{
    private const int NonceLength = 12, TagLength = 16, SecretLength = 32, SeedLength = 32;

    private readonly string _path;
    private readonly byte[] _key;

    /// <param name="directory">Made when missing.</param>
    /// <param name="secretFile">At least 32 bytes; null for <c>badges.secret</c> beside the keys, made when missing.</param>
    /// <exception cref="CryptographicException">The secret is too short.</exception>
    public EncryptedKeyFile(string directory, string? secretFile)
    {
        Directory.CreateDirectory(directory);
        _path = Path.Combine(directory, "badges.keys");
        var secret = secretFile is null
            ? KeyFiles.LoadOrCreate(Path.Combine(directory, "badges.secret"), () => RandomNumberGenerator.GetBytes(SecretLength))
            : File.ReadAllBytes(secretFile);
        if (secret.Length < SecretLength)
            throw new CryptographicException($"The secret of the badge keys has to have at least {SecretLength} bytes.");
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt: [], info: "examengine badge keys v1"u8.ToArray());
    }

    /// <summary>By what is in it: a file that is mounted as a link keeps its time while what it leads to changes.</summary>
    /// <exception cref="IOException">The file is gone.</exception>
    public object Stamp => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_path)));

    /// <exception cref="CryptographicException">The file was encrypted with another secret, or was changed.</exception>
    public BadgeKeyRing Read() => Open(KeyFiles.LoadOrCreate(_path, () => Seal(new BadgeKeyRing([]).With(NewSeed(), DateTimeOffset.UnixEpoch))));

    public BadgeKeyRing Rotate(DateTimeOffset from)
    {
        var ring = Read().With(NewSeed(), from);
        KeyFiles.Replace(_path, Seal(ring));
        return ring;
    }

    private static byte[] NewSeed() => RandomNumberGenerator.GetBytes(SeedLength);

    private byte[] Seal(BadgeKeyRing ring)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(
            new KeptRing([.. ring.Keys.Select(key => new KeptKey(key.Seed.ToArray(), key.SignsFrom))]), KeyJson.Default.KeptRing);
        var file = new byte[Magic.Length + NonceLength + TagLength + plain.Length];
        Magic.CopyTo(file);
        var nonce = file.AsSpan(Magic.Length, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, plain, file.AsSpan(Magic.Length + NonceLength + TagLength), file.AsSpan(Magic.Length + NonceLength, TagLength), Magic);
        CryptographicOperations.ZeroMemory(plain);
        return file;
    }

    private BadgeKeyRing Open(byte[] file)
    {
        if (file.Length < Magic.Length + NonceLength + TagLength || !file.AsSpan().StartsWith(Magic))
            throw new CryptographicException($"{_path} holds no badge keys.");
        var plain = new byte[file.Length - Magic.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(
            file.AsSpan(Magic.Length, NonceLength), file.AsSpan(Magic.Length + NonceLength + TagLength), file.AsSpan(Magic.Length + NonceLength, TagLength), plain, Magic);
        var kept = JsonSerializer.Deserialize(plain, KeyJson.Default.KeptRing) ?? throw new CryptographicException($"{_path} holds no badge keys.");
        CryptographicOperations.ZeroMemory(plain);
        return new([.. kept.Keys.Select(key => new RingKey(key.Seed, key.SignsFrom))]);
    }

    private static ReadOnlySpan<byte> Magic => "EEK1"u8;
}

internal sealed record KeptRing(ImmutableArray<KeptKey> Keys);

internal sealed record KeptKey(byte[] Seed, DateTimeOffset SignsFrom);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptRing))]
internal sealed partial class KeyJson : JsonSerializerContext;
