using System.Runtime.InteropServices;
using System.Security.Claims;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Learners;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Learners;

/// <summary>A learner's way to a session: what there is to sit, what to know before, and taking the seat.</summary>
internal static class HomeApi
{
    public static void MapHome(this RouteGroupBuilder api)
    {
        var learner = api.MapGroup("").WithTags("Learner").RequireAuthorization(Access.Learner);
        learner.MapGet("/home", Home).WithName("showHome").Limited(RateBucket.Read);
        learner.MapGet("/time", Time).WithName("showTime").Limited(RateBucket.Read);

        var exam = learner.MapGroup("/exams/{examId:id}");
        exam.MapGet("/briefing", Briefing).WithName("showBriefing").Limited(RateBucket.Read).Work(Urgency.Begins);
        exam.MapPost("/sessions", Begin).WithName("beginSession").Limited(RateBucket.Write).Work(Urgency.Begins);
        api.MapGet("/exams/{examId:id}/versions/{version:int:min(1)}/assets/{name:id}", Asset)
            .WithTags("Learner").WithName("readAsset").RequireAuthorization(Access.Reader).Limited(RateBucket.Read).Work(Urgency.Begins);
    }

    private static async Task<Results<Ok<HomeView>, Refused>> Home(ClaimsPrincipal user, IGrainFactory grains) =>
        (await Learner(grains, user, out var actor).Home(actor)).ToHttp();

    /// <summary>How far the server is, and how far apart the clocks are: little to send, and no grain is asked.</summary>
    private static Ok<ServerTime> Time(TimeProvider time) => TypedResults.Ok(new ServerTime(time.GetUtcNow()));

    private static async Task<Results<Ok<BriefingView>, Refused>> Briefing(string examId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await Learner(grains, user, out var actor).Briefing(actor, examId)).ToHttp();

    private static async Task<Results<Ok<SessionBegun>, Refused>> Begin(string examId, BeginRequest begin, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (EntryRules.Names(begin.CommandId, "commandId") is { } problem)
            return new Refused([problem]);

        return (await Learner(grains, user, out var actor).Begin(actor, begin.CommandId, examId, begin.HonourCodeAccepted)).ToHttp();
    }

    /// <summary>An image of a published version. Versions never change, so a browser may keep it for good.</summary>
    private static async Task<Results<FileContentHttpResult, Refused>> Asset(
        string examId, int version, string name, HttpContext context, IGrainFactory grains)
    {
        var asset = await grains.GetGrain<IExamGrain>(examId).Asset(version, name);
        if (asset is null || !asset.MediaType.StartsWith("image/", StringComparison.Ordinal))
            return new Refused(ProblemCodes.NoAsset, "There is no such image.");

        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.File(ImmutableCollectionsMarshal.AsArray(asset.Content) ?? [], asset.MediaType);
    }

    private static ILearnerGrain Learner(IGrainFactory grains, ClaimsPrincipal user, out Actor actor)
    {
        actor = user.ToActor();
        return grains.GetGrain<ILearnerGrain>(actor.LearnerIdOrThrow());
    }
}

/// <param name="Now">The server's time.</param>
internal sealed record ServerTime(DateTimeOffset Now);
