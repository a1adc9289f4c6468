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

    /// <exception cref="HubException">The reply is a refusal; the message is a <see cref="HubProblem"/> as JSON.</exception>
    public static T ForHub<T>(this Reply<T> reply)
        where T : class => reply.Value ?? throw ToHub(reply.Problems);

    public static HubException ToHub(ImmutableArray<Problem> problems)
    {
        var body = ProblemBody.Of(problems);
        return new HubException(JsonSerializer.Serialize(new HubProblem(body.Code, body.Detail, body.Problems), WireJson.Default.HubProblem));
    }
}
