using System.Security.Claims;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace ExamEngine.Web.Accounts;

/// <summary>Signing in and out, and who one is.</summary>
internal static class AccountApi
{
    public static void MapAccount(this RouteGroupBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("Account").AllowAnonymous().Limited(RateBucket.Public).Work(Urgency.Begins);
        account.MapGet("", Show).WithName("showAccount");
        account.MapPost("/sign-in", SignIn).WithName("signIn");
        account.MapPost("/ticket", UseTicket).WithName("useTicket");
        account.MapPost("/sign-out", SignOut).WithName("signOut");
        account.MapGet("/demo", Demo).WithName("listDemoAccounts");
    }

    private static Results<Ok<Me>, Refused> Show(HttpContext context, IAntiforgery antiforgery)
    {
        antiforgery.Renew(context);
        return context.User.Identity?.IsAuthenticated == true
            ? TypedResults.Ok(MeOf(context.User))
            : new Refused(ProblemCodes.SignedOut, "Sign in first.");
    }

    private static async Task<Results<Ok<Me>, Refused>> SignIn(
        SignIn attempt, HttpContext context, Doorkeeper door, SignInGate gate, RateLimits limits, WebInstruments meters, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (attempt is not { UserName: { Length: > 0 and <= Doorkeeper.LongestName } name, Password: { Length: > 0 and <= Doorkeeper.LongestPassword } })
            return new Refused(ProblemCodes.BadCredentials, "User name or password is wrong.");

        var address = RateLimitMiddleware.Address(context);
        if (!limits.TryTake(RateBucket.SignIn, $"{address} {name.ToUpperInvariant()}", out var retryAfter)
            || !limits.TryTake(RateBucket.SignInAddress, address, out retryAfter))
            return RateLimitMiddleware.Refuse(retryAfter);

        using var turn = await gate.Enter(ct);
        if (!turn.IsAcquired)
            return Shedding.Refuse(SignInGate.RetryAfterSeconds);

        var (principal, problem) = await door.Try(attempt, address);
        if (principal is null)
            return new Refused([problem ?? throw new InvalidOperationException("Neither let in nor refused.")]);

        meters.SignedIn("password");
        context.User = principal;
        antiforgery.Renew(context);
        return TypedResults.Ok(MeOf(principal));
    }

    private static async Task<Results<Ok<Me>, Refused>> UseTicket(
        TicketSignIn attempt, HttpContext context, TicketOffice office, WebInstruments meters, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await office.Use(attempt.Ticket ?? "", ct) is not { } principal)
            return new Refused(ProblemCodes.BadTicket, "The ticket was used before, or is no longer good. Ask for another.");

        meters.SignedIn("ticket");
        context.User = principal;
        antiforgery.Renew(context);
        return TypedResults.Ok(MeOf(principal));
    }

    private static async Task<NoContent> SignOut(HttpContext context, SignInManager<Account> signIn, IAntiforgery antiforgery)
    {
        await signIn.SignOutAsync();
        context.User = new ClaimsPrincipal(new ClaimsIdentity());
        antiforgery.Renew(context);
        return TypedResults.NoContent();
    }

    private static Results<Ok<DemoAccounts>, Refused> Demo(DemoAccounts demo) =>
        demo.Accounts.IsEmpty ? new Refused(ProblemCodes.NoRoute, "This is not a demonstration.") : TypedResults.Ok(demo);

    private static Me MeOf(ClaimsPrincipal user) => new(
        user.AccountId() ?? "",
        user.Identity?.Name ?? "",
        user.FindFirstValue(AccountClaims.DisplayName) ?? "",
        [.. user.FindAll(ClaimTypes.Role).Select(claim => claim.Value).Order(StringComparer.Ordinal)],
        user.FindFirstValue(AccountClaims.LearnerId));
}
