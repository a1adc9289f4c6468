using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR.Client;

namespace Web.Tests.Accounts;

public sealed class AntiforgeryTests(RunningSilo silo)
{
    public static TheoryData<string, Who> Changes =>
    [
        .. from door in AccessTable.Endpoints
           where door.Name.Contains(" /api/", StringComparison.Ordinal) && !door.Name.StartsWith("GET ", StringComparison.Ordinal)
           select new TheoryDataRow<string, Who>(door.Name, EveryWho.Each.Last(who => door.Allowed.HasFlag(who))),
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_without_the_header_is_refused(string door, Who who)
    {
        using var visitor = silo.Visit(who);
        var (method, pattern) = (door.Split(' ')[0], door.Split(' ')[1]);
        var path = pattern.Replace("{examId:id}", TestExam.Id).Replace("{learnerId:id}", "somebody").Replace("{userName:id}", "somebody").Replace("{index:int:min(0)}", "1")
            .Replace("{id:guid}", Guid.NewGuid().ToString()).Replace("{sessionId:guid}", Guid.NewGuid().ToString());

        using var answer = await visitor.Send(new HttpMethod(method), path, "{}", antiforgery: false);

        Assert.Equal((HttpStatusCode.Forbidden, ProblemCodes.Antiforgery), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task Another_case_in_the_address_opens_no_way_around()
    {
        using var visitor = silo.Visit(Who.Staff);

        using var change = await visitor.Send(HttpMethod.Put, "API/learners/somebody", "{}", antiforgery: false);
        using var hub = new HttpRequestMessage(HttpMethod.Get, "Hubs/learner") { Headers = { { "Origin", "https://evil.example" } } };
        using var connection = await visitor.Send(hub);

        Assert.Equal((ProblemCodes.Antiforgery, ProblemCodes.ForeignOrigin), (await change.Code(), await connection.Code()));
    }

    [Fact]
    public async Task The_token_of_before_signing_in_is_worth_nothing_afterwards()
    {
        using var visitor = new Visitor(silo.Address);
        using var before = await visitor.Get("api/account");
        var stale = before.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("XSRF-TOKEN=", StringComparison.Ordinal)).Split('=', ';')[1];
        using var signIn = await visitor.SignIn(await silo.AddAccount(ExamEngine.Web.Accounts.RoleNames.Staff), RunningSilo.Password);

        using var answer = await visitor.Send(new HttpRequestMessage(HttpMethod.Put, "api/learners/somebody")
        {
            Headers = { { AntiforgeryTokens.Header, stale } },
            Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
        });

        Assert.Equal(ProblemCodes.Antiforgery, await answer.Code());
    }

    [Fact]
    public async Task A_pair_that_was_good_a_moment_ago_is_worth_nothing_to_somebody_else_nor_in_halves()
    {
        using Visitor ada = silo.Visit(Who.Staff), bob = silo.Visit(Who.Admin);
        using var good = await ada.Send(HttpMethod.Put, "api/learners/somebody", "{}");
        using var again = await ada.Send(HttpMethod.Put, "api/learners/somebody", "{}");
        Assert.NotEqual(ProblemCodes.Antiforgery, await good.Code());
        Assert.NotEqual(ProblemCodes.Antiforgery, await again.Code());
        var token = good.RequestMessage!.Headers.GetValues(AntiforgeryTokens.Header).Single();

        using var borrowed = await bob.Send(new HttpRequestMessage(HttpMethod.Put, "api/learners/somebody")
        {
            Headers = { { AntiforgeryTokens.Header, token } },
            Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
        });

        Assert.Equal(ProblemCodes.Antiforgery, await borrowed.Code());
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData(null, true)]
    public async Task A_hub_takes_connections_from_pages_of_this_site_only(string? origin, bool taken)
    {
        using var visitor = silo.Visit(Who.Learner);
        await using var hub = visitor.Hub(origin);

        var refused = await Record.ExceptionAsync(() => hub.StartAsync());

        Assert.Equal(taken, refused is null);
    }

    [Fact]
    public async Task A_hub_takes_connections_from_its_own_page()
    {
        using var visitor = silo.Visit(Who.Learner);
        await using var hub = visitor.Hub(silo.Address.GetLeftPart(UriPartial.Authority));

        await hub.StartAsync();

        Assert.Equal(HubConnectionState.Connected, hub.State);
    }
}
