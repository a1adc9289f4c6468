using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ExamEngine.Silo;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Accounts;

public sealed class SignInTests(RunningSilo silo)
{
    [Fact]
    public async Task Signing_in_answers_with_who_one_is()
    {
        var name = await silo.AddAccount(RoleNames.Grader);
        using var visitor = new Visitor(silo.Address);

        using var answer = await visitor.SignIn(name, RunningSilo.Password);
        var me = await answer.Content.ReadFromJsonAsync(WireJson.Default.Me);

        Assert.NotNull(me);
        Assert.Equal((name, "The grader", "grader", null), (me.UserName, me.DisplayName, string.Join(',', me.Roles), me.LearnerId));
    }

    [Fact]
    public async Task The_account_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        var name = await silo.AddAccount(RoleNames.Grader);
        using var visitor = new Visitor(silo.Address);

        using var answer = await visitor.SignIn(name, RunningSilo.Password);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("ee.account=", StringComparison.Ordinal));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Five_failures_lock_an_account_even_against_the_right_password()
    {
        var name = await silo.AddAccount(RoleNames.Grader);
        using var visitor = new Visitor(silo.Address);

        var codes = new List<string?>();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await visitor.SignIn(name, "wrong password");
            codes.Add(await wrong.Code());
        }

        using var right = await visitor.SignIn(name, RunningSilo.Password);

        Assert.Equal([.. Enumerable.Repeat(ProblemCodes.BadCredentials, 4), ProblemCodes.Locked], codes);
        Assert.Equal((HttpStatusCode.Locked, ProblemCodes.Locked), (right.StatusCode, await right.Code()));
    }

    [Fact]
    public async Task A_stranger_at_another_address_locks_nobody_out()
    {
        var name = await silo.AddAccount(RoleNames.Grader);
        using var stranger = new Visitor(silo.Address) { From = "203.0.113.9" };
        using var owner = new Visitor(silo.Address) { From = "198.51.100.4" };
        for (var i = 0; i < 5; i++)
            using (await stranger.SignIn(name, "wrong password")) { }

        using var locked = await stranger.SignIn(name, RunningSilo.Password);
        using var entered = await owner.SignIn(name, RunningSilo.Password);

        Assert.Equal((HttpStatusCode.Locked, HttpStatusCode.OK), (locked.StatusCode, entered.StatusCode));
    }

    [Fact]
    public async Task A_hundred_failures_from_many_addresses_lock_a_name_for_all_of_them()
    {
        var name = await silo.AddAccount(RoleNames.Grader);
        for (var address = 0; address < 25; address++)
        {
            using var stranger = new Visitor(silo.Address) { From = string.Create(CultureInfo.InvariantCulture, $"203.0.113.{address}") };
            for (var i = 0; i < 4; i++)
                using (await stranger.SignIn(name, "wrong password")) { }
        }

        using var visitor = new Visitor(silo.Address) { From = "203.0.113.200" };
        using var answer = await visitor.SignIn(name, RunningSilo.Password);

        Assert.Equal(ProblemCodes.Locked, await answer.Code());
    }

    [Fact]
    public async Task A_name_without_an_account_is_answered_exactly_as_one_with()
    {
        var known = await silo.AddAccount(RoleNames.Grader);
        using var visitor = new Visitor(silo.Address);

        for (var i = 0; i < 6; i++)
        {
            using var one = await visitor.SignIn(known, "wrong password");
            using var other = await visitor.SignIn($"no-such-{known}", "wrong password");
            Assert.Equal(one.StatusCode, other.StatusCode);
            Assert.Equal(await one.Content.ReadAsStringAsync(), await other.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var visitor = await silo.Add(RoleNames.Grader);

        using var gone = await visitor.Send(HttpMethod.Post, "api/account/sign-out", "{}");
        using var after = await visitor.Get("api/marking");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (gone.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task Demonstration_accounts_are_not_there_in_production()
    {
        using var visitor = silo.Visit(Who.Anonymous);

        using var answer = await visitor.Get("api/account/demo");

        Assert.Equal((HttpStatusCode.NotFound, ProblemCodes.NoRoute), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task The_operator_key_imports_and_does_nothing_else()
    {
        var key = OperatorFile.Read(silo.DataDirectory)!.Key;
        using var visitor = silo.Visit(Who.Anonymous);

        using var import = await visitor.Send(Bearer(HttpMethod.Post, "api/import", key, JsonSerializer.Serialize(TestExam.Program, WireJson.Default.ImportRequest)));
        using var describe = await visitor.Send(Bearer(HttpMethod.Put, "api/learners/somebody", key, """{"legalName":"X","country":"AM"}"""));
        using var wrong = await visitor.Send(Bearer(HttpMethod.Post, "api/import", "00", "{}"));

        Assert.Equal(HttpStatusCode.OK, import.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, describe.StatusCode);
        Assert.False(wrong.IsSuccessStatusCode);
    }

    private static HttpRequestMessage Bearer(HttpMethod method, string path, string key, string json) => new(method, path)
    {
        Headers = { Authorization = new("Bearer", key) },
        Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
    };
}
