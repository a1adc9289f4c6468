using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Interchange.OpenBadges.JsonLd;
using ExamEngine.Interchange.OpenBadges.Keys;
using ExamEngine.Interchange.OpenBadges.Verifying;
using ExamEngine.Interchange.Tests.Pdf;
using QRCoder;

namespace ExamEngine.Interchange.Tests.OpenBadges;

/// <summary>
/// Verdicts and their sentences are what others rely on: they are held to the files in <c>Vectors</c>, which any other verifier can be held to as well.
/// </summary>
public sealed class AgreedVerdictTests
{
    private const string Update = "EXAMENGINE_UPDATE_GOLDEN";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Of_badges_that_are_made_here()
    {
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await Write("made.json", new JsonArray([.. await Task.WhenAll(Made().Select(vector => vector.Judged()))]));

        var wrong = new List<string>();
        var vectors = (await Read("made.json")).AsArray();
        foreach (var vector in vectors.Select(v => v!.AsObject()))
        {
            var file = vector["base64"] is { } packed ? Convert.FromBase64String((string)packed!) : Encoding.UTF8.GetBytes((string)vector["text"]!);
            var verdict = await new BadgeVerifier(SourcesOf(vector)).Verify(file, (DateTimeOffset)vector["now"]!, default);
            if ((verdict.Code, verdict.Reason) != ((string)vector["code"]!, (string)vector["reason"]!))
                wrong.Add($"{vector["name"]}: {verdict.Code}. {verdict.Reason}");
        }

        Assert.True(wrong.Count == 0, $"Verdicts have changed; if they should, run this once with {Update}=1:\n{string.Join('\n', wrong)}");
        Assert.InRange(vectors.Count, 40, int.MaxValue);
    }

    [Fact]
    public async Task Of_the_corpus()
    {
        var now = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (folder, sources) in CorpusVerdictTests.Sets())
        {
            var verifier = new BadgeVerifier(sources);
            var verdicts = new JsonObject();
            foreach (var file in Directory.EnumerateFiles(Corpus.PathOf(folder.Split('/')), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (Path.GetFileName(file) is "LICENSE" or "README.md")
                    continue;
                var verdict = await verifier.Verify(File.ReadAllBytes(file), CorpusVerdictTests.Now, default);
                verdicts[Path.GetRelativePath(Corpus.PathOf(folder.Split('/')), file).Replace('\\', '/')] = new JsonObject { ["code"] = verdict.Code, ["reason"] = verdict.Reason };
            }

            now[folder] = new() { ["now"] = CorpusVerdictTests.Now, ["dids"] = Listed(sources.Dids), ["lists"] = Listed(sources.Lists), ["verdicts"] = verdicts };
        }

        if (Environment.GetEnvironmentVariable(Update) == "1")
            await Write("corpus.json", new JsonObject(now.Select(set => new KeyValuePair<string, JsonNode?>(set.Key, set.Value))));
        var agreed = await Read("corpus.json");
        foreach (var (folder, set) in now)
        {
            foreach (var (file, verdict) in set["verdicts"]!.AsObject())
                Assert.True(JsonNode.DeepEquals(agreed[folder]!["verdicts"]![file], verdict), $"{folder}/{file}: {verdict!.ToJsonString(Indented)}");
        }
    }

    private static JsonObject Listed(Dictionary<string, JsonObject> documents) =>
        new(documents.Select(one => new KeyValuePair<string, JsonNode?>(one.Key, one.Value.DeepClone())));

    private static KnownSources SourcesOf(JsonObject vector)
    {
        var sources = new KnownSources();
        foreach (var (address, document) in vector["dids"]!.AsObject())
            sources.Dids[address] = document!.DeepClone().AsObject();
        foreach (var (address, document) in vector["lists"]!.AsObject())
            sources.Lists[address] = document!.DeepClone().AsObject();
        return sources;
    }

    private static async Task<JsonNode> Read(string name) => JsonNode.Parse(await File.ReadAllTextAsync(Folder(name)))!;

    private static Task Write(string name, JsonNode content) => File.WriteAllTextAsync(Folder(name), content.ToJsonString(Indented) + "\n");

