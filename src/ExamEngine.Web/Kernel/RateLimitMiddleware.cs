using System.Globalization;
using ExamEngine.Web.Accounts;

namespace ExamEngine.Web.Kernel;

/// <summary>The bucket that an endpoint draws from.</summary>
internal sealed record RateLimited(RateBucket Bucket);

/// <summary>Refuses with 429 and <c>Retry-After</c> when the endpoint's bucket is empty for this account, or for this address when nobody is signed in.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimits limits)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RateLimited>() is not { } limited)
            return next(context);

        var who = limited.Bucket is RateBucket.Public or RateBucket.Verify ? Address(context) : context.User.AccountId() ?? Address(context);
        return limits.TryTake(limited.Bucket, who, out var retryAfter) ? next(context) : Refuse(retryAfter).ExecuteAsync(context);
    }

    public static Refused Refuse(int retryAfterSeconds) => new([Problem(retryAfterSeconds)], retryAfterSeconds);

    public static Problem Problem(int retryAfterSeconds) =>
        new(ProblemCodes.RateLimited, string.Create(CultureInfo.InvariantCulture, $"Wait {retryAfterSeconds} s and try again."));

    public static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}

internal static class RateLimitEndpoints
{
    public static TBuilder Limited<TBuilder>(this TBuilder builder, RateBucket bucket)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RateLimited(bucket));
}
