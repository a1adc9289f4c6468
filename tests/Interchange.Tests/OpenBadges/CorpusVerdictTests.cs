using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Interchange.OpenBadges.JsonLd;
using ExamEngine.Interchange.OpenBadges.Keys;
using ExamEngine.Interchange.OpenBadges.Verifying;

namespace ExamEngine.Interchange.Tests.OpenBadges;

/// <summary>
/// What others issued, right and wrong, has the verdict that it should. Issuers' documents are made here where the corpus has none: each lists
/// the key that the issuer is meant to have.
/// </summary>
public sealed class CorpusVerdictTests
{
    private const string OneEdTechKey = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";

    internal static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Which of the fixtures are not as their names say, and why.</summary>
    private static readonly Dictionary<string, string> DccOtherwise = new(StringComparer.Ordinal)
    {
        // An empty file.
        ["v1/ed25519/didKey/legacy-noStatus-noExpiry.json"] = BadgeCodes.Malformed,
        // A picture of a code to scan, without the badge itself.
        ["v1/dataIntegrityProof/didKey/mixedRegistry-validStatus-noExpiry.svg"] = BadgeCodes.Malformed,
    };

    /// <summary>1EdTech's samples; what is not named here is valid.</summary>
    private static readonly Dictionary<string, string> OneEdTech = new(StringComparer.Ordinal)
    {
        // The issuer is another than the key's, or says nothing of its key.
        ["clr20/complex.json"] = BadgeCodes.UnknownIssuer,
        ["clr20/simple_v1.json"] = BadgeCodes.UnknownIssuer,
        ["ob30/simple-did-key-method.json"] = BadgeCodes.UnknownIssuer,
        ["ob30/simple-err-proof-method.json"] = BadgeCodes.UnknownIssuer,
        ["ob30/simple-err-proof-method-unknown-did-method.json"] = BadgeCodes.UnknownIssuer,
        ["ob30/simple-err-proof-method-unknown-scheme.json"] = BadgeCodes.UnknownIssuer,
        ["ob30/simple.jwt"] = BadgeCodes.UnknownIssuer,
        ["ob30/velocity.jwt"] = BadgeCodes.UnknownIssuer,
        // Not signed, or in a way of their own.
        ["clr20/simple-noproof.json"] = BadgeCodes.NotSigned,
        ["ob30/simple-noproof.json"] = BadgeCodes.NotSigned,
        ["ob30/simple-eddsa-2022.json"] = BadgeCodes.UnsupportedProof,
        ["ob30/sd/derivedcredential.json"] = BadgeCodes.UnsupportedProof,
        // They say what no context defines; the faulty ones were made so after they were signed.
        ["ob30/complete_v1.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-credential-subject-achievement-result-description-type.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-credential-subject-identifier-type.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-credential-subject-profile-type.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-credential-subject-result-type.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-credential-subject-type.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-evidence-type.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-issuer-otheridentifier-type.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-issuer-parentorg-type.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-issuer-type.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-proof-method-no-scheme.json"] = BadgeCodes.UndefinedTerm,
        ["ob30/simple-err-type.json"] = BadgeCodes.UndefinedTerm,
        // A draft's context, which is no longer anywhere.
        ["clr20/simple_old_safesigned.json"] = BadgeCodes.UnknownContext,
        // Made to be faulty.
        ["ob30/simple-err-context.json"] = BadgeCodes.Malformed,
        ["ob30/simple-err-issuer.json"] = BadgeCodes.Malformed,
        ["ob30/simple-err-expired.json"] = BadgeCodes.Expired,
        ["ob30/simple-err-issued.json"] = BadgeCodes.NotYetValid,
        ["ob30/simple-err-proof-value.json"] = BadgeCodes.Tampered,
        ["ob30/endorsement-err-schema-status-refresh.json"] = BadgeCodes.Tampered,
        // By the lists.
        ["ob30/credential-status-revoked.json"] = BadgeCodes.Revoked,
        ["ob30/bit-string-list/credential-status-revoked.json"] = BadgeCodes.Revoked,
        ["ob30/bit-string-list/credential-status-revoked-blank-nodes.json"] = BadgeCodes.Revoked,
    };

