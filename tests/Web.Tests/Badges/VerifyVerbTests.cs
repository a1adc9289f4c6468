using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Silo;
using ExamEngine.Silo.Badges;

namespace ExamEngine.Web.Tests.Badges;

public sealed class VerifyVerbTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Uri List = new("https://exams.example.edu/status/1");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("verify-");
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly BadgeKey key = BadgeKey.Create();

    public void Dispose()
    {
        folder.Delete(recursive: true);
        key.Dispose();
    }

    [Fact]
    public async Task A_valid_badge_ends_with_0_and_a_changed_one_with_1()
    {
        var badge = Badge();
        Assert.Equal(0, await Run(Answers(StatusList([])), Write("badge.json", badge.ToJsonString())));
        Assert.Contains("badge.json: valid.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Probability, issued by Example Institute (did:key:z6Mk", output.ToString(), StringComparison.Ordinal);

        badge["name"] = "Statistics";
        Assert.Equal(1, await Run(Answers(StatusList([])), Write("changed.json", badge.ToJsonString())));
        Assert.Contains("changed.json: tampered.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_revoked_among_valid_ones_ends_with_1()
    {
        Assert.Equal(1, await Run(Answers(StatusList([7])), Write("a.json", Badge(8).ToJsonString()), Write("b.jwt", VcJwt.Sign(Document(7), Issuer))));
        Assert.Contains("a.json: valid.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("b.jwt: revoked.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_network_it_stays_open_and_says_so()
    {
        using var sources = new WebBadgeSources(new Answering(_ => throw new HttpRequestException(HttpRequestError.NameResolutionError)), allowsLocal: false);
        Assert.Equal(1, await VerifyVerb.Run([Write("badge.json", Badge().ToJsonString())], sources, Now, output, errors));
        Assert.Contains("badge.json: status-unavailable.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("is this machine offline?", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_1()
    {
        Assert.Equal(1, await Run(Answers(StatusList([])), Path.Combine(folder.FullName, "none.json")));
        Assert.Contains("none.json", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_badge_says_does_not_steer_the_terminal()
    {
        var badge = DataIntegrity.Sign(Document(0, "\u001b[2J\u202eclean"), Issuer, Now.AddDays(-1));
        await Run(Answers(StatusList([])), Write("badge.json", badge.ToJsonString()));
        Assert.DoesNotContain('\u001b', output.ToString());
        Assert.Contains("[2Jclean", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_are_followed_over_https_only_and_not_for_ever()
    {
        using var toHttp = new WebBadgeSources(new Answering(_ => Redirect("http://exams.example.edu/list")), allowsLocal: false);
        Assert.Null(await toHttp.StatusList(List, default));
        Assert.Contains("http is not asked", Assert.Single(toHttp.Failures), StringComparison.Ordinal);

        using var round = new WebBadgeSources(new Answering(request => Redirect(request.RequestUri!.AbsoluteUri + "1")), allowsLocal: false);
        Assert.Null(await round.StatusList(List, default));
        Assert.Contains("redirects too often", Assert.Single(round.Failures), StringComparison.Ordinal);

        using var once = new WebBadgeSources(new Answering(request => request.RequestUri == List ? Redirect("/elsewhere") : Json("{\"a\":1}")), allowsLocal: false);
        Assert.Equal(1, (int?)(await once.StatusList(List, default))!["a"]);
    }

    [Fact]
    public async Task An_address_is_asked_once()
    {
        var asked = 0;
        using var sources = new WebBadgeSources(new Answering(_ => { asked++; return Json("{}"); }), allowsLocal: false);
        await sources.StatusList(List, default);
        await sources.StatusList(List, default);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_private_address_is_not_connected_to()
    {
        using var sources = new WebBadgeSources();
        Assert.Null(await sources.StatusList(new Uri("https://localhost:1/status/1"), default));
        Assert.Contains("localhost is not at a public address", Assert.Single(sources.Failures), StringComparison.Ordinal);
    }

    private IssuerIdentity Issuer => IssuerIdentity.OfKey(key);

    private async Task<int> Run(Answering answers, params string[] files)
    {
        using var sources = new WebBadgeSources(answers, allowsLocal: false);
        return await VerifyVerb.Run(files, sources, Now, output, errors);
    }

    private JsonObject Badge(int index = 0) => DataIntegrity.Sign(Document(index), Issuer, Now.AddDays(-1));

    private JsonObject Document(int index, string name = "Probability") => OpenBadgeDocument.Of(new BadgeContent(
        "urn:uuid:0f0f3a3e-5b0a-4c58-9d2d-6d8b7a0c0d11", name, new BadgeIssuer(key.DidKey, "Example Institute"), new BadgeLearner("Ada"),
        new BadgeAchievement("https://exams.example.edu/courses/probability", "Course", "Probability", "Chance.", "Passed."), Now.AddDays(-1), Status: new BadgeStatus(List, index)));

    private JsonObject StatusList(int[] set)
    {
        var bits = new byte[StatusBits.LeastBits / 8];
        foreach (var index in set)
            StatusBits.Set(bits, index, true);
        return DataIntegrity.Sign(StatusListDocument.Of(List, key.DidKey, bits, Now.AddDays(-1)), Issuer, Now.AddDays(-1));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static Answering Answers(JsonObject list) => new(request => request.RequestUri == List ? Json(list.ToJsonString()) : new HttpResponseMessage(HttpStatusCode.NotFound));

    private static HttpResponseMessage Json(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text) };

    private static HttpResponseMessage Redirect(string location) => new(HttpStatusCode.Found) { Headers = { Location = new Uri(location, UriKind.RelativeOrAbsolute) } };

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
