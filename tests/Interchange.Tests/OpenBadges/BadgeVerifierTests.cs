using System.Text;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Interchange.Tests.OpenBadges;

public sealed class BadgeVerifierTests
{
    private readonly KnownSources sources = KnownSources.With(Badges.StatusList([]));

    [Fact]
    public async Task A_badge_is_valid_and_says_what_it_is()
    {
        var verdict = await Verify(Badges.Signed());

        Assert.Equal((true, BadgeCodes.Valid), (verdict.IsValid, verdict.Code));
        Assert.Equal(
            new BadgeFacts(
                "open-badge", "urn:uuid:0f0f3a3e-5b0a-4c58-9d2d-6d8b7a0c0d11", "Probability: the Science of Uncertainty and Data", "Probability", Badges.Key.DidKey,
                "Example Institute", Badges.Issued, null),
            verdict.Facts);
    }

    [Fact]
    public async Task Any_change_is_found()
    {
        foreach (var path in new[] { "name", "id", "validFrom", "issuer/name", "credentialSubject/achievement/criteria/narrative", "credentialSubject/result/0/value", "credentialStatus/statusListIndex", "proof/created" })
        {
            var badge = Badges.Signed();
            var steps = path.Split('/');
            JsonNode at = badge;
            foreach (var step in steps[..^1])
                at = int.TryParse(step, out var index) ? at[index]! : at[step]!;
            at[steps[^1]] = path switch { "validFrom" or "proof/created" => "2025-01-01T00:00:00Z", "id" => "urn:uuid:0f0f3a3e-5b0a-4c58-9d2d-6d8b7a0c0d12", _ => "12345" };

            Assert.Equal((path, BadgeCodes.Tampered), (path, (await Verify(badge)).Code));
        }
    }

    [Fact]
    public async Task Something_added_is_found()
    {
        var badge = Badges.Signed();
        badge["credentialSubject"]!["achievement"]!["tag"] = new JsonArray("excellent");
        Assert.Equal(BadgeCodes.Tampered, (await Verify(badge)).Code);
    }

