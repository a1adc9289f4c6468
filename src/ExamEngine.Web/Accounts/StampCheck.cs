using System.Security.Claims;
using ExamEngine.Storage.ReadModel.Queries;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ExamEngine.Web.Accounts;

/// <summary>
/// Asks every few minutes whether the account behind a cookie still is as it was. Every change of an account changes its stamp, so the same
/// stamp means the same claims: they are taken as they are, where Identity's own check reads account, roles and claims anew.
/// </summary>
internal sealed class StampCheck(AccountStamps stamps, IOptions<SecurityStampValidatorOptions> options, IOptions<IdentityOptions> identity, TimeProvider time)
    : ISecurityStampValidator
{
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = time.GetUtcNow();
        if (context.Properties.IssuedUtc is { } issued && now - issued <= options.Value.ValidationInterval)
            return;
        if (context.Principal?.AccountId() is { } account
            && context.Principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) is { } stamp
            && stamp == await stamps.Of(account, context.HttpContext.RequestAborted))
        {
            context.ShouldRenew = true;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
