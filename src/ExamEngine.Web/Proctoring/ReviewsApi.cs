using System.Security.Claims;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Proctoring;

/// <summary>Reviews of watched sessions: for those who review, and for the learner whose session it was. The grain says who may what.</summary>
internal static class ReviewsApi
{
    private static readonly ImmutableArray<string> States = ["looking", "asked", "readyToFind", "found", "appealed", "settled", ReviewRow.ClearedByPolicy];

    public static void MapReviews(this RouteGroupBuilder api)
    {
        var reviews = api.MapGroup("/reviews").WithTags("Review").RequireAuthorization(Access.Reviewer);
        reviews.MapGet("", List).WithName("listReviews").Limited(RateBucket.Read);
        var review = reviews.MapGroup("/{sessionId:guid}");
        review.MapGet("", Show).WithName("showReview").Limited(RateBucket.Read);
        review.MapGet("/watch", Watch).WithName("showReviewedSession").Limited(RateBucket.Read);
        review.MapGet("/paper", Paper).WithName("showReviewedPaper").Limited(RateBucket.Read);
        review.MapPost("/judgements", Judge).WithName("judgeSubject").Limited(RateBucket.Write);
        review.MapPost("/conclusion", Conclude).WithName("concludeReview").Limited(RateBucket.Write);
        review.MapPost("/finding", Find).WithName("makeFinding").Limited(RateBucket.Write);
        review.MapPost("/appeal-decision", DecideAppeal).WithName("decideAppeal").Limited(RateBucket.Write);

        api.MapGet("/exams/{examId:id}/flag-rules", Rules).WithName("listFlagRules").WithTags("Review").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);

