using ExamEngine.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Web.Tests.Cluster;

/// <summary>What a process says when it is asked for what it cannot do, and the small roles.</summary>
public sealed class RoleTests(RunningSilo silo)
{
    private static readonly string[] Quiet = ["--urls", "http://127.0.0.1:0", "--environment", "Production", "--Logging:Console:LogLevel:Default", "None"];

    [Theory]
    [InlineData("nurse", "none of: all, silo, web, proxy")]
    [InlineData("silo", "keeps everything in PostgreSQL")]
    [InlineData("web", "keeps everything in PostgreSQL")]
    [InlineData("proxy", "ExamEngine:Proxy:Destinations:0")]
    public void A_role_that_cannot_be_played_is_refused_in_plain_words(string role, string why)
    {
        var refused = Assert.Throws<StartRefusedException>(() => SiloHost.Build(["--role", role, .. Quiet], out _));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("have to reach", "silo")]
    [InlineData("have to reach", "web")]
    [InlineData("have to reach", "web", "--ExamEngine:Evidence:Directory", "/srv/evidence")]
    [InlineData("have to reach", "web", "--ExamEngine:Evidence:Shared", "true")]
    [InlineData("it can be Disk or S3", "all", "--ExamEngine:Evidence:Store", "Tape")]
    [InlineData("S3:Bucket is needed", "all", "--ExamEngine:Evidence:Store", "S3")]
    [InlineData("set both or neither", "all", "--ExamEngine:Evidence:Store", "S3", "--ExamEngine:Evidence:S3:Bucket", "b", "--ExamEngine:Evidence:S3:AccessKey", "k")]
    [InlineData("such as https://s3.example.edu", "all", "--ExamEngine:Evidence:Store", "S3", "--ExamEngine:Evidence:S3:Bucket", "b", "--ExamEngine:Evidence:S3:Endpoint", "ftp://x")]
    [InlineData("ends with a slash", "all", "--ExamEngine:Evidence:Store", "S3", "--ExamEngine:Evidence:S3:Bucket", "b", "--ExamEngine:Evidence:S3:Prefix", "exams")]
    [InlineData("Ice:Stun has 'example.edu'", "all", "--ExamEngine:Ice:Stun:0", "example.edu")]
    [InlineData("Ice:Turn has 'stun:example.edu'", "all", "--ExamEngine:Ice:Turn:0", "stun:example.edu")]
    [InlineData("Ice:TurnSecret is needed", "all", "--ExamEngine:Ice:Turn:0", "turn:example.edu")]
    [InlineData("shorter than ten minutes", "all", "--ExamEngine:Ice:TurnLifetime", "00:01:00")]
    public void Evidence_and_live_pictures_that_could_not_work_are_refused_in_plain_words(string why, string role, params string[] settings)
    {
        var refused = Assert.Throws<StartRefusedException>(() => SiloHost.Build(
            ["--role", role, "--ExamEngine:Storage:Provider", "Postgres", "--ExamEngine:Storage:ConnectionString", "Host=nowhere", .. settings, .. Quiet], out _));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("localhost")]
    public void A_silo_is_not_advertised_at_an_address_that_nobody_can_connect_to(string address)
    {
        var settings = new ExamEngine.Silo.Cluster.ClusterSettings { AdvertisedAddress = address };

        Assert.Contains(address, Assert.Throws<StartRefusedException>(() => settings.Address).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_a_process_is_alive_is_an_exit_code()
    {
        Assert.Equal(0, await HealthVerb.Run(["--urls", silo.Address.ToString()]));
        Assert.Equal(1, await HealthVerb.Run(["--urls", $"http://127.0.0.1:{Member.FreePort()}"]));
    }

    [Fact]
    public async Task A_proxy_leaves_a_web_process_that_says_it_is_going_and_takes_it_back_when_it_stays()
    {
        await using Site one = await Site.Start("one"), other = await Site.Start("other");
        await using var proxy = SiloHost.Build(
            ["--role", "proxy", .. Quiet, "--ExamEngine:Proxy:Destinations:0", $"{one.Address}", "--ExamEngine:Proxy:Destinations:1", $"{other.Address}"], out _)!;
        await proxy.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = OperatorFileKeeper.ListeningOn(proxy.Services.GetRequiredService<IServer>()) };

        await Until(client, seen => seen.Distinct().Count() == 2);
        one.Going = true;
        await Until(client, seen => seen.All(name => name == "other"));
        one.Going = false;
        await Until(client, seen => seen.Contains("one"));
        await proxy.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks twenty times, again and again, until the answers are as they should be.</summary>
    private static async Task Until(HttpClient client, Func<List<string>, bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        List<string> seen;
        do
        {
            seen = [];
            for (var i = 0; i < 20; i++)
                seen.Add(await client.GetStringAsync("who", patience.Token));
        }
        while (!isSo(seen) && await timer.WaitForNextTickAsync(patience.Token));
    }

    /// <summary>Stands for a web process.</summary>
    private sealed class Site : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Site(string name)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            app = builder.Build();
            app.MapGet("/who", () => name);
            app.MapGet("/health/ready", () => Going ? Results.StatusCode(503) : Results.Ok());
        }

        public bool Going { get; set; }

        public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

        public static async Task<Site> Start(string name)
        {
            var site = new Site(name);
            await site.app.StartAsync(TestContext.Current.CancellationToken);
            return site;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
