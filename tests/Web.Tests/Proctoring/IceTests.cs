using ExamEngine.Contracts.Proctoring;

namespace Web.Tests.Proctoring;

public sealed class IceTests(RunningSilo silo)
{
    private const string Session = "0195d3a0-0000-7000-8000-000000000001";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 30, TimeSpan.Zero);

    [Fact]
    public void Credentials_of_a_relay_are_an_HMAC_over_until_when_and_for_whom()
    {
        var directory = new IceDirectory(["stun:stun.example.edu:3478"], ["turn:turn.example.edu:3478", "turns:turn.example.edu:5349?transport=tcp"], "north", TimeSpan.FromHours(12));

        var servers = directory.For(Session, Now);

        Assert.Equal(("stun:stun.example.edu:3478", null, null), (Assert.Single(servers[0].Urls), servers[0].Username, servers[0].Credential));
        Assert.Equal(2, servers[1].Urls.Length);
        // As `printf 1772485200:… | openssl dgst -sha1 -hmac north -binary | base64` says.
        Assert.Equal(($"1772485200:{Session}", "M1zk6/t/5IsoKlNKQ0KApBR+CYc="), (servers[1].Username, servers[1].Credential));
    }

    [Fact]
    public void Without_any_servers_there_are_none() => Assert.Empty(IceDirectory.None.For(Session, Now));

    [Fact]
    public void Whom_it_is_for_and_when_changes_the_credential()
    {
        var directory = new IceDirectory([], ["turn:turn.example.edu"], "north", TimeSpan.FromHours(12));

        var credentials = new[] { directory.For("a", Now), directory.For("b", Now), directory.For("a", Now.AddMinutes(1)) }.Select(servers => servers[0].Credential);

        Assert.Equal(3, credentials.Distinct().Count());
        Assert.Equal(directory.For("a", Now)[0].Credential, directory.For("a", Now.AddSeconds(20))[0].Credential);
    }

    [Fact]
    public async Task Those_who_watch_are_told_of_the_servers()
    {
        await using var own = await OwnSilo.Start(
            ["--ExamEngine:Ice:Stun:0", "stun:stun.example.edu", "--ExamEngine:Ice:Turn:0", "turn:turn.example.edu", "--ExamEngine:Ice:TurnSecret", "north"], _ => { });
        Assert.Equal(2, own.Services.GetRequiredService<IceDirectory>().For("x", Now).Length);

        using var proctor = silo.Visit(Who.Proctor);
        using var answer = await proctor.Get("api/ice-servers");
        Assert.Equal("""{"iceServers":[]}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
