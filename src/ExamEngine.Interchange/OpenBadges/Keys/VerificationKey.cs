using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using NSec.Cryptography;

namespace ExamEngine.Interchange.OpenBadges.Keys;

/// <summary>A public key. Equal when it is the same key, whatever form it was read from.</summary>
internal abstract record VerificationKey
{
    /// <summary>Shorter RSA is not taken for a proof.</summary>
    private const int ShortestRsa = 2048;

    private const int LongestRsa = 8192;

    private VerificationKey() { }

    /// <summary>The name of the algorithm in a JWS header.</summary>
    public abstract string Algorithm { get; }

    public abstract bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);

    /// <summary>Null when the octets are no key.</summary>
    public static VerificationKey? OfEd25519(ReadOnlySpan<byte> octets) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, octets, KeyBlobFormat.RawPublicKey, out var key) ? new Ed25519(key!) : null;

    /// <param name="compressed">33 octets: the sign of y and x.</param>
    public static VerificationKey? OfP256(ReadOnlySpan<byte> compressed) =>
        compressed.Length == 33 && compressed[0] is 2 or 3 ? Curve.Decompress(compressed) is { } point ? Ecdsa.Of(point) : null : null;

    /// <summary>A JSON Web Key, RFC 7517. Null when it is none of a kind known here.</summary>
    public static VerificationKey? OfJwk(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object)
            return null;
        switch (Text("kty"), Text("crv"))
        {
            case ("OKP", "Ed25519"):
                return Octets("x") is { Length: 32 } x ? OfEd25519(x) : null;
            case ("EC", "P-256"):
                return Octets("x") is { Length: 32 } ex && Octets("y") is { Length: 32 } ey ? Ecdsa.Of(new ECPoint { X = ex, Y = ey }) : null;
            case ("RSA", _):
                return Octets("n") is { } modulus && Octets("e") is { } exponent ? Rsa.Of(modulus, exponent) : null;
            default:
                return null;
        }

        string? Text(string name) => jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        byte[]? Octets(string name)
        {
            try
            {
                return Text(name) is { } text ? Base64Url.DecodeFromChars(text) : null;
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    public sealed record Ed25519(PublicKey Key) : VerificationKey
    {
        public override string Algorithm => "EdDSA";

        public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
            signature.Length == SignatureAlgorithm.Ed25519.SignatureSize && SignatureAlgorithm.Ed25519.Verify(Key, data, signature);
    }

    public sealed record Ecdsa(string X, string Y) : VerificationKey
    {
        public override string Algorithm => "ES256";

        public static Ecdsa? Of(ECPoint point)
        {
            try
            {
                using var tried = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
                return new(Convert.ToHexStringLower(point.X!), Convert.ToHexStringLower(point.Y!));
            }
            catch (CryptographicException)
            {
                return null;
            }
        }

        public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        {
            var point = new ECPoint { X = Convert.FromHexString(X), Y = Convert.FromHexString(Y) };
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    public sealed record Rsa(string Modulus, string Exponent) : VerificationKey
    {
        public override string Algorithm => "RS256";

        public static Rsa? Of(byte[] modulus, byte[] exponent)
        {
            var trimmed = modulus.AsSpan().TrimStart((byte)0);
            return trimmed.Length * 8 is >= ShortestRsa and <= LongestRsa && exponent.Length is > 0 and <= 4
                ? new(Convert.ToHexStringLower(trimmed), Convert.ToHexStringLower(exponent.AsSpan().TrimStart((byte)0)))
                : null;
        }

        public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        {
            try
            {
                using var key = RSA.Create(new RSAParameters { Modulus = Convert.FromHexString(Modulus), Exponent = Convert.FromHexString(Exponent) });
                return key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
            catch (CryptographicException)
            {
                return false;
            }
        }
    }

    /// <summary>y² = x³ − 3x + b over the prime field of P-256 (SEC 2, 2.4.2); the prime is 3 modulo 4, so a root is one power away.</summary>
    private static class Curve
    {
        private static readonly BigInteger P = Number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
        private static readonly BigInteger B = Number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

        public static ECPoint? Decompress(ReadOnlySpan<byte> compressed)
        {
            var x = new BigInteger(compressed[1..], isUnsigned: true, isBigEndian: true);
            if (x >= P)
                return null;
            var square = (BigInteger.ModPow(x, 3, P) - (3 * x) + B) % P;
            if (square.Sign < 0)
                square += P;
            var y = BigInteger.ModPow(square, (P + 1) / 4, P);
            if (y * y % P != square)
                return null;
            if (y.IsEven != (compressed[0] == 2))
                y = P - y;
            return new ECPoint { X = Octets(x), Y = Octets(y) };
        }

        private static BigInteger Number(string hex) => new(Convert.FromHexString(hex), isUnsigned: true, isBigEndian: true);

        private static byte[] Octets(BigInteger number)
        {
            var octets = new byte[32];
            var least = number.ToByteArray(isUnsigned: true, isBigEndian: true);
            least.CopyTo(octets, 32 - least.Length);
            return octets;
        }
    }
}
