using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Credentials;

/// <summary>What the world sees of a credential.</summary>
public sealed class CredentialFilesTests(RunningSilo silo)
{
    [Theory]
    [InlineData("pdf", "application/pdf")]
    [InlineData("json", "application/vc")]
    [InlineData("jwt", "application/vc+jwt")]
    [InlineData("png", "image/png")]
    [InlineData("svg", "image/svg+xml")]
    [InlineData("clr", "application/vc")]
    public async Task A_file_is_handed_out_by_name_and_when_it_no_longer_stands_it_is_gone(string form, string type)
    {
        var id = await Issue();
        using var visitor = silo.Visit(Who.Anonymous);

        using var answer = await visitor.Get($"api/credentials/{id}/{form}");
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains(id.ToString(), answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);

        await Revoke(id);
        using var gone = await visitor.Get($"api/credentials/{id}/{form}");
        Assert.Equal((HttpStatusCode.Gone, ProblemCodes.RevokedCredential), (gone.StatusCode, await gone.Code()));
        using var unknown = await visitor.Get($"api/credentials/{Guid.NewGuid()}/{form}");
        Assert.Equal((HttpStatusCode.NotFound, ProblemCodes.UnknownCredential), (unknown.StatusCode, await unknown.Code()));
    }

    [Theory]
    [InlineData("application/vc", "application/vc")]
    [InlineData("application/vc+ld+json", "application/vc+ld+json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json, text/html;q=0.5", "application/json")]
    [InlineData("application/*", "application/vc")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData("image/png", "text/html")]
    [InlineData(null, "text/html")]
    public async Task One_address_serves_people_and_machines_of_any_site(string? accept, string type)
    {
        var id = await Issue();
        using var visitor = silo.Visit(Who.Anonymous);

        using var answer = await Read(visitor, id.ToString(), accept);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("cross-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Contains("Accept", answer.Headers.Vary);
        if (type != "text/html")
            Assert.Equal(await silo.Grains.GetGrain<ICredentialGrain>(id).Document(), await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/vc")]
    public async Task Only_what_there_never_was_is_not_found(string accept)
    {
        using var visitor = silo.Visit(Who.Anonymous);
        foreach (var number in (string[])[Guid.NewGuid().ToString(), "not-a-number"])
        {
            using var unknown = await Read(visitor, number, accept);
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
            Assert.Equal(accept == "text/html" ? "text/html" : ProblemBody.MediaType, unknown.Content.Headers.ContentType?.MediaType);
        }

        var id = await Issue();
        await Revoke(id);
        using var revoked = await Read(visitor, id.ToString(), accept);
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
    }

    [Fact]
    public async Task A_revocation_shows_with_date_and_class_on_the_page_and_in_the_list_for_machines()
    {
        var id = await Issue();
        using var visitor = silo.Visit(Who.Anonymous);
        await Revoke(id);

        var shown = await visitor.Ask(HttpMethod.Get, $"api/credentials/{id}", "", WireJson.Default.CredentialView);
        Assert.Equal(("revoked", "award", true), (shown.Standing, shown.RevokedFor, shown.RevokedAt is not null));
        await Eventually.Find("the bit to be set", async () => await Verdict(id) is { Code: "revoked" } verdict ? verdict : null);

        using var list = await visitor.Get("status/1");
        Assert.Equal((HttpStatusCode.OK, "application/vc"), (list.StatusCode, list.Content.Headers.ContentType?.MediaType));
        Assert.True(list.Headers.CacheControl is { Public: true } cache && cache.MaxAge <= TimeSpan.FromMinutes(5));
        Assert.EndsWith("/status/1", JsonNode.Parse(await list.Content.ReadAsStringAsync())!["id"]!.GetValue<string>(), StringComparison.Ordinal);
        using var none = await visitor.Get("status/999");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task The_issuer_tells_its_keys()
    {
        using var visitor = silo.Visit(Who.Anonymous);

        using var answer = await visitor.Get(".well-known/did.json");

        var did = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.StartsWith("did:web:127.0.0.1", did["id"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Multikey", did["verificationMethod"]![0]!["type"]!.GetValue<string>());
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_file_is_verified_and_a_changed_one_is_not()
    {
        var id = await Issue();
        using var visitor = silo.Visit(Who.Anonymous);
        using var pdf = await visitor.Get($"api/credentials/{id}/pdf");

        var verdict = await Verify(await pdf.Content.ReadAsByteArrayAsync());
        Assert.Equal((true, "valid", true, "Web tests"), (verdict.Valid, verdict.Code, verdict.Ours, verdict.Achievement));
        using var json = await visitor.Get($"api/credentials/{id}/json");
        var changed = (await json.Content.ReadAsStringAsync()).Replace("Zoë", "Zoe", StringComparison.Ordinal);
        Assert.Equal((false, "tampered"), await Verify(Encoding.UTF8.GetBytes(changed)) is var tampered ? (tampered.Valid, tampered.Code) : default);
        Assert.Equal("malformed", (await Verify("hello"u8.ToArray())).Code);
        using var stranger = Stranger();
        using var empty = await stranger.SendBytes(HttpMethod.Post, "api/verify", new ByteArrayContent([]));
        Assert.Equal(ProblemCodes.Invalid, await empty.Code());
    }

    [Fact]
    public async Task A_file_to_be_verified_has_ten_megabytes_at_most()
    {
        const int Most = 10 * 1024 * 1024;
        using var visitor = Stranger();
        using var largest = new ByteArrayContent(new byte[Most]);
        // Without saying its length before, so that all of it is sent and the answer read.
        using var larger = new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(new byte[Most + 1])).AsStream());

        using var taken = await visitor.SendBytes(HttpMethod.Post, "api/verify", largest);
        using var refused = await visitor.SendBytes(HttpMethod.Post, "api/verify", larger);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, ProblemCodes.TooLarge), (refused.StatusCode, await refused.Code()));
    }

    [Fact]
    public async Task Verifying_is_limited_by_address()
    {
        using var visitor = new Visitor(silo.Address) { From = "203.0.113.77" };
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 45; i++)
        {
            using var answer = await visitor.SendBytes(HttpMethod.Post, "api/verify", new ByteArrayContent("x"u8.ToArray()));
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers.Distinct());
    }

    [Fact]
    public async Task The_learner_has_it_issued_again_under_a_new_name_and_the_old_address_leads_there()
    {
        using var owner = await silo.AddLearner();
        var me = await owner.Ask(HttpMethod.Get, "api/account", "", WireJson.Default.Me);
        var id = await Issue(Assert.IsType<string>(me.LearnerId));
        Assert.Empty((await silo.Grains.GetGrain<ILearnerGrain>(me.LearnerId!).Describe(Actor.System, new LearnerProfile("Zoë Okonkwo", "AM"))).Problems);

        var newer = await owner.Ask(HttpMethod.Post, $"api/credentials/{id}/reissue", "{}", WireJson.Default.CredentialView);

        Assert.Equal(("Zoë Okonkwo", "valid"), (newer.Name, newer.Standing));
        var old = await owner.Ask(HttpMethod.Get, $"api/credentials/{id}", "", WireJson.Default.CredentialView);
        Assert.Equal(("superseded", newer.Id), (old.Standing, old.SupersededBy));
        using var gone = await owner.Get($"api/credentials/{id}/pdf");
        Assert.Equal((HttpStatusCode.Gone, "credential.superseded"), (gone.StatusCode, await gone.Code()));
        using var other = silo.Visit(Who.OtherLearner);
        using var refused = await other.Send(HttpMethod.Post, $"api/credentials/{id}/reissue", "{}");
        Assert.Equal(ProblemCodes.UnknownCredential, await refused.Code());
    }

    [Fact]
    public async Task A_code_of_the_address_is_a_drawing()
    {
        using var visitor = silo.Visit(Who.Anonymous);
        using var code = await visitor.Get($"api/credentials/{Guid.NewGuid()}/qr.svg");
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (code.StatusCode, code.Content.Headers.ContentType?.MediaType));
    }

    private async Task<Guid> Issue(string learner = "zoe")
    {
        var (course, id) = (Guid.NewGuid(), Guid.NewGuid());
        var order = new IssueCredential(Guid.Empty, learner, "Zoë 李", "", "Web tests", "", "en", 0, DateTimeOffset.UtcNow.AddDays(-1), false, "web", "MY", CredentialKinds.Program, "web");
        Assert.Empty((await silo.Grains.GetGrain<ICredentialGrain>(course).Issue(Actor.System, order with { Kind = CredentialKinds.Course, SubjectId = "web1x", ExamTitle = "Web" })).Problems);
        Assert.Empty((await silo.Grains.GetGrain<ICredentialGrain>(id).Issue(Actor.System, order with { Parts = [course] })).Problems);
        return id;
    }

    private async Task Revoke(Guid id) => Assert.Empty((await silo.Grains.GetGrain<ICredentialGrain>(id).Revoke(Actor.System, RevocationReasons.Award)).Problems);

    private static Task<HttpResponseMessage> Read(Visitor visitor, string id, string? accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"v/{id}");
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        return visitor.Send(request);
    }

    private async Task<BadgeVerdictView> Verdict(Guid id)
    {
        using var visitor = silo.Visit(Who.Anonymous);
        using var document = await Read(visitor, id.ToString(), "application/vc");
        return await Verify(await document.Content.ReadAsByteArrayAsync());
    }

    /// <summary>From an address that nobody has verified from yet: the limit is another test's.</summary>
    private Visitor Stranger() => new(silo.Address) { From = string.Create(CultureInfo.InvariantCulture, $"2001:db8::{Random.Shared.Next(1, 0xffff):x}:{Random.Shared.Next(1, 0xffff):x}") };

    private async Task<BadgeVerdictView> Verify(byte[] file)
    {
        using var visitor = Stranger();
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var answer = await visitor.SendBytes(HttpMethod.Post, "api/verify", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.BadgeVerdictView))!;
    }
}
