using ExamEngine.Web.Hosting;
using Microsoft.AspNetCore.Hosting;

namespace Web.Tests.Hosting;

public sealed class PagesTests(RunningSilo silo)
{
    [Theory]
    [InlineData("", "index.html")]
    [InlineData("sign-in", "index.html")]
    [InlineData("exam/web-exam", "index.html")]
    [InlineData("windows/web-exam", "index.html")]
    [InlineData("session/11111111-1111-4111-8111-111111111111", "index.html")]
    [InlineData("result/11111111-1111-4111-8111-111111111111", "index.html")]
    [InlineData("staff", "staff.html")]
    [InlineData("staff/marking", "staff.html")]
    [InlineData("school", "school.html")]
    [InlineData("school/records/55555555-5555-4555-8555-555555555555", "school.html")]
    [InlineData("sharing", "index.html")]
    [InlineData("proctor", "proctor.html")]
    [InlineData("proctor/rooms/w~spring~1", "proctor.html")]
    [InlineData("verify", "verify.html")]
    public async Task An_address_of_a_page_shows_it_and_asks_again_each_time(string path, string page)
    {
        using var visitor = silo.Visit(Who.Anonymous);

        using var answer = await visitor.Get(path);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(await Text(page), await answer.Content.ReadAsStringAsync());
        Assert.True(answer.Headers.CacheControl?.NoCache);
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        using var visitor = silo.Visit(Who.Anonymous);
        using var first = await visitor.Get("");

        using var again = await visitor.Send(new HttpRequestMessage(HttpMethod.Get, "") { Headers = { IfNoneMatch = { first.Headers.ETag! } } });

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData(".js", SecurityHeaders.ContentPolicy)]
    [InlineData(".css", SecurityHeaders.DataPolicy)]
    public async Task A_script_brings_the_policy_that_its_worker_lives_under_and_a_style_needs_none(string ending, string policy)
    {
        using var visitor = silo.Visit(Who.Anonymous);
        var file = Root.GetDirectoryContents("assets").First(file => file.Name.EndsWith(ending, StringComparison.Ordinal));

        using var answer = await visitor.Get($"assets/{file.Name}");

        Assert.Equal(policy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.False(answer.Headers.Contains("Permissions-Policy"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task A_hashed_file_is_kept_for_good_and_arrives_whole_in_every_encoding(string encoding)
    {
        using var visitor = silo.Visit(Who.Anonymous);
        var file = Root.GetDirectoryContents("assets").First(file => file.Name.EndsWith(".js", StringComparison.Ordinal));

        using var answer = await visitor.Send(new HttpRequestMessage(HttpMethod.Get, $"assets/{file.Name}") { Headers = { AcceptEncoding = { new(encoding) } } });
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(answer.Headers.CacheControl!.Extensions, extension => extension.Name == "immutable");
        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal(file.Length, Inflate(bytes, answer.Content.Headers.ContentEncoding.SingleOrDefault()).Length);
    }

    private Microsoft.Extensions.FileProviders.IFileProvider Root => silo.Services.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;

    private async Task<string> Text(string page)
    {
        using var reader = new StreamReader(Root.GetFileInfo(page).CreateReadStream());
        return await reader.ReadToEndAsync();
    }

    private static byte[] Inflate(byte[] bytes, string? encoding)
    {
        using var source = new MemoryStream(bytes);
        using Stream plain = encoding switch
        {
            "gzip" => new System.IO.Compression.GZipStream(source, System.IO.Compression.CompressionMode.Decompress),
            "br" => new System.IO.Compression.BrotliStream(source, System.IO.Compression.CompressionMode.Decompress),
            _ => source,
        };
        using var result = new MemoryStream();
        plain.CopyTo(result);
        return result.ToArray();
    }
}
