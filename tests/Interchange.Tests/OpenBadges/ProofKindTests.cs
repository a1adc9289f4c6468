using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Interchange.OpenBadges.JsonLd;
using ExamEngine.Interchange.OpenBadges.Keys;
using ExamEngine.Interchange.OpenBadges.Verifying;

namespace ExamEngine.Interchange.Tests.OpenBadges;

/// <summary>Proofs and keys that others use and this engine only verifies.</summary>
public sealed class ProofKindTests
{
    private readonly KnownSources sources = KnownSources.With(Badges.StatusList([]));

    [Theory]
    [InlineData("""{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022"}""")]
    [InlineData("""{"type":"Ed25519Signature2020"}""")]
    public async Task Older_and_plainer_suites_are_verified(string kind)
    {
        var badge = Badges.Document();
        badge["@context"]!.AsArray().Add("https://w3id.org/security/suites/ed25519-2020/v1");
        var proof = JsonNode.Parse(kind)!.AsObject();
        proof["created"] = "2026-02-24T09:30:00Z";
        proof["verificationMethod"] = Badges.Issuer.VerificationMethod;
        proof["proofPurpose"] = "assertionMethod";
        var toSign = ProofVerifier.Signed(badge.Element(), proof.Element(), ContextShelf.Bundled, new WorkBudget());
        proof["proofValue"] = Multikey.Encode([], Badges.Key.Sign(toSign));
        badge["proof"] = proof;
        Assert.Equal(BadgeCodes.Valid, (await Verify(badge)).Code);

        badge["name"] = "Another";
        Assert.Equal(BadgeCodes.Tampered, (await Verify(badge)).Code);
    }

    [Fact]
    public async Task A_token_by_a_P256_key_in_a_DID_is_verified()
    {
        for (var round = 0; round < 4; round++)
        {
            // Both signs of y, sooner or later.
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var point = key.ExportParameters(false).Q;
            var multibase = Multikey.Encode(Multikey.P256, [(byte)(2 + (point.Y![^1] & 1)), .. point.X!]);
            Assert.StartsWith("zDn", multibase, StringComparison.Ordinal);
            var issuer = $"did:key:{multibase}";
            var token = Token($$"""{"alg":"ES256","kid":"{{issuer}}#{{multibase}}"}""", issuer, data => key.SignData(data, HashAlgorithmName.SHA256));
            Assert.Equal(BadgeCodes.Valid, (await Verify(token)).Code);
            Assert.Equal(BadgeCodes.UnsupportedProof, (await Verify(Token($$"""{"alg":"RS256","kid":"{{issuer}}#{{multibase}}"}""", issuer, data => key.SignData(data, HashAlgorithmName.SHA256)))).Code);
        }
    }

    [Fact]
    public async Task A_token_by_an_RSA_key_of_a_web_site_is_verified_and_a_short_key_is_no_proof()
    {
        foreach (var (bits, code) in new[] { (2048, BadgeCodes.Valid), (1024, BadgeCodes.UnknownIssuer) })
        {
            using var key = RSA.Create(bits);
            var parameters = key.ExportParameters(false);
            sources.Dids[Badges.Web] = new JsonObject
            {
                ["id"] = Badges.Web,
                ["assertionMethod"] = new JsonArray(new JsonObject
                {
                    ["id"] = "#key-1",
                    ["type"] = "JsonWebKey",
                    ["publicKeyJwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) },
                }),
            };
            Assert.Equal(code, (await Verify(Token($$"""{"alg":"RS256","kid":"{{Badges.Web}}#key-1"}""", Badges.Web, data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))).Code);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public async Task A_token_that_anybody_could_make_is_refused(string algorithm)
    {
        var token = Token($$"""{"alg":"{{algorithm}}","kid":"{{Badges.Issuer.VerificationMethod}}"}""", Badges.Issuer.Id, data => HMACSHA256.HashData(Badges.Key.PublicKey.Span, data));
        Assert.Equal(BadgeCodes.UnsupportedProof, (await Verify(token)).Code);
    }

    [Fact]
    public void Points_that_are_not_on_the_curve_are_no_keys()
    {
        var found = Enumerable.Range(1, 40).Select(x => new BigInteger(x)).Count(x => VerificationKey.OfP256([2, .. new byte[31], (byte)x]) is null);
        Assert.InRange(found, 5, 35);
        Assert.Null(VerificationKey.OfP256([4, .. new byte[32]]));
        Assert.Null(VerificationKey.OfP256([2, .. Enumerable.Repeat((byte)255, 32)]));
        Assert.Null(Multikey.Key("z6Mk"));
        Assert.Null(Multikey.Key("not a key"));
        Assert.Null(Multikey.Key("z" + new string('1', 1_000_000)));
    }

    [Theory]
    [InlineData("https://exams.example.edu/", "did:web:exams.example.edu", "https://exams.example.edu/.well-known/did.json")]
    [InlineData("https://example.edu:8443/exams/one", "did:web:example.edu%3A8443:exams:one", "https://example.edu:8443/exams/one/did.json")]
    public void A_web_identity_is_where_its_site_is(string site, string did, string document)
    {
        Assert.Equal(did, DidWeb.Of(new Uri(site)));
        Assert.Equal(new Uri(document), DidWeb.Address(did));
    }

    [Theory]
    [InlineData("did:web:")]
    [InlineData("did:web::a")]
    [InlineData("did:web:a/b")]
    [InlineData("did:web:user%40example.edu")]
    [InlineData("did:web:example.edu%2Fpath")]
    [InlineData("did:key:z6Mk")]
    public void What_is_no_web_identity_is_asked_nowhere(string did) => Assert.Null(DidWeb.Address(did));

    private static string Token(string header, string issuer, Func<byte[], byte[]> sign)
    {
        var payload = OpenBadgeDocument.Of(Badges.Content(issuer));
        payload["iss"] = issuer;
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(payload))}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private ValueTask<BadgeVerdict> Verify(JsonObject badge) => new BadgeVerifier(sources).Verify(badge, Badges.Now, default);

    private ValueTask<BadgeVerdict> Verify(string token) => new BadgeVerifier(sources).Verify(Encoding.ASCII.GetBytes(token), Badges.Now, default);
}
