using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Windows;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ExamEngine.Web.Windows;

/// <summary>When exams may be sat and by whom: planning, seats, figures. A program's own system plans and fills windows by the operator key.</summary>
internal static class WindowsApi
{
    public const int DefaultPage = 200;
    public const int LargestPage = 1000;

    private const string Csv = "text/csv";

    public static void MapWindows(this RouteGroupBuilder api)
    {
        var windows = api.MapGroup("/windows").WithTags("Staff");
        windows.MapGet("", List).WithName("listWindows").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);

        var window = windows.MapGroup("/{windowId:id}");
        window.MapPut("", Plan).WithName("planWindow").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);
        window.MapGet("", Show).WithName("showWindow").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        window.MapDelete("", Cancel).WithName("cancelWindow").RequireAuthorization(Access.Staff).Limited(RateBucket.Write);

        window.MapPost("/seats", Take).WithName("takeSeats").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);
        window.MapPost("/seats/csv", TakeFile).WithName("takeSeatsOfFile").RequireAuthorization(Access.Plan).Limited(RateBucket.Write)
            .Accepts<string>(Csv).WithMetadata(new RequestSizeLimitAttribute(SeatCsv.LargestBody));
        window.MapGet("/seats", Seats).WithName("listSeats").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        window.MapGet("/seats.csv", File).WithName("downloadSeats").RequireAuthorization(Access.Staff).Limited(RateBucket.Write)
            .Produces<string>(StatusCodes.Status200OK, Csv);
        window.MapDelete("/seats/{learnerId:id}", Release).WithName("releaseSeat").RequireAuthorization(Access.Staff).Limited(RateBucket.Write);
    }

    private static async Task<Ok<WindowList>> List(string? examId, DateTimeOffset? from, DateTimeOffset? to, WindowQueries windows, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return TypedResults.Ok(new WindowList([.. (await windows.List(examId, from, to, ct)).Select(planned => WindowCard.Of(planned, now))]));
    }

    private static async Task<Results<Ok<WindowView>, Refused>> Plan(
        string windowId, WindowPlan plan, ClaimsPrincipal user, IGrainFactory grains, WindowQueries windows, TimeProvider time, CancellationToken ct)
    {
        if (plan.ExamId is null || !IdConstraint.IsId(plan.ExamId))
            return new Refused([new Problem(ProblemCodes.Invalid, "An exam is needed.", "examId")]);

        var planned = await grains.GetGrain<IWindowGrain>(windowId).Plan(user.ToActor(), plan with { Title = plan.Title?.Trim() ?? "" });
        return planned.Problems.IsEmpty ? await Show(windowId, windows, time, ct) : new Refused(planned.Problems);
    }

    private static async Task<Results<Ok<WindowView>, Refused>> Show(string windowId, WindowQueries windows, TimeProvider time, CancellationToken ct) =>
        await windows.Find(windowId, ct) is { } planned
            ? TypedResults.Ok(WindowView.Of(planned, await windows.Figures(windowId, ct), time.GetUtcNow()))
            : Unknown;

    private static async Task<Results<NoContent, Refused>> Cancel(string windowId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IWindowGrain>(windowId).Cancel(user.ToActor())).ToNoContent();

    private static async Task<Results<Ok<SeatsTaken>, Refused>> Take(string windowId, TakeSeats order, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (order.CommandId == Guid.Empty)
            return new Refused([new Problem(ProblemCodes.Invalid, "commandId is missing.", "commandId")]);
        if (order.Seats.IsDefaultOrEmpty || order.Seats.Any(seat => seat?.LearnerId is null))
            return new Refused([new Problem(ProblemCodes.Invalid, "Each seat has a learner.", "seats")]);
        if (order.Seats.Length > TakeSeats.MostSeats)
            return new Refused([new Problem(ProblemCodes.TooMany, string.Create(CultureInfo.InvariantCulture, $"At most {TakeSeats.MostSeats} seats at once."), "seats")]);

        return (await grains.GetGrain<IWindowGrain>(windowId).TakeSeats(user.ToActor(), order)).ToHttp();
    }

    private static async Task<Results<Ok<SeatsTaken>, Refused>> TakeFile(string windowId, HttpRequest request, ClaimsPrincipal user, IGrainFactory grains, CancellationToken ct)
    {
        var file = await SeatCsv.Read(request.Body, ct);
        if (file.Value is not { } orders)
            return new Refused(file.Problems);

        var window = grains.GetGrain<IWindowGrain>(windowId);
        var (taken, known, refused) = (0, 0, ImmutableArray.CreateBuilder<SeatRefused>());
        foreach (var batch in orders.Seats.Chunk(TakeSeats.MostSeats))
        {
            var answer = await window.TakeSeats(user.ToActor(), new(Guid.CreateVersion7(), [.. batch]));
            if (answer.Value is not { } done)
                return new Refused(answer.Problems);
            (taken, known) = (taken + done.Taken, known + done.Known);
            refused.AddRange(done.Refused);
        }
        var unseated = refused.Select(seat => seat.LearnerId).ToHashSet(StringComparer.Ordinal);
        foreach (var grant in orders.Granted.Where(grant => !unseated.Contains(grant.LearnerId)))
        {
            if (await Accommodate(grant, user.ToActor(), grains) is { IsEmpty: false } problems)
                return new Refused(problems);
        }
        return TypedResults.Ok(new SeatsTaken(taken, known, refused.ToImmutable()));
    }

    /// <summary>The time in the file is the seat's; what the learner has for every exam stays.</summary>
    private static async Task<ImmutableArray<Problem>> Accommodate(Grant grant, Actor actor, IGrainFactory grains)
    {
        var learner = grains.GetGrain<ILearnerGrain>(grant.LearnerId);
        var now = await learner.Accommodation(actor);
        return now.Value is { } has
            ? (await learner.Accommodate(actor, grant.What with { TimeMultiplierPercent = has.TimeMultiplierPercent })).Problems
            : now.Problems;
    }

    private static async Task<Results<NoContent, Refused>> Release(string windowId, string learnerId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IWindowGrain>(windowId).ReleaseSeat(user.ToActor(), learnerId)).ToNoContent();

    private static async Task<Results<Ok<SeatPage>, Refused>> Seats(
        string windowId, string? after, int? limit, WindowQueries windows, SeatQueries seats, CancellationToken ct)
    {
        var most = limit ?? DefaultPage;
        if (most is < 1 or > LargestPage)
            return new Refused([new Problem(ProblemCodes.Invalid, string.Create(CultureInfo.InvariantCulture, $"Between 1 and {LargestPage}."), "limit")]);
        if (await windows.Find(windowId, ct) is null)
            return Unknown;

        // One more than is shown tells whether there are more.
        var page = await seats.Page(windowId, after, most + 1, ct);
        return TypedResults.Ok(new SeatPage([.. page.Take(most).Select(SeatView.Of)], page.Count > most ? page[most - 1].LearnerId : null));
    }

    private static async Task<Results<PushStreamHttpResult, Refused>> File(string windowId, WindowQueries windows, SeatQueries seats, CancellationToken ct)
    {
        if (await windows.Find(windowId, ct) is null)
            return Unknown;

        return TypedResults.Stream(
            async body =>
            {
                await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                await SeatCsv.Write(text, All(windowId, seats, ct), ct);
            },
            $"{Csv}; charset=utf-8", $"{windowId}-seats.csv");
    }

    private static async IAsyncEnumerable<SeatProgress> All(string windowId, SeatQueries seats, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await seats.Page(windowId, after, LargestPage, ct);
            foreach (var seat in page)
                yield return seat;
            after = page.Count < LargestPage ? null : page[^1].LearnerId;
        }
        while (after is not null);
    }

    private static Refused Unknown => new("window.unknown", "There is no such window.");
}
