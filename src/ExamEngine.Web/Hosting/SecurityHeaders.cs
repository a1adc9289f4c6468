using ExamEngine.Web.Credentials;
using Microsoft.Extensions.Primitives;

namespace ExamEngine.Web.Hosting;

/// <summary>The content policy of an endpoint whose page is not ours and cannot live under <see cref="SecurityHeaders.ContentPolicy"/>.</summary>
internal sealed record PagePolicy(string Value);

/// <summary>What the page of an endpoint may use of the computer; other answers may use nothing, <see cref="SecurityHeaders.Permissions"/>.</summary>
internal sealed record PagePermissions(string Value);

/// <summary>
/// Headers on every answer. The content policy lets a page load its own files and talk to its own server, and nothing else: no
/// inline script or style, no frame, no other host. What is never shown by itself goes without the headers that only a page heeds:
/// over a weak line they weigh more than most answers.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
        "media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Of bytes that somebody uploaded: whatever they are, shown by themselves they load and run nothing.</summary>
    public const string Sandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";

    /// <summary>Of JSON, styles and fonts: shown by itself it loads nothing and stands in no frame.</summary>
    public const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    public const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";

    /// <summary>Of learners' pages, where a proctored exam is sat: camera, microphone and screen, once the learner has consented and the browser has asked.</summary>
    public const string LearnerPermissions =
        "accelerometer=(), camera=(self), display-capture=(self), geolocation=(), gyroscope=(), microphone=(self), payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Write, context);
        return next(context);
    }

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        var type = headers.ContentType.ToString().AsSpan();
        type = type[..(type.IndexOf(';') is var end and >= 0 ? end : type.Length)];
        var data = type.EndsWith("json", StringComparison.OrdinalIgnoreCase) || type is "text/css" or "font/woff2";
        // A worker lives under the policy that came with its script.
        headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<PagePolicy>()?.Value ?? (data ? DataPolicy : ContentPolicy);
        headers.XContentTypeOptions = "nosniff";
        if (!data && type is not "text/javascript")
        {
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = context.GetEndpoint()?.Metadata.GetMetadata<PagePermissions>()?.Value ?? Permissions;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }

        var forAll = context.GetEndpoint()?.Metadata.GetMetadata<ForAllSites>() is not null;
        headers["Cross-Origin-Resource-Policy"] = forAll ? "cross-origin" : "same-origin";
        if (forAll)
            headers.AccessControlAllowOrigin = "*";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        if (StringValues.IsNullOrEmpty(headers.CacheControl) && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            headers.CacheControl = "no-store";

        return Task.CompletedTask;
    }
}
