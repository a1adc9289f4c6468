using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Interchange.Tests.OpenBadges;

/// <summary>Verifiers of others accept what is issued here, and refuse what was done to it: DCC's verifier-core, Digital Bazaar's vc, jose.</summary>
public sealed class OracleTests
{
    [Fact]
    public async Task Verifiers_of_others_come_to_the_same_verdicts()
    {
        var tampered = Badges.Signed();
        tampered["credentialSubject"]!["result"]![0]!["value"] = "1.00";
        var forged = DataIntegrity.Sign(Badges.Document(), IssuerIdentity.OfKey(Badges.OtherKey), Badges.Issued);
        forged["proof"]!["verificationMethod"] = Badges.Issuer.VerificationMethod;
        var longAgo = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var badges = new Dictionary<string, JsonObject>
        {
            ["valid"] = Badges.Signed(),
            ["valid without status"] = Badges.Signed(c => c with { Status = null }),
            ["valid with a hashed name"] = Badges.Signed(c => c with { Learner = new("Ada Lovelace", "a8c2f1", "did:example:ada"), Status = null }),
            ["tampered"] = tampered,
            ["forged"] = forged,
            ["expired"] = Badges.Signed(c => c with { ValidFrom = longAgo, ValidUntil = longAgo.AddYears(1) }),
            ["revoked"] = Badges.Signed(c => c with { Status = new(Badges.List, 1234) }),
        };
        var tokens = new Dictionary<string, string>
        {
            ["valid"] = VcJwt.Sign(Badges.Document(), Badges.Issuer),
            ["expired"] = VcJwt.Sign(Badges.Document(c => c with { ValidFrom = longAgo, ValidUntil = longAgo.AddYears(1) }), Badges.Issuer),
            ["forged"] = VcJwt.Sign(Badges.Document(), IssuerIdentity.OfKey(Badges.OtherKey)),
        };
        var list = Badges.StatusList([1234]);

        var answer = JsonNode.Parse(await Oracle.Ask("verify.mjs", new
        {
            badges,
            tokens,
            documents = new Dictionary<string, JsonObject> { [Badges.List.AbsoluteUri] = list },
            key = new { x = Base64Url.EncodeToString(Badges.Key.PublicKey.Span) },
        }))!;

        var verifier = new BadgeVerifier(KnownSources.With(list));
        foreach (var (name, badge) in badges)
        {
            var isValid = name.StartsWith("valid", StringComparison.Ordinal);
            var theirs = answer["verdicts"]![name]!;
            Assert.Equal((name, isValid), (name, (await verifier.Verify(badge, Badges.Now, default)).IsValid));
            Assert.True(isValid == (bool)theirs["core"]!, $"verifier-core, {name}: {theirs.ToJsonString()}");
            Assert.True(isValid == (bool)theirs["vc"]!, $"vc, {name}: {theirs.ToJsonString()}");
        }

        Assert.Equal("""{"valid":true,"expired":false,"forged":false}""", JsonSerializer.Serialize(answer["signed"]));
    }

    [Fact]
    public async Task A_verifier_of_others_accepts_a_learner_record()
    {
        var part = Badges.Signed(c => c with { Status = null });
        var record = DataIntegrity.Sign(
            ClrDocument.Of(
                new ClrContent("urn:uuid:7c2f4a0e-6f6a-4a0c-8a51-8f1f9be3a201", "All of it", Badges.Content(Badges.Issuer.Id).Issuer, new BadgeLearner("Ada"), Badges.Issued,
                    new BadgeAchievement("https://exams.example.edu/programs/sds", "LearningProgram", "All of it", "All of it.", "Passed all courses.")),
                [part]),
            Badges.Issuer,
            Badges.Issued);
        var context = ExamEngine.Interchange.OpenBadges.JsonLd.ClrContext.Documents().Single(d => d.Key.EndsWith("2.0.1.json", StringComparison.Ordinal));
        var documents = new Dictionary<string, JsonElement> { [context.Key] = context.Value };

        var answer = JsonNode.Parse(await Oracle.Ask("verify.mjs", new { badges = new { record }, tokens = new { }, documents, key = new { x = Base64Url.EncodeToString(Badges.Key.PublicKey.Span) } }))!;
        Assert.True((bool)answer["verdicts"]!["record"]!["vc"]!, answer.ToJsonString());
    }
}