    [Fact]
    public async Task Something_added_that_no_context_defines_is_found()
    {
        var badge = Badges.Signed();
        badge["credentialSubject"]!["honours"] = "summa cum laude";
        var verdict = await Verify(badge);
        Assert.Equal(BadgeCodes.UndefinedTerm, verdict.Code);
        Assert.Contains("honours", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_that_is_not_known_is_not_fetched()
    {
        var badge = Badges.Signed();
        badge["@context"]!.AsArray().Add("https://example.org/made-up");
        Assert.Equal(BadgeCodes.UnknownContext, (await Verify(badge)).Code);
        Assert.Empty(sources.Asked);
    }

    [Fact]
    public async Task A_context_in_the_document_cannot_give_protected_words_another_meaning()
    {
        var badge = Badges.Signed();
        badge["@context"]!.AsArray().Add(new JsonObject { ["name"] = "https://example.org/nobody" });
        Assert.Equal(BadgeCodes.Malformed, (await Verify(badge)).Code);
    }

    [Fact]
    public async Task What_is_meant_must_be_written_where_it_is_looked_for()
    {
        sources.Lists[Badges.List.AbsoluteUri] = Badges.StatusList([94567]);
        var moves = new Dictionary<string, Action<JsonObject>>
        {
            ["under its whole address"] = badge => Rename(badge, "credentialStatus", "https://www.w3.org/2018/credentials#credentialStatus"),
            ["by another word"] = badge =>
            {
                badge["@context"]!.AsArray().Add(new JsonObject { ["note"] = new JsonObject { ["@id"] = "https://www.w3.org/2018/credentials#credentialStatus", ["@type"] = "@id" } });
                Rename(badge, "credentialStatus", "note");
            },
            ["in a node beside"] = badge =>
            {
                badge["@included"] = new JsonArray(new JsonObject { ["id"] = (string)badge["id"]!, ["type"] = "VerifiableCredential" });
                badge["@included"]![0]!["credentialStatus"] = Taken(badge, "credentialStatus");
            },
        };
        foreach (var (where, move) in moves)
        {
            var badge = Badges.Signed();
            move(badge);
            // The signature fits: it is what is meant that is signed.
            Assert.Equal((where, BadgeCodes.Malformed), (where, (await Verify(badge)).Code));
        }

        var ended = Badges.Signed(c => c with { ValidUntil = Badges.Now.AddDays(-1), Status = null });
        ended["https://www.w3.org/2018/credentials#validUntil"] = new JsonObject { ["@value"] = Taken(ended, "validUntil"), ["@type"] = "http://www.w3.org/2001/XMLSchema#dateTime" };
        Assert.Equal(BadgeCodes.Malformed, (await Verify(ended)).Code);

        static void Rename(JsonObject badge, string from, string to) => badge[to] = Taken(badge, from);

        static JsonNode Taken(JsonObject badge, string name)
        {
            var value = badge[name]!;
            badge.Remove(name);
            return value;
        }
    }

    [Fact]
    public async Task A_signature_by_somebody_else_is_no_proof()
    {
        var forged = DataIntegrity.Sign(Badges.Document(), IssuerIdentity.OfKey(Badges.OtherKey), Badges.Issued);
        Assert.Equal(BadgeCodes.UnknownIssuer, (await Verify(forged)).Code);

        forged["proof"]!["verificationMethod"] = Badges.Issuer.VerificationMethod;
        Assert.Equal(BadgeCodes.Tampered, (await Verify(forged)).Code);
    }

    [Fact]
    public async Task A_badge_without_proof_is_not_signed() => Assert.Equal(BadgeCodes.NotSigned, (await Verify(Badges.Document())).Code);

    [Fact]
    public async Task Dates_are_kept()
    {
        Assert.Equal(BadgeCodes.Expired, (await Verify(Badges.Signed(c => c with { ValidUntil = Badges.Now.AddSeconds(-1) }))).Code);
        Assert.Equal(BadgeCodes.Valid, (await Verify(Badges.Signed(c => c with { ValidUntil = Badges.Now }))).Code);
        Assert.Equal(BadgeCodes.NotYetValid, (await Verify(Badges.Signed(c => c with { ValidFrom = Badges.Now.AddSeconds(1) }))).Code);
    }

    [Theory]
    [InlineData("revocation", BadgeCodes.Revoked)]
    [InlineData("suspension", BadgeCodes.Suspended)]
    public async Task A_bit_in_the_list_ends_it(string purpose, string code)
    {
        var badge = Badges.Signed(c => c with { Status = new(Badges.List, 94567, purpose) });
        sources.Lists[Badges.List.AbsoluteUri] = Badges.StatusList([94566, 94568], purpose: purpose);
        Assert.Equal(BadgeCodes.Valid, (await Verify(badge)).Code);

        sources.Lists[Badges.List.AbsoluteUri] = Badges.StatusList([94567], purpose: purpose);
        Assert.Equal(code, (await Verify(badge)).Code);
    }

    [Fact]
    public async Task Revoked_says_more_than_expired()
    {
        sources.Lists[Badges.List.AbsoluteUri] = Badges.StatusList([94567]);
        Assert.Equal(BadgeCodes.Revoked, (await Verify(Badges.Signed(c => c with { ValidUntil = Badges.Now.AddDays(-1) }))).Code);
    }

    [Fact]
    public async Task A_list_that_cannot_be_relied_on_leaves_it_open()
    {
        var tampered = Badges.StatusList([94567]);
        tampered["credentialSubject"]!["encodedList"] = StatusBits.Encode(new byte[StatusBits.LeastBits / 8]);
        foreach (var list in new[]
        {
            tampered, Badges.StatusList([], until: Badges.Now.AddMinutes(-1)), Badges.StatusList([], purpose: "suspension"), Badges.Signed(),
            new JsonObject { ["error"] = "not found" },
        })
        {
            sources.Lists[Badges.List.AbsoluteUri] = list;
            Assert.Equal(BadgeCodes.StatusUnavailable, (await Verify(Badges.Signed())).Code);
        }

        sources.Lists.Clear();
        Assert.Equal(BadgeCodes.StatusUnavailable, (await Verify(Badges.Signed())).Code);
        Assert.Equal(BadgeCodes.StatusUnavailable, (await Verify(Badges.Signed(c => c with { Status = new(Badges.List, 9_000_000) }))).Code);
    }

    [Fact]
    public async Task A_list_may_be_another_ones_and_have_moved()
    {
        foreach (var (set, code) in new[] { (1, BadgeCodes.Valid), (94567, BadgeCodes.Revoked) })
        {
            sources.Lists[Badges.List.AbsoluteUri] = Badges.StatusList([set], IssuerIdentity.OfKey(Badges.OtherKey), address: new Uri("https://lists.example.org/7"));
            Assert.Equal(code, (await Verify(Badges.Signed())).Code);
        }
    }

    [Fact]
    public async Task A_web_site_vouches_for_its_keys_also_for_those_it_no_longer_signs_with()
    {
        var old = Badges.Signed(issuer: IssuerIdentity.OfWeb(Badges.Web, Badges.Key));
        var fresh = Badges.Signed(issuer: IssuerIdentity.OfWeb(Badges.Web, Badges.OtherKey));
        sources.Dids[Badges.Web] = DidWeb.Document(Badges.Web, [Badges.OtherKey.Multibase, Badges.Key.Multibase]);
        Assert.Equal(BadgeCodes.Valid, (await Verify(old)).Code);
        Assert.Equal(BadgeCodes.Valid, (await Verify(fresh)).Code);

        sources.Dids[Badges.Web] = DidWeb.Document(Badges.Web, [Badges.OtherKey.Multibase]);
        Assert.Equal(BadgeCodes.UnknownIssuer, (await Verify(old)).Code);

        sources.Dids[Badges.Web] = DidWeb.Document("did:web:elsewhere.example", [Badges.Key.Multibase]);
        Assert.Equal(BadgeCodes.UnknownIssuer, (await Verify(old)).Code);

        sources.Dids.Clear();
        Assert.Equal(BadgeCodes.UnknownIssuer, (await Verify(old)).Code);
        old["name"] = "Something else";
        Assert.Equal(BadgeCodes.Tampered, (await Verify(old)).Code);
    }

    [Fact]
    public async Task All_proofs_of_known_kinds_must_hold_and_others_say_nothing()
    {
        var badge = Badges.Signed();
        var proof = badge["proof"]!.DeepClone().AsObject();
        var unknown = new JsonObject { ["type"] = "SomeProof", ["proofValue"] = "z1" };
        badge["proof"] = new JsonArray(unknown.DeepClone(), proof.DeepClone());
        Assert.Equal(BadgeCodes.Valid, (await Verify(badge)).Code);

        var wrong = proof.DeepClone().AsObject();
        wrong["created"] = "2026-02-24T09:30:01Z";
        badge["proof"] = new JsonArray(proof.DeepClone(), wrong);
        Assert.Equal(BadgeCodes.Tampered, (await Verify(badge)).Code);

        badge["proof"] = unknown;
        Assert.Equal(BadgeCodes.UnsupportedProof, (await Verify(badge)).Code);
    }

    [Fact]
    public async Task Proofs_that_build_on_each_other_are_refused()
    {
        var badge = Badges.Signed();
        badge["proof"]!["previousProof"] = "urn:uuid:60102d04-b51e-11ed-acfe-2fcd717666a7";
        Assert.Equal(BadgeCodes.UnsupportedProof, (await Verify(badge)).Code);
    }

    [Fact]
    public async Task A_proof_for_another_purpose_or_past_its_end_is_refused()
    {
        var badge = Badges.Signed();
        badge["proof"]!["proofPurpose"] = "authentication";
        Assert.Equal(BadgeCodes.UnsupportedProof, (await Verify(badge)).Code);

        badge["proof"]!["proofPurpose"] = "assertionMethod";
        badge["proof"]!["expires"] = "2026-02-25T00:00:00Z";
        Assert.Equal(BadgeCodes.Expired, (await Verify(badge)).Code);
    }

    [Fact]
    public async Task A_record_is_valid_when_all_badges_in_it_are()
    {
        var parts = new[] { Badges.Signed(), Badges.Signed(c => c with { Status = new(Badges.List, 7), Achievement = c.Achievement with { Id = "https://exams.example.edu/courses/statistics" } }) };
        var record = DataIntegrity.Sign(
            ClrDocument.Of(
                new ClrContent(
                    "urn:uuid:7c2f4a0e-6f6a-4a0c-8a51-8f1f9be3a201", "Statistics and Data Science", Badges.Content(Badges.Issuer.Id).Issuer, new BadgeLearner("Ada"), Badges.Issued,
                    new BadgeAchievement("https://exams.example.edu/programs/sds", "LearningProgram", "Statistics and Data Science", "All of it.", "Passed all courses.")),
                parts),
            Badges.Issuer,
            Badges.Issued);

        var verdict = await Verify(record);
        Assert.Equal(BadgeCodes.Valid, verdict.Code);
        Assert.Equal("learner-record", verdict.Facts!.Kind);
        Assert.Equal([BadgeCodes.Valid, BadgeCodes.Valid], verdict.Facts.Parts.Select(p => p.Code));
        Assert.Equal(["https://exams.example.edu/courses/probability", "https://exams.example.edu/courses/statistics"], record["credentialSubject"]!["association"]!.AsArray().Select(a => (string?)a!["targetId"]));

        sources.Lists[Badges.List.AbsoluteUri] = Badges.StatusList([7]);
        verdict = await Verify(record);
        Assert.Equal((false, BadgeCodes.Revoked), (verdict.IsValid, verdict.Code));
        Assert.StartsWith("Badge 2 in it", verdict.Reason, StringComparison.Ordinal);

        record["credentialSubject"]!["verifiableCredential"]![0]!["name"] = "Another";
        Assert.Equal(BadgeCodes.Tampered, (await Verify(record)).Code);
    }

    [Fact]
    public async Task A_web_token_is_verified_too_and_its_claims_must_agree()
    {
        var token = VcJwt.Sign(Badges.Document(), Badges.Issuer);
        Assert.Equal(BadgeCodes.Valid, (await Verify(token)).Code);

        var pieces = token.Split('.');
        Assert.Equal(BadgeCodes.Tampered, (await Verify($"{pieces[0]}.{VcJwt.Sign(Badges.Document(c => c with { Name = "Other" }), Badges.Issuer).Split('.')[1]}.{pieces[2]}")).Code);
        Assert.Equal(BadgeCodes.UnknownIssuer, (await Verify(VcJwt.Sign(Badges.Document(), IssuerIdentity.OfKey(Badges.OtherKey)))).Code);
        Assert.Equal(BadgeCodes.Expired, (await Verify(VcJwt.Sign(Badges.Document(c => c with { ValidUntil = Badges.Now.AddDays(-1) }), Badges.Issuer))).Code);

        sources.Lists[Badges.List.AbsoluteUri] = Badges.StatusList([94567]);
        Assert.Equal(BadgeCodes.Revoked, (await Verify(token)).Code);
    }

    [Fact]
    public async Task A_token_in_an_envelope_is_verified()
    {
        var envelope = new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/credentials/v2",
            ["id"] = $"data:application/vc+jwt,{VcJwt.Sign(Badges.Document(), Badges.Issuer)}",
            ["type"] = "EnvelopedVerifiableCredential",
        };
        Assert.Equal(BadgeCodes.Valid, (await Verify(envelope)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("{\"@context\":")]
    [InlineData("[1,2]")]
    [InlineData("a.b.c")]
    [InlineData("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":\"VerifiableCredential\",\"issuer\":\"did:key:z\",\"credentialSubject\":{},\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":\"VerifiableCredential\",\"issuer\":\"did:key:z\",\"credentialSubject\":{},\"validFrom\":\"soon\"}")]
    [InlineData("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":\"VerifiableCredential\",\"issuer\":\"did:key:z\\ud800\",\"credentialSubject\":{}}")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("%PDF-1.7 nothing")]
    public async Task What_is_no_badge_is_malformed(string file) => Assert.Equal(BadgeCodes.Malformed, (await Verify(file)).Code);

    [Fact]
    public async Task A_document_that_is_made_to_be_dear_is_refused_in_no_time() => Assert.Equal(BadgeCodes.TooMuchWork, (await Verify(Dear())).Code);

    [Fact]
    public async Task Badges_in_a_record_share_what_they_may_cost()
    {
        var record = ClrDocument.Of(
            new ClrContent("urn:uuid:7c2f4a0e-6f6a-4a0c-8a51-8f1f9be3a202", "Many", Badges.Content(Badges.Issuer.Id).Issuer, new BadgeLearner("Ada"), Badges.Issued), [Badges.Signed(), Dear(), Badges.Signed()]);

        var verdict = await Verify(VcJwt.Sign(record, Badges.Issuer));

        Assert.Equal([BadgeCodes.Valid, BadgeCodes.TooMuchWork, BadgeCodes.TooMuchWork], verdict.Facts!.Parts.Select(p => p.Code));
    }

    private static JsonObject Dear()
    {
        // Every blank node is related to every other: nothing tells them apart, and there are 20! orders.
        var badge = Badges.Signed();
        var nodes = Enumerable.Range(0, 20).Select(i => new JsonObject
        {
            ["id"] = $"_:n{i}",
            ["type"] = "Achievement",
            ["related"] = new JsonArray([.. Enumerable.Range(0, 20).Where(j => j != i).Select(j => new JsonObject { ["id"] = $"_:n{j}" })]),
        });
        badge["credentialSubject"]!["achievement"]!["related"] = new JsonArray([.. nodes]);
        return badge;
    }

    private ValueTask<BadgeVerdict> Verify(JsonObject badge) => new BadgeVerifier(sources).Verify(badge, Badges.Now, default);

    private ValueTask<BadgeVerdict> Verify(string file) => new BadgeVerifier(sources).Verify(Encoding.UTF8.GetBytes(file), Badges.Now, default);
}
