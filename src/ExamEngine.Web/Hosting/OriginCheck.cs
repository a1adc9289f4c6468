using ExamEngine.Web.Kernel;
using Microsoft.Extensions.Options;

namespace ExamEngine.Web.Hosting;

/// <summary>
/// A WebSocket is not bound by the same-origin policy and cannot carry an antiforgery header, so hubs take connections from pages of
/// this site only. A caller that is no browser sends no Origin and has no cookie that a foreign page could have borrowed.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next, IOptions<WebOptions> options)
{
    private readonly string? publicOrigin = options.Value.PublicAddress?.GetLeftPart(UriPartial.Authority);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        string? origin = request.Headers.Origin;
        if (origin is null
            || !request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || string.Equals(origin, publicOrigin, StringComparison.OrdinalIgnoreCase))
            return next(context);

        return new Refused(ProblemCodes.ForeignOrigin, "Hubs take connections from pages of this site only.").ExecuteAsync(context);
    }
}