    [Fact]
    public async Task Fixtures_of_the_Digital_Credentials_Consortium()
    {
        var folder = Corpus.PathOf("dcc-vc-test-fixtures", "verifiableCredentials");
        var verifier = new BadgeVerifier(DccSources());
        var (count, wrong) = (0, new List<string>());
        foreach (var file in Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            count++;
            var verdict = await verifier.Verify(File.ReadAllBytes(file), Now, default);
            if (verdict.Code != (DccOtherwise.GetValueOrDefault(name) ?? Named(name)))
                wrong.Add($"{name}: {verdict.Code}. {verdict.Reason}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(count, 90, int.MaxValue);
    }

    [Fact]
    public async Task Samples_of_the_1EdTech_validator()
    {
        var folder = Corpus.PathOf("1edtech-validator-apache2");
        var verifier = new BadgeVerifier(OneEdTechSources());
        var (count, wrong) = (0, new List<string>());
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (name is "LICENSE" or "README.md")
                continue;
            count++;
            var verdict = await verifier.Verify(File.ReadAllBytes(file), Now, default);
            if (verdict.Code != (OneEdTech.GetValueOrDefault(name) ?? BadgeCodes.Valid))
                wrong.Add($"{name}: {verdict.Code}. {verdict.Reason}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(count, 50, int.MaxValue);
    }

    [Fact]
    public void Proofs_of_the_W3C_hold_and_are_the_ones_that_are_made_here()
    {
        var shelf = Corpus.Shelf();
        var secret = Multikey.Decode((string)Corpus.Object("w3c-vc-di-eddsa", "TestVectors", "keyPair.json")["privateKeyMultibase"]!)!;
        var key = BadgeKey.FromSeed(secret.AsSpan(2, 32));
        Assert.Equal((string?)Corpus.Object("w3c-vc-di-eddsa", "TestVectors", "keyPair.json")["publicKeyMultibase"], key.Multibase);

        foreach (var file in new[] { "eddsa-rdfc-2022/signedDataInt.json", "eddsa-jcs-2022/signedJCS.json", "Ed25519Signature2020/signedEdSig.json" })
        {
            var path = Corpus.PathOf(["w3c-vc-di-eddsa", "TestVectors", .. file.Split('/')]);
            Assert.SkipUnless(File.Exists(path), $"The corpus has no {file}.");
            var signed = JsonElement.Parse(File.ReadAllBytes(path));
            var proof = signed.GetProperty("proof");
            Assert.Equal(proof.GetProperty("proofValue").GetString(), Multikey.Encode([], key.Sign(ProofVerifier.Signed(signed, proof, shelf, new WorkBudget()))));
        }
    }

    [Fact]
    public void Each_proof_of_a_set_holds_alone()
    {
        var shelf = Corpus.Shelf();
        var signed = Corpus.Element("w3c-vc-di-eddsa", "TestVectors", "proof-set-chain", "signedProofSet2.json");
        var proofs = signed.GetProperty("proof").EnumerateArray().ToList();
        Assert.Equal(2, proofs.Count);
        foreach (var proof in proofs)
        {
            var key = Multikey.Key(proof.GetProperty("verificationMethod").GetString()!.Split('#')[1])!;
            Assert.True(key.Verify(ProofVerifier.Signed(signed, proof, shelf, new WorkBudget()), Multikey.Decode(proof.GetProperty("proofValue").GetString()!)!));
        }
    }

    [Fact]
    public async Task Chains_of_proofs_are_refused()
    {
        foreach (var file in new[] { "signedProofChain1.json", "signedProofChain2.json" })
        {
            var verdict = await new BadgeVerifier(new KnownSources(), Corpus.Shelf()).Verify(Corpus.Object("w3c-vc-di-eddsa", "TestVectors", "proof-set-chain", file), Now, default);
            Assert.Equal(BadgeCodes.UnsupportedProof, verdict.Code);
        }
    }

    [Fact]
    public void The_words_of_the_learner_record_are_those_of_1EdTech()
    {
        foreach (var (address, document) in ClrContext.Documents())
        {
            var file = address == ClrContext.Current ? "clr-v2p0-2.0.1.json" : "clr-v2p0.json";
            Assert.True(JsonElement.DeepEquals(Corpus.Element("contexts", file), document), file);
        }
    }

    /// <summary>The folders of others' badges, and what is known of their issuers.</summary>
    internal static IEnumerable<(string Folder, KnownSources Sources)> Sets() =>
        [("dcc-vc-test-fixtures/verifiableCredentials", DccSources()), ("1edtech-validator-apache2", OneEdTechSources())];

    /// <summary>What the name of a fixture says of it.</summary>
    private static string Named(string name)
    {
        if (name.Contains("expiredStatus", StringComparison.Ordinal) || name.Contains("missingTypeStatus", StringComparison.Ordinal)
            || name.Contains("notYetValidStatus", StringComparison.Ordinal) || name.Contains("tamperedStatus", StringComparison.Ordinal))
            return BadgeCodes.StatusUnavailable;
        if (name.Contains("tampered.", StringComparison.OrdinalIgnoreCase))
            return BadgeCodes.Tampered;
        if (name.Contains("badDidWeb", StringComparison.Ordinal))
            return BadgeCodes.UnknownIssuer;
        if (name.Contains("revoked", StringComparison.OrdinalIgnoreCase))
            return BadgeCodes.Revoked;
        if (name.Contains("notYetValid.", StringComparison.OrdinalIgnoreCase))
            return BadgeCodes.NotYetValid;
        if (name.Contains("-expired", StringComparison.Ordinal))
            return BadgeCodes.Expired;
        return BadgeCodes.Valid;
    }

    private static KnownSources DccSources()
    {
        const string Did = "did:web:digitalcredentials.github.io:vc-test-fixtures:dids:";
        const string Lists = "https://digitalcredentials.github.io/vc-test-fixtures/statusLists/didkey-ed25519Signature2020/";
        var sources = new KnownSources();
        foreach (var name in new[] { "legacy", "oidf" })
            sources.Dids[Did + name] = Corpus.Object("dcc-vc-test-fixtures", "dids", name, "did.json");
        foreach (var name in new[] { "expired", "missingBitStringType", "notYetValid", "tampered" })
            sources.Lists[Lists + name] = Corpus.Object("dcc-vc-test-fixtures", "statusLists", "didkey-ed25519Signature2020", name);
        foreach (var address in new[] { Lists, "https://raw.githubusercontent.com/digitalcredentials/verifier-core/refs/heads/main/src/test-fixtures/status/" })
            sources.Lists[address + "e5WK8CbZ1GjycuPombrj"] = Corpus.Object("dcc-vc-test-fixtures", "statusLists", "didkey-ed25519Signature2020", "e5WK8CbZ1GjycuPombrj");
        return sources;
    }

    private static KnownSources OneEdTechSources()
    {
        const string Portal = "did:web:dc.1edtech.org:wellspring2022:wellspring-portal:org:da1e96e9-afcc-4eed-b9a2-2ddf7353214c";
        var sources = new KnownSources();
        foreach (var (issuer, keys) in new (string, string[])[]
        {
            ("https://example.com/issuers/876543", [OneEdTechKey, "z6MkvREVgsHx7Ppae68vCoByy73ZD4aMSJiPML2cryVL8JAx", "z6MknNHHrBzPytzu6CUBP9Lg7fg4KSBjzimc2Frh693YbMiv",
                "z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x"]),
            ("https://example.edu/issuers/565049", [OneEdTechKey]),
            ("https://1edtech.edu/issuers/565049", [OneEdTechKey, "z6Mknyb2Gb4NxzW3xSr9ChTtdQZ1zs77piQ3r9SaJ9vMzmrs"]),
            ("https://state.gov/issuers/565049", ["z6MkoMGF38Ck9xkdqrbZt4h9eHb1qc3GhAAkoSWa4Vy3SHRN", "z6MkmQ49FhpMN7V11B7Qzc6WC6Q3ymVW4xmHUsHBR2MWMMo1"]),
            (Portal, [OneEdTechKey]),
        })
        {
            sources.Dids[issuer] = DidWeb.Document(issuer, keys);
        }

        // Tokens state their keys; that the issuer has them is for its document to say.
        foreach (var file in new[] { "clr20/simple.jwt", "ob30/simple-jwt.png", "ob30/simple-jwt.svg", "ob30/simple-jwt_v1.png", "ob30/simple-jwt_v1.svg" })
        {
            var content = File.ReadAllBytes(Corpus.PathOf(["1edtech-validator-apache2", .. file.Split('/')]));
            var token = (Baking.Extract(content) ?? Encoding.ASCII.GetString(content)).Split('.');
            var issuer = (string)JsonNode.Parse(Base64Url.DecodeFromChars(token[1]))!["iss"]!;
            sources.Dids[issuer]["assertionMethod"]!.AsArray().Add(new JsonObject
            {
                ["id"] = $"{issuer}#{file}",
                ["type"] = "JsonWebKey",
                ["controller"] = issuer,
                ["publicKeyJwk"] = JsonNode.Parse(Base64Url.DecodeFromChars(token[0]))!["jwk"]!.DeepClone(),
            });
        }

        sources.Lists["https://dc.1edtech.org/wellspring2022/wellspring-portal/api/revocations/da1e96e9-afcc-4eed-b9a2-2ddf7353214c"] = new JsonObject
        {
            ["issuer"] = Portal,
            ["revokedCredential"] = new JsonArray(new JsonObject
            {
                ["id"] = "https://dc.1edtech.org/wellspring2022/wellspring-portal/credential/54418d3f-ec01-4652-800a-861c890a51a1",
                ["revoked"] = true,
            }),
        };
        foreach (var address in new[] { "https://1edtech.edu/credentials/3732/revocations", "https://state.gov/credentials/3732/revocations" })
            sources.Lists[address] = new JsonObject { ["revokedCredential"] = new JsonArray() };
        sources.Lists["https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/inspector-vc/src/test/resources/ob30/bit-string-list/testlist"] =
            Corpus.Object("1edtech-validator-apache2", "ob30", "bit-string-list", "testlist");
        return sources;
    }
}