        var mine = api.MapGroup("/sessions/{id:guid}/review").WithTags("Session").RequireAuthorization(Access.Learner);
        mine.MapGet("", Mine).WithName("readOwnReview").Limited(RateBucket.Read);
        mine.MapPost("/answer", Answer).WithName("answerReview").Limited(RateBucket.Write);
        mine.MapPost("/appeal", Appeal).WithName("appealReview").Limited(RateBucket.Write);
    }

    /// <param name="state">A state; <c>open</c> (what somebody still waits for) unless told, or <c>all</c>.</param>
    /// <param name="room">A proctor, who sees reviews of their own rooms only, has to name one.</param>
    private static async Task<Results<Ok<ReviewList>, Refused>> List(
        string? exam, string? state, string? room, [AsParameters] Paging page, ClaimsPrincipal user, IGrainFactory grains, ReviewQueries reviews, CancellationToken ct)
    {
        if (page.Fault is { } fault)
            return new Refused([fault]);
        if (state is not (null or "open" or "all") && !States.Contains(state))
            return new Refused([new Problem(ProblemCodes.Invalid, $"One of open, all, {string.Join(", ", States)}.", "state")]);
        var actor = user.ToActor();
        if (!actor.Is(Roles.Staff | Roles.Admin) && (room is not { Length: > 0 and <= 120 } || !await grains.GetGrain<IRoomGrain>(room).Admits(actor)))
            return new Refused([new Problem(ProblemCodes.Invalid, "Which of your rooms?", "room")]);

        var filter = new ReviewFilter(exam, room, state switch { null or "open" => ReviewFilter.Open, "all" => [], _ => [state] });
        return await reviews.List(filter, page.After, page.Size, ct) is { } lines
            ? TypedResults.Ok(new ReviewList([.. lines.Select(ReviewSummary.Of)], page.Next(lines, line => line.Review.Id)))
            : new Refused([Paging.UnknownPlace]);
    }

    private static Task<Results<Ok<NamedReview>, Refused>> Show(Guid sessionId, ClaimsPrincipal user, IGrainFactory grains, AccountNames names, CancellationToken ct) =>
        Named(user, names, actor => grains.Review(sessionId).View(actor), ct);

    /// <summary>What was shown, answered, seen and done, for whoever may review it.</summary>
    private static async Task<Results<Ok<WatchView>, Refused>> Watch(Guid sessionId, string? before, ClaimsPrincipal user, IGrainFactory grains)
    {
        var actor = user.ToActor();
        var review = await grains.Review(sessionId).View(actor);
        return review.Problems.IsEmpty ? (await grains.GetGrain<IWatchGrain>(sessionId).View(actor, before)).ToHttp() : new Refused(review.Problems);
    }

    /// <summary>The questions as the learner had them and what they answered when, without keys.</summary>
    private static async Task<Results<Ok<ReviewedPaper>, Refused>> Paper(Guid sessionId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.Review(sessionId).Paper(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<NamedReview>, Refused>> Judge(
        Guid sessionId, JudgeRequest request, ClaimsPrincipal user, IGrainFactory grains, AccountNames names, CancellationToken ct)
    {
        var fault = Unnamed(request.CommandId)
            ?? (string.IsNullOrEmpty(request.Subject) || string.IsNullOrEmpty(request.Judgement) ? new Problem(ProblemCodes.Invalid, "What is judged, and how?", "subject") : null);
        return fault is not null
            ? new Refused([fault])
            : await Named(user, names, actor => grains.Review(sessionId).Judge(actor, request.CommandId, request.Subject, request.Judgement), ct);
    }

    private static async Task<Results<Ok<NamedReview>, Refused>> Conclude(
        Guid sessionId, FindingRequest request, ClaimsPrincipal user, IGrainFactory grains, AccountNames names, CancellationToken ct) =>
        Check(request) is { } fault
            ? new Refused([fault])
            : await Named(user, names, actor => grains.Review(sessionId).Conclude(actor, request.CommandId, request.Finding, request.Reason), ct);

    private static async Task<Results<Ok<NamedReview>, Refused>> Find(
        Guid sessionId, FindingRequest request, ClaimsPrincipal user, IGrainFactory grains, AccountNames names, CancellationToken ct) =>
        Check(request) is { } fault
            ? new Refused([fault])
            : await Named(user, names, actor => grains.Review(sessionId).Find(actor, request.CommandId, request.Finding, request.Reason), ct);

    private static async Task<Results<Ok<NamedReview>, Refused>> DecideAppeal(
        Guid sessionId, FindingRequest request, ClaimsPrincipal user, IGrainFactory grains, AccountNames names, CancellationToken ct) =>
        Check(request) is { } fault
            ? new Refused([fault])
            : await Named(user, names, actor => grains.Review(sessionId).DecideAppeal(actor, request.CommandId, request.Finding, request.Reason), ct);

    private static async Task<Results<Ok<NamedReview>, Refused>> Named(
        ClaimsPrincipal user, AccountNames names, Func<Actor, Task<Reply<ReviewView>>> ask, CancellationToken ct)
    {
        var actor = user.ToActor();
        var reply = await ask(actor);
        if (reply.Value is not { } review)
            return new Refused(reply.Problems);
        string[] people = [.. review.Opinions.Select(opinion => opinion.Reviewer).Concat(review.Incidents.Select(incident => incident.By))
            .Concat(review.Earlier.Select(round => round.FoundBy).OfType<string>()).Append(review.FoundBy ?? actor.Id).Distinct()];
        return TypedResults.Ok(new NamedReview(review, actor.Id, await names.Of(people, ct)));
    }

    private static async Task<Results<Ok<FlagRuleShares>, Refused>> Rules(string examId, CatalogQueries catalog, ReviewQueries reviews, CancellationToken ct) =>
        await catalog.Exam(examId, ct) is null
            ? new Refused("exam.unknown", "There is no such exam.")
            : TypedResults.Ok(FlagRuleShares.Of(await reviews.Rules(examId, ct), await reviews.ByTwo(examId, ct)));

    private static async Task<Results<Ok<MyReviewView>, Refused>> Mine(Guid id, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.Review(id).Mine(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<MyReviewView>, Refused>> Answer(Guid id, WordsRequest words, ClaimsPrincipal user, IGrainFactory grains) =>
        Check(words) is { } problem ? new Refused([problem]) : (await grains.Review(id).Answer(user.ToActor(), words.CommandId, words.Text)).ToHttp();

    private static async Task<Results<Ok<MyReviewView>, Refused>> Appeal(Guid id, WordsRequest words, ClaimsPrincipal user, IGrainFactory grains) =>
        Check(words) is { } problem ? new Refused([problem]) : (await grains.Review(id).Appeal(user.ToActor(), words.CommandId, words.Text)).ToHttp();

    private static IReviewGrain Review(this IGrainFactory grains, Guid session) => grains.GetGrain<IReviewGrain>(session);

    private static Problem? Check(FindingRequest request) =>
        Unnamed(request.CommandId)
        ?? (request.Finding?.Kind is null ? new Problem(ProblemCodes.Invalid, "A finding is needed.", "finding") : null)
        ?? Written(request.Reason, "reason");

    private static Problem? Check(WordsRequest request) => Unnamed(request.CommandId) ?? Written(request.Text, "text");

    private static Problem? Unnamed(Guid commandId) => commandId == Guid.Empty ? new Problem(ProblemCodes.Invalid, "commandId is missing.", "commandId") : null;

    private static Problem? Written(string? text, string where) => text is null ? new Problem(ProblemCodes.Invalid, "Words are needed.", where) : null;
}
