using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Web.Tests.Accounts;

/// <summary>What becomes of a cookie whose account has changed meanwhile, or is gone.</summary>
public sealed class StampCheckTests(RunningSilo silo)
{
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task A_cookie_of_an_account_as_it_was_is_renewed_after_five_minutes_and_not_before()
    {
        var name = await silo.AddAccount(RoleNames.Grader);

        var young = await Check(name, TimeSpan.FromMinutes(4));
        var old = await Check(name, Old);

        Assert.Equal((true, false), (young.Principal is not null, young.ShouldRenew));
        Assert.Equal((true, true), (old.Principal is not null, old.ShouldRenew));
    }

    [Fact]
    public async Task A_cookie_of_an_account_that_was_changed_is_refused_once_it_is_looked_at()
    {
        var name = await silo.AddAccount(RoleNames.Grader);
        using var admin = silo.Visit(Who.Admin);

        var change = async () => (await admin.Send(HttpMethod.Put, $"api/accounts/{name}", """{"displayName":"New","roles":["staff"]}""")).Dispose();

        Assert.Null((await Check(name, Old, change)).Principal);
    }

    [Fact]
    public async Task A_cookie_of_an_account_that_is_gone_is_refused()
    {
        var name = await silo.AddAccount(RoleNames.Grader);

        Assert.Null((await Check(name, Old, () => Delete(name))).Principal);
    }

    private async Task<CookieValidatePrincipalContext> Check(string name, TimeSpan age, Func<Task>? meanwhile = null)
    {
        await using var scope = silo.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var principal = await scope.ServiceProvider.GetRequiredService<SignInManager<Account>>().CreateUserPrincipalAsync((await accounts.FindByNameAsync(name))!);
        if (meanwhile is not null)
            await meanwhile();

        var context = new CookieValidatePrincipalContext(
            new DefaultHttpContext { RequestServices = scope.ServiceProvider },
            new AuthenticationScheme(IdentityConstants.ApplicationScheme, null, typeof(CookieAuthenticationHandler)),
            new CookieAuthenticationOptions(),
            new AuthenticationTicket(principal, new AuthenticationProperties { IssuedUtc = DateTimeOffset.UtcNow - age }, IdentityConstants.ApplicationScheme));
        await scope.ServiceProvider.GetRequiredService<ISecurityStampValidator>().ValidateAsync(context);
        return context;
    }

    private async Task Delete(string name)
    {
        await using var scope = silo.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        Assert.True((await accounts.DeleteAsync((await accounts.FindByNameAsync(name))!)).Succeeded);
    }
}
