using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ExamEngine.Silo;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Accounts;

public sealed class TicketTests(RunningSilo silo)
{
    [Fact]
    public async Task A_ticket_lets_its_learner_in_once()
    {
        var name = await AddLearner();
        var ticket = await Ticket(name);
        using var visitor = new Visitor(silo.Address);
        using var second = new Visitor(silo.Address);

        using var first = await Use(visitor, ticket);
        using var again = await Use(second, ticket);
        using var home = await visitor.Get("api/home");

        Assert.Equal(name, (await first.Content.ReadFromJsonAsync(WireJson.Default.Me))!.UserName);
        Assert.Equal((HttpStatusCode.Unauthorized, ProblemCodes.BadTicket), (again.StatusCode, await again.Code()));
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }

    [Fact]
    public async Task The_antiforgery_token_is_renewed_so_that_the_learner_can_act_at_once()
    {
        using var visitor = new Visitor(silo.Address);
        using var entered = await Use(visitor, await Ticket(await AddLearner()));

        using var acted = await visitor.Send(HttpMethod.Post, $"api/exams/{TestExam.Id}/sessions", $$"""{"commandId":"{{Guid.NewGuid()}}","honourCodeAccepted":true}""");

        Assert.NotEqual(ProblemCodes.Antiforgery, await acted.Code());
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("0000000000000000000000000000000000000000000")]
    public async Task A_ticket_that_was_never_made_opens_nothing(string ticket)
    {
        using var visitor = new Visitor(silo.Address);

        using var answer = await Use(visitor, ticket);

        Assert.Equal(ProblemCodes.BadTicket, await answer.Code());
    }

    [Fact]
    public async Task A_learner_who_is_locked_out_gets_in_by_a_ticket()
    {
        var name = await silo.AddAccount(RoleNames.Learner, $"learner-{Guid.NewGuid():N}");
        using var visitor = new Visitor(silo.Address);
        for (var attempt = 0; attempt < 5; attempt++)
            using (await visitor.SignIn(name, "wrong")) { }
        using var locked = await visitor.SignIn(name, RunningSilo.Password);

        using var entered = await Use(visitor, await Ticket(name));

        Assert.Equal((HttpStatusCode.Locked, HttpStatusCode.OK), (locked.StatusCode, entered.StatusCode));
    }

    [Fact]
    public async Task Nobody_but_learners_gets_a_ticket()
    {
        var both = $"both-{Guid.NewGuid():N}";
        Assert.Equal(1, (await silo.Batch(new NewAccount(both, "Both", [RoleNames.Learner, RoleNames.Staff], both))).Added);
        string[] others = [await silo.AddAccount(RoleNames.Staff), await silo.AddAccount(RoleNames.Admin), await silo.AddAccount(RoleNames.Proctor), both, "no-such-name"];

        var made = await Make(others);

        Assert.Empty(made.Tickets);
        Assert.Equal(
            [.. Enumerable.Repeat(ProblemCodes.NoTicket, 4), ProblemCodes.UnknownAccount], made.Refused.Select(refused => refused.Code));
    }

    [Fact]
    public async Task A_ticket_of_a_learner_who_has_become_staff_opens_nothing()
    {
        var name = await AddLearner();
        var ticket = await Ticket(name);
        await using (var scope = silo.Services.CreateAsyncScope())
            Assert.Empty((await scope.ServiceProvider.GetRequiredService<AccountOffice>().Put(name, new("Promoted", [RoleNames.Staff], null, null))).Problems);
        using var visitor = new Visitor(silo.Address);

        using var answer = await Use(visitor, ticket);

        Assert.Equal(ProblemCodes.BadTicket, await answer.Code());
    }

    [Fact]
    public async Task The_operator_key_makes_tickets()
    {
        var name = await AddLearner();
        using var visitor = silo.Visit(Who.Anonymous);

        using var answer = await visitor.Send(new HttpRequestMessage(HttpMethod.Post, "api/accounts/tickets")
        {
            Headers = { Authorization = new("Bearer", OperatorFile.Read(silo.DataDirectory)!.Key) },
            Content = new StringContent(Request(name), Encoding.UTF8, "application/json"),
        });

        Assert.Single((await answer.Content.ReadFromJsonAsync(WireJson.Default.TicketsMade))!.Tickets);
    }

    [Fact]
    public async Task A_database_that_was_read_lets_nobody_in()
    {
        var ticket = await Ticket(await AddLearner());
        await using var db = await silo.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<ExamEngineDb>>().CreateDbContextAsync();
        await using var connection = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database);
        await connection.OpenAsync();
        await using var select = connection.CreateCommand();
        select.CommandText = "select count(*), sum(length(hash) = 32), sum(instr(cast(hash as text), $ticket) > 0) from sign_in_tickets";
        select.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter("$ticket", ticket));
        await using var row = await select.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());

        Assert.True(row.GetInt64(0) > 0);
        Assert.Equal((row.GetInt64(0), 0), (row.GetInt64(1), row.GetInt64(2)));
    }

    [Fact]
    public async Task No_more_than_500_at_once()
    {
        using var admin = silo.Visit(Who.Admin);

        using var answer = await admin.Send(HttpMethod.Post, "api/accounts/tickets", Request([.. Enumerable.Range(0, 501).Select(i => i.ToString(CultureInfo.InvariantCulture))]));

        Assert.Equal(ProblemCodes.TooMany, await answer.Code());
    }

    private static string Request(params string[] names) => JsonSerializer.Serialize(new TicketRequest([.. names]), WireJson.Default.TicketRequest);

    private static Task<HttpResponseMessage> Use(Visitor visitor, string ticket) =>
        visitor.Send(HttpMethod.Post, "api/account/ticket", JsonSerializer.Serialize(new TicketSignIn(ticket), WireJson.Default.TicketSignIn));

    private async Task<string> AddLearner()
    {
        var name = $"ticket-{Guid.NewGuid():N}";
        Assert.Equal(1, (await silo.Batch(new NewAccount(name, "Ticket Holder", [RoleNames.Learner], name, "Ticket Holder", "AM"))).Added);
        return name;
    }

    private async Task<TicketsMade> Make(params string[] names)
    {
        using var admin = silo.Visit(Who.Admin);
        return await admin.Ask(HttpMethod.Post, "api/accounts/tickets", Request(names), WireJson.Default.TicketsMade);
    }

    private async Task<string> Ticket(string name) => Assert.Single((await Make(name)).Tickets).Value;
}
