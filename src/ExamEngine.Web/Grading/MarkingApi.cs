using System.Security.Claims;
using ExamEngine.Contracts.Grading;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Grading;

/// <summary>A sealed session that waits for a person. It names no learner: marking is blind.</summary>
/// <param name="Pending">How many responses wait.</param>
internal sealed record WaitingAttempt(Guid SessionId, string ExamId, string Title, DateTimeOffset SealedAt, int Pending);

/// <summary>Marking what a machine cannot.</summary>
internal static class MarkingApi
{
    public const int MostWaiting = 200;
    public const int LongestComment = 5_000;

    public static void MapMarking(this RouteGroupBuilder api)
    {
        var marking = api.MapGroup("/marking").WithTags("Marking").RequireAuthorization(Access.Grader);
        marking.MapGet("", Waiting).WithName("listMarking").Limited(RateBucket.Read);
        marking.MapGet("/{sessionId:guid}", Show).WithName("showMarking").Limited(RateBucket.Read);
        marking.MapPut("/{sessionId:guid}", Mark).WithName("markResponse").Limited(RateBucket.Write);
    }

    private static async Task<Ok<ImmutableArray<WaitingAttempt>>> Waiting(AttemptQueries attempts, CancellationToken ct) =>
        TypedResults.Ok<ImmutableArray<WaitingAttempt>>(
            [.. (await attempts.Waiting(MostWaiting, ct)).Select(line => new WaitingAttempt(Guid.Parse(line.Id), line.ExamId, line.Title, line.SealedAt, line.Pending))]);

    private static async Task<Results<Ok<MarkingView>, Refused>> Show(Guid sessionId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IAttemptGrain>(sessionId).ForMarking(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<MarkingView>, Refused>> Mark(Guid sessionId, MarkResponse mark, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (mark.CommandId == Guid.Empty)
            return new Refused([new Problem(ProblemCodes.Invalid, "commandId is missing.", "commandId")]);
        if (mark.Item < 1 || string.IsNullOrEmpty(mark.Field))
            return new Refused([new Problem(ProblemCodes.Invalid, "Which response is marked?", "field")]);
        if (mark.Points < 0)
            return new Refused([new Problem(ProblemCodes.Invalid, "Points are not negative.", "points")]);
        if (mark.Comment is null or { Length: > LongestComment })
            return new Refused([new Problem(ProblemCodes.TooLong, $"At most {LongestComment} characters.", "comment")]);

        return (await grains.GetGrain<IAttemptGrain>(sessionId).Mark(user.ToActor(), mark)).ToHttp();
    }
}
