using ExamEngine.Web.Hosting;

namespace Web.Tests.Hosting;

public sealed class HeadersTests(RunningSilo silo)
{
    [Theory]
    [InlineData("", true)]
    [InlineData("health/live", true)]
    [InlineData("api/home", false)]
    [InlineData("api/nothing", false)]
    [InlineData("nothing", false)]
    [InlineData("openapi/v1.json", false)]
    public async Task Every_answer_carries_the_security_headers_that_a_browser_heeds(string path, bool page)
    {
        using var visitor = silo.Visit(Who.Anonymous);

        using var answer = await visitor.Get(path);
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value));

        Assert.Equal(page ? SecurityHeaders.ContentPolicy : SecurityHeaders.DataPolicy, headers["Content-Security-Policy"]);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Resource-Policy"]);
        Assert.Equal(page ? "no-referrer" : null, headers.GetValueOrDefault("Referrer-Policy"));
        Assert.Equal(page ? "same-origin" : null, headers.GetValueOrDefault("Cross-Origin-Opener-Policy"));
        Assert.Equal(page, headers.GetValueOrDefault("Permissions-Policy")?.Contains("geolocation=()", StringComparison.Ordinal) ?? false);
        Assert.DoesNotContain("Server", headers.Keys);
        Assert.DoesNotContain("Strict-Transport-Security", headers.Keys);
    }

    [Theory]
    [InlineData("default-src", "'none'")]
    [InlineData("script-src", "'self'")]
    [InlineData("style-src", "'self'")]
    [InlineData("connect-src", "'self'")]
    [InlineData("font-src", "'self'")]
    [InlineData("media-src", "'self' blob:")]
    [InlineData("worker-src", "'self'")]
    [InlineData("frame-ancestors", "'none'")]
    [InlineData("base-uri", "'none'")]
    [InlineData("form-action", "'self'")]
    public void The_content_policy_allows_this_site_and_nothing_inline(string directive, string sources) =>
        Assert.Contains($"{directive} {sources}", SecurityHeaders.ContentPolicy.Split("; "));

    [Theory]
    [InlineData("", true)]
    [InlineData("session/11111111-1111-4111-8111-111111111111", true)]
    [InlineData("staff", false)]
    [InlineData("v/11111111-1111-4111-8111-111111111111", false)]
    public async Task Camera_microphone_and_screen_are_for_learners_pages_alone(string path, bool open)
    {
        using var visitor = silo.Visit(Who.Learner);

        using var answer = await visitor.Get(path);
        var features = Assert.Single(answer.Headers.GetValues("Permissions-Policy")).Split(", ").ToDictionary(feature => feature.Split('=')[0], feature => feature.Split('=')[1]);

        foreach (var (feature, origins) in features)
            Assert.Equal(open && feature is ("camera" or "microphone" or "display-capture") ? "(self)" : "()", origins);
        Assert.Equal(["camera", "display-capture", "microphone"], features.Keys.Where(feature => feature is "camera" or "microphone" or "display-capture").Order());
    }

    [Fact]
    public async Task What_the_API_answers_is_not_stored()
    {
        using var visitor = silo.Visit(Who.Learner);

        using var answer = await visitor.Get("api/home");

        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task An_image_of_a_version_may_be_kept_for_good()
    {
        using var visitor = silo.Visit(Who.Learner);

        using var answer = await visitor.Get($"api/exams/{TestExam.Id}/versions/1/assets/dot.svg");

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl is { Private: true, MaxAge.TotalDays: 365 });
        Assert.Contains(answer.Headers.CacheControl.Extensions, extension => extension.Name == "immutable");
    }
}
