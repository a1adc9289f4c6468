using System.Net.Http.Json;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Accounts;

public sealed class AccountOfficeTests(RunningSilo silo)
{
    [Theory]
    [InlineData("""{"displayName":"X","roles":["king"],"password":"long enough for all"}""", "roles")]
    [InlineData("""{"displayName":"X","roles":["operator"],"password":"long enough for all"}""", "roles")]
    [InlineData("""{"displayName":"X","roles":[],"password":"long enough for all"}""", "roles")]
    [InlineData("""{"displayName":"","roles":["staff"],"password":"long enough for all"}""", "displayName")]
    [InlineData("""{"displayName":"X","roles":["learner"],"password":"long enough for all"}""", "learnerId")]
    [InlineData("""{"displayName":"X","roles":["staff"],"learnerId":"l-1","password":"long enough for all"}""", "learnerId")]
    [InlineData("""{"displayName":"X","roles":["staff"]}""", "password")]
    [InlineData("""{"displayName":"X","roles":["staff"],"password":"short"}""", null)]
    public async Task An_account_that_cannot_be_is_refused(string body, string? where)
    {
        using var admin = silo.Visit(Who.Admin);

        using var answer = await admin.Send(HttpMethod.Put, "api/accounts/nobody-yet", body);
        var problem = await answer.Content.ReadFromJsonAsync(WireJson.Default.ProblemBody);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(where, problem!.Problems[0].Where);
    }

    [Fact]
    public async Task A_new_password_opens_an_account_that_wrong_ones_had_locked()
    {
        using var admin = silo.Visit(Who.Admin);
        var name = await silo.AddAccount(RoleNames.Grader);
        using var visitor = new Visitor(silo.Address);
        for (var attempt = 0; attempt < 5; attempt++)
            using (await visitor.SignIn(name, "wrong")) { }
        using var locked = await visitor.SignIn(name, RunningSilo.Password);

        using var changed = await admin.Send(HttpMethod.Put, $"api/accounts/{name}", """{"displayName":"Again","roles":["grader"],"password":"another long one"}""");
        using var opened = await visitor.SignIn(name, "another long one");

        Assert.Equal((HttpStatusCode.Locked, HttpStatusCode.OK), (locked.StatusCode, opened.StatusCode));
    }

    [Fact]
    public async Task Accounts_of_a_demonstration_that_is_over_are_locked()
    {
        await using var scope = silo.Services.CreateAsyncScope();
        var office = scope.ServiceProvider.GetRequiredService<AccountOffice>();
        Assert.Empty((await office.Put("grader", new("Grace", [RoleNames.Grader], null, ExamEngine.Silo.Demo.Password))).Problems);

        await ActivatorUtilities.CreateInstance<ExamEngine.Silo.DemoLeftovers>(silo.Services).StartAsync(CancellationToken.None);
        using var visitor = new Visitor(silo.Address);
        using var answer = await visitor.SignIn("grader", ExamEngine.Silo.Demo.Password);

        Assert.Equal(HttpStatusCode.Locked, answer.StatusCode);
    }

    [Fact]
    public async Task Changing_an_account_changes_its_password_and_roles()
    {
        using var admin = silo.Visit(Who.Admin);
        var name = await silo.AddAccount(RoleNames.Grader);
        using var changed = await admin.Send(HttpMethod.Put, $"api/accounts/{name}", """{"displayName":"New","roles":["staff"],"password":"another long one"}""");
        using var visitor = new Visitor(silo.Address);

        using var before = await visitor.SignIn(name, RunningSilo.Password);
        using var after = await visitor.SignIn(name, "another long one");
        var me = await after.Content.ReadFromJsonAsync(WireJson.Default.Me);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (changed.StatusCode, before.StatusCode));
        Assert.Equal(("New", "staff"), (me!.DisplayName, string.Join(',', me.Roles)));
    }
}
