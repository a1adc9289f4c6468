using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Kernel;

/// <summary>From a grain's <see cref="Reply{T}"/> to an HTTP answer or to a hub's.</summary>
internal static class Replies
{
    public static Results<Ok<T>, Refused> ToHttp<T>(this Reply<T> reply)
        where T : class => reply.Value is { } value ? TypedResults.Ok(value) : new Refused(reply.Problems);

    /// <summary>For commands whose only news is that they were done: 204.</summary>
    public static Results<NoContent, Refused> ToNoContent(this Reply<Done> reply) =>
        reply.Value is null ? new Refused(reply.Problems) : TypedResults.NoContent();

    /// <exception cref="HubRefusal">The reply is a refusal; the message is a <see cref="HubProblem"/> as JSON.</exception>
    public static T ForHub<T>(this Reply<T> reply)
        where T : class => reply.Value ?? throw ToHub(reply.Problems);

    public static HubRefusal ToHub(ImmutableArray<Problem> problems, int retryAfterSeconds = Refused.DefaultRetrySeconds)
    {
        var body = ProblemBody.Of(problems);
        int? wait = Refused.WaitingHelps(body.Status) ? retryAfterSeconds * 1000 : null;
        return new HubRefusal(body.Code, JsonSerializer.Serialize(new HubProblem(body.Code, body.Detail, body.Problems, wait), WireJson.Default.HubProblem));
    }
}

/// <summary>A refusal on its way through a hub. It is data, as every refusal is; an exception is the only thing that SignalR takes for a no.</summary>
/// <param name="code">The stable code of the first problem.</param>
/// <param name="json">A <see cref="HubProblem"/>.</param>
internal sealed class HubRefusal(string code, string json) : HubException(json)
{
    public string Code => code;
}
