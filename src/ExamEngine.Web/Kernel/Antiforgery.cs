using ExamEngine.Web.Accounts;
using Microsoft.AspNetCore.Antiforgery;

namespace ExamEngine.Web.Kernel;

/// <summary>
/// Every request to the API that changes something must carry the header <c>X-XSRF-TOKEN</c> with the value of the readable cookie
/// <c>XSRF-TOKEN</c>. The token is bound to the account, so it is renewed at sign-in and sign-out. A request that authenticates by a
/// bearer token carries nothing a foreign page could borrow and needs none.
/// </summary>
internal sealed class AntiforgeryMiddleware(RequestDelegate next, IAntiforgery antiforgery, ValidTokens known)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (Changes(context.Request) && !context.User.IsOperator() && !await IsValid(context))
        {
            await new Refused(ProblemCodes.Antiforgery, "The page is out of date: read GET /api/account again.").ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private async ValueTask<bool> IsValid(HttpContext context)
    {
        if (context.Request.Cookies[AntiforgeryTokens.Own] is not { Length: > 0 } cookie || (string?)context.Request.Headers[AntiforgeryTokens.Header] is not { Length: > 0 } header)
            return await antiforgery.IsRequestValidAsync(context);
        var pair = ValidTokens.Of(cookie, header, context.User.AccountId() ?? "");
        if (known.Has(pair))
            return true;
        if (!await antiforgery.IsRequestValidAsync(context))
            return false;
        known.Add(pair);
        return true;
    }

    private static bool Changes(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
}

internal static class AntiforgeryTokens
{
    public const string Cookie = "XSRF-TOKEN";
    /// <summary>The cookie that no script reads, the other half of the pair.</summary>
    public const string Own = "ee.antiforgery";

    public const string Header = "X-XSRF-TOKEN";

    /// <summary>Sets the readable cookie for whoever <see cref="HttpContext.User"/> is now.</summary>
    public static void Renew(this IAntiforgery antiforgery, HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        if (tokens.RequestToken is { } token)
        {
            context.Response.Cookies.Append(Cookie, token, new CookieOptions
            {
                HttpOnly = false,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = "/",
            });
        }
    }
}
