using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ExamEngine.Web.Kernel;

/// <summary>A refusal as an HTTP answer: status from <see cref="ProblemTable"/>, body <see cref="ProblemBody"/>, and <c>Retry-After</c> where waiting helps.</summary>
internal sealed partial class Refused(ImmutableArray<Problem> problems, int retryAfterSeconds = Refused.DefaultRetrySeconds)
    : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    public const int DefaultRetrySeconds = 1;

    /// <summary>Stands for all statuses of refusals in an endpoint's metadata; the API's description calls it <c>default</c>.</summary>
    public const int DescribedAs = StatusCodes.Status422UnprocessableEntity;

    private readonly ProblemBody body = ProblemBody.Of(problems);

    public Refused(string code, string message)
        : this([new Problem(code, message)]) { }

    public int? StatusCode => body.Status;

    public static bool WaitingHelps(int status) => status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(DescribedAs, typeof(ProblemBody), [ProblemBody.MediaType]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (body.Code == ProblemCodes.Fault && problems[0].Code != ProblemCodes.Fault)
            LogUnknownCode(httpContext.RequestServices.GetRequiredService<ILogger<Refused>>(), problems[0].Code);

        response.StatusCode = body.Status;
        response.Headers.CacheControl = "no-store";
        httpContext.RequestServices.GetRequiredService<WebInstruments>().Refused(body.Code, WebInstruments.Http);
        if (WaitingHelps(body.Status))
            response.Headers.RetryAfter = retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);

        return response.WriteAsJsonAsync(body, WireJson.Default.ProblemBody, ProblemBody.MediaType, httpContext.RequestAborted);
    }

    [LoggerMessage(LogLevel.Error, "A grain refused with code {Code}, which has no row in the problem table")]
    private static partial void LogUnknownCode(ILogger logger, string code);
}