    private static string Folder(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Vectors", name);

    private static IEnumerable<Vector> Made()
    {
        var image = PngByteQRCodeHelper.GetQRCode("badge", QRCodeGenerator.ECCLevel.L, 2);
        const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>";
        var signed = Badges.Signed().ToJsonString();
        var token = VcJwt.Sign(Badges.Document(), Badges.Issuer);
        yield return new("as JSON", signed);
        yield return new("as a token", token);
        yield return new("as JSON in white space", $"\uFEFF \n{signed}\n");
        yield return new("a token with a line's end", token + "\r\n");
        yield return new("in a PNG", Baking.Png(image, signed));
        yield return new("a token in a PNG", Baking.Png(image, token));
        yield return new("in an SVG", Baking.Svg(Svg, signed));
        yield return new("a token in an SVG", Baking.Svg(Svg, token));
        yield return new("in a PDF", Credentials.Render(Credentials.Paper() with { CredentialJson = Encoding.UTF8.GetBytes(signed) }));
        yield return new("a PNG without one", image);
        yield return new("an SVG without one", Svg);
        foreach (var nothing in new[]
        {
            " ", "hello", "{}", "{\"@context\":", "[1,2]", "a.b.c", "%PDF-1.7 nothing", "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"a\":1,\"a\":2}",
            "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"a\":1,\"\\u0061\":2}", "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"a\":\"\\ud800\"}",
            $"{{\"@context\":{new string('[', 64)}{new string(']', 64)}}}",
            "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":\"VerifiableCredential\",\"issuer\":\"did:key:z\",\"credentialSubject\":{},\"validFrom\":\"2026-02-30T00:00:00Z\"}",
            "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":\"VerifiableCredential\",\"credentialSubject\":{}}",
            "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":\"VerifiableCredential\",\"issuer\":\"did:key:z\"}",
        })
        {
            yield return new($"no badge: {nothing[..Math.Min(40, nothing.Length)]}", nothing);
        }

        foreach (var path in new[] { "name", "id", "validFrom", "issuer/name", "credentialSubject/achievement/criteria/narrative", "credentialStatus/statusListIndex", "proof/created" })
            yield return new($"tampered: {path}", Changed(path, path switch { "validFrom" or "proof/created" => "2025-01-01T00:00:00Z", "id" => "urn:uuid:0f0f3a3e-5b0a-4c58-9d2d-6d8b7a0c0d12", _ => "12345" }));
        yield return new("a word that no context defines", Changed("credentialSubject/honours", "summa cum laude"));
        yield return new("a word that a reader may lose", Changed("credentialSubject/__proto__", "summa cum laude"));
        yield return new("an address that is none", Changed("credentialSubject/achievement/id", "probability"));
        yield return new("a type that no context defines", Changed("credentialSubject/achievement/type", "Triumph"));
        yield return new("an object that says nothing", Changed("credentialSubject/achievement/related", new JsonObject()));
        yield return new("a context that is not known", With(badge => badge["@context"]!.AsArray().Add("https://example.org/made-up")));
        yield return new("a protected word defined anew", With(badge => badge["@context"]!.AsArray().Add(new JsonObject { ["name"] = "https://example.org/nobody" })));
        yield return new("a context that is a number", With(badge => badge["@context"]!.AsArray().Add(7)));
        yield return new("a status under its whole address", With(badge => Move(badge, "https://www.w3.org/2018/credentials#credentialStatus")));
        yield return new("an end of the proof under its whole address", Ending());
        yield return new("a status by another word", With(badge =>
        {
            badge["@context"]!.AsArray().Add(new JsonObject { ["note"] = new JsonObject { ["@id"] = "https://www.w3.org/2018/credentials#credentialStatus", ["@type"] = "@id" } });
            Move(badge, "note");
        }));
        yield return new("without a proof", Badges.Document());
        yield return new("signed by somebody else", DataIntegrity.Sign(Badges.Document(), IssuerIdentity.OfKey(Badges.OtherKey), Badges.Issued));
        yield return new("a token by somebody else", VcJwt.Sign(Badges.Document(), IssuerIdentity.OfKey(Badges.OtherKey)));
        yield return new("a token that was changed", Changed(token));
        yield return new("a proof for another purpose", Changed("proof/proofPurpose", "authentication"));
        yield return new("a proof that ended", Changed("proof/expires", "2026-02-25T00:00:00Z"));
        yield return new("a proof of another kind", Changed("proof/cryptosuite", "ecdsa-rdfc-2019"));
        yield return new("a chain of proofs", Changed("proof/previousProof", "urn:uuid:60102d04-b51e-11ed-acfe-2fcd717666a7"));
        yield return new("expired", Badges.Signed(c => c with { ValidUntil = Badges.Now.AddSeconds(-1) }));
        yield return new("an expired token", VcJwt.Sign(Badges.Document(c => c with { ValidUntil = Badges.Now.AddDays(-1) }), Badges.Issuer));
        yield return new("not yet valid", Badges.Signed(c => c with { ValidFrom = Badges.Now.AddSeconds(1) }));
        yield return new("revoked", signed) { List = Badges.StatusList([94567]) };
        yield return new("a revoked token", token) { List = Badges.StatusList([94567]) };
        yield return new("revoked and expired", Badges.Signed(c => c with { ValidUntil = Badges.Now.AddDays(-1) })) { List = Badges.StatusList([94567]) };
        yield return new("suspended", Badges.Signed(c => c with { Status = new(Badges.List, 94567, "suspension") })) { List = Badges.StatusList([94567], purpose: "suspension") };
        yield return new("a list that cannot be had", signed) { List = null };
        yield return new("a list that was changed", signed) { List = Badges.StatusList([94567]).With(list => list["credentialSubject"]!["statusPurpose"] = "suspension") };
        yield return new("a list of another purpose", signed) { List = Badges.StatusList([], purpose: "suspension") };
        yield return new("a list that is over", signed) { List = Badges.StatusList([], until: Badges.Now.AddMinutes(-1)) };
        yield return new("a list that is a badge", signed) { List = Badges.Signed() };
        yield return new("a list that is too short", Badges.Signed(c => c with { Status = new(Badges.List, 9_000_000) }));
        yield return new("a list by another", signed) { List = Badges.StatusList([94567], IssuerIdentity.OfKey(Badges.OtherKey)) };
        yield return new("without a status", Badges.Signed(c => c with { Status = null }));
        yield return new("by a web site", Badges.Signed(issuer: IssuerIdentity.OfWeb(Badges.Web, Badges.Key))) { Did = DidWeb.Document(Badges.Web, [Badges.Key.Multibase]) };
        yield return new("by a web site that cannot be asked", Badges.Signed(issuer: IssuerIdentity.OfWeb(Badges.Web, Badges.Key)));
        yield return new("by a web site with another key", Badges.Signed(issuer: IssuerIdentity.OfWeb(Badges.Web, Badges.Key))) { Did = DidWeb.Document(Badges.Web, [Badges.OtherKey.Multibase]) };
        yield return new("a token in an envelope", new JsonObject { ["@context"] = "https://www.w3.org/ns/credentials/v2", ["id"] = $"data:application/vc+jwt,{token}", ["type"] = "EnvelopedVerifiableCredential" });
        yield return new("a record", Record());
        yield return new("a record with a revoked badge", Record()) { List = Badges.StatusList([7]) };
    }

    private static JsonObject Record() => DataIntegrity.Sign(
        ClrDocument.Of(
            new ClrContent(
                "urn:uuid:7c2f4a0e-6f6a-4a0c-8a51-8f1f9be3a201", "Statistics and Data Science", Badges.Content(Badges.Issuer.Id).Issuer, new BadgeLearner("Ada"), Badges.Issued,
                new BadgeAchievement("https://exams.example.edu/programs/sds", "LearningProgram", "Statistics and Data Science", "All of it.", "Passed all courses.")),
            [Badges.Signed(), Badges.Signed(c => c with { Status = new(Badges.List, 7) })]),
        Badges.Issuer,
        Badges.Issued);

    /// <summary>Signed with an end, which is then written so that a reader of JSON does not see it: the signature fits.</summary>
    private static JsonObject Ending()
    {
        const string End = "2026-02-25T00:00:00Z";
        var badge = Badges.Document();
        var proof = new JsonObject
        {
            ["type"] = "DataIntegrityProof",
            ["cryptosuite"] = "eddsa-rdfc-2022",
            ["created"] = "2026-02-24T09:30:00Z",
            ["expires"] = End,
            ["verificationMethod"] = Badges.Issuer.VerificationMethod,
            ["proofPurpose"] = "assertionMethod",
        };
        var toSign = ProofVerifier.Signed(badge.Element(), proof.Element(), ContextShelf.Bundled, new WorkBudget());
        proof["proofValue"] = Multikey.Encode([], Badges.Key.Sign(toSign));
        proof.Remove("expires");
        proof["https://w3id.org/security#expiration"] = new JsonObject { ["@value"] = End, ["@type"] = "http://www.w3.org/2001/XMLSchema#dateTime" };
        badge["proof"] = proof;
        return badge;
    }

    private static string Changed(string token)
    {
        var pieces = token.Split('.');
        return $"{pieces[0]}.{VcJwt.Sign(Badges.Document(c => c with { Name = "Other" }), Badges.Issuer).Split('.')[1]}.{pieces[2]}";
    }

    private static JsonObject Changed(string path, JsonNode value) => With(badge =>
    {
        var steps = path.Split('/');
        var at = steps[..^1].Aggregate((JsonNode)badge, (node, step) => node[step]!);
        at[steps[^1]] = value;
    });

    private static JsonObject With(Action<JsonObject> change) => Badges.Signed().With(change);

    private static void Move(JsonObject badge, string to)
    {
        var status = badge["credentialStatus"]!;
        badge.Remove("credentialStatus");
        badge[to] = status;
    }

    private sealed record Vector(string Name, byte[]? Octets, string? Text)
    {
        public Vector(string name, byte[] octets)
            : this(name, octets, null) { }

        public Vector(string name, string text)
            : this(name, null, text) { }

        public Vector(string name, JsonObject badge)
            : this(name, null, badge.ToJsonString()) { }

        public JsonObject? List { get; init; } = Badges.StatusList([]);

        public JsonObject? Did { get; init; }

        public async Task<JsonNode?> Judged()
        {
            var vector = new JsonObject { ["name"] = Name, ["now"] = Badges.Now };
            if (Octets is not null)
                vector["base64"] = Convert.ToBase64String(Octets);
            else
                vector["text"] = Text;
            vector["dids"] = Did is null ? [] : new JsonObject { [Badges.Web] = Did };
            vector["lists"] = List is null ? [] : new JsonObject { [Badges.List.AbsoluteUri] = List };
            var verdict = await new BadgeVerifier(SourcesOf(vector)).Verify(Octets ?? Encoding.UTF8.GetBytes(Text!), Badges.Now, default);
            vector["code"] = verdict.Code;
            vector["reason"] = verdict.Reason;
            return vector;
        }
    }
}
