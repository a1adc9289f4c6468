using System.Security.Claims;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Windows;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Learners;

/// <summary>What learners do so that they may sit: choose a window, redeem a voucher, confirm their name, ask for an accommodation.</summary>
internal static class RegistrationApi
{
    public static void MapRegistration(this RouteGroupBuilder api)
    {
        var learner = api.MapGroup("").WithTags("Learner").RequireAuthorization(Access.Learner);
        learner.MapGet("/exams/{examId:id}/windows", Windows).WithName("listChoices").Limited(RateBucket.Read);
        learner.MapPost("/registrations", Register).WithName("registerMe").Limited(RateBucket.Write);
        learner.MapDelete("/registrations/{windowId:id}", Cancel).WithName("cancelMe").Limited(RateBucket.Write);
        learner.MapGet("/entitlements", Mine).WithName("showEntitlements").Limited(RateBucket.Read);
        learner.MapPost("/vouchers/redeem", Redeem).WithName("redeemVoucher").Limited(RateBucket.Write);
        learner.MapPut("/legal-name", ConfirmName).WithName("confirmName").Limited(RateBucket.Write);
        learner.MapPost("/accommodation-requests", Ask).WithName("askAccommodation").Limited(RateBucket.Write);
        learner.MapDelete("/accommodation-requests/{requestId:guid}", Withdraw).WithName("withdrawAccommodation").Limited(RateBucket.Write);
    }

    private static async Task<Ok<WindowChoices>> Windows(string examId, ClaimsPrincipal user, PlaceQueries queries, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var windows = await queries.Windows(examId, now, ct);
        IReadOnlyList<PlaceOfLearner> places = windows.Count == 0 ? [] : await queries.OfLearner(user.ToActor().LearnerIdOrThrow(), [.. windows.Select(open => open.Window.Id)], ct);
        var mine = places.ToLookup(place => place.WindowId);
        return TypedResults.Ok(new WindowChoices(
            examId, now, [.. windows.Select(open => WindowChoice.Of(open, mine[open.Window.Id].OrderByDescending(place => place.Seated).FirstOrDefault(), now))]));
    }

    private static async Task<Results<Ok<WindowPlace>, Refused>> Register(RegistrationRequest request, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (EntryRules.Names(request.CommandId, "commandId") is { } problem)
            return new Refused([problem]);
        if (request.WindowId is null || !IdConstraint.IsId(request.WindowId))
            return new Refused([new Problem(ProblemCodes.Invalid, "A window is needed.", "windowId")]);
        if (request.InsteadOf is { } instead && !IdConstraint.IsId(instead))
            return new Refused([new Problem(ProblemCodes.Invalid, "A window is meant here.", "insteadOf")]);

        var actor = user.ToActor();
        return (await grains.GetGrain<ILearnerSeats>(actor.LearnerIdOrThrow()).RegisterIn(actor, request.CommandId, request.WindowId, request.InsteadOf, request.Waits)).ToHttp();
    }

    private static async Task<Results<NoContent, Refused>> Cancel(string windowId, ClaimsPrincipal user, IGrainFactory grains)
    {
        var actor = user.ToActor();
        return (await grains.GetGrain<ILearnerSeats>(actor.LearnerIdOrThrow()).CancelIn(actor, windowId)).ToNoContent();
    }

    private static async Task<Results<Ok<EntitlementsView>, Refused>> Mine(ClaimsPrincipal user, IGrainFactory grains) =>
        (await Learner(grains, user, out var actor).Entitlements(actor)).ToHttp();

    private static async Task<Results<Ok<VoucherRedeemed>, Refused>> Redeem(VoucherRequest request, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (request.Code is not { Length: > 0 and <= 100 } code)
            return new Refused([new Problem(ProblemCodes.Invalid, "A code is needed.", "code")]);

        return (await Learner(grains, user, out var actor).Redeem(actor, code)).ToHttp();
    }

    private static async Task<Results<NoContent, Refused>> ConfirmName(NameRequest request, ClaimsPrincipal user, IGrainFactory grains) =>
        (await Learner(grains, user, out var actor).ConfirmName(actor, request.LegalName ?? "")).ToNoContent();

    private static async Task<Results<NoContent, Refused>> Ask(AccommodationAsk ask, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (EntryRules.Names(ask.RequestId, "requestId") is { } problem)
            return new Refused([problem]);

        return (await Learner(grains, user, out var actor).AskAccommodation(actor, ask.RequestId, ask.Wish ?? "")).ToNoContent();
    }

    private static async Task<Results<NoContent, Refused>> Withdraw(Guid requestId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await Learner(grains, user, out var actor).WithdrawAccommodation(actor, requestId)).ToNoContent();

    private static ILearnerEntitlements Learner(IGrainFactory grains, ClaimsPrincipal user, out Actor actor)
    {
        actor = user.ToActor();
        return grains.GetGrain<ILearnerEntitlements>(actor.LearnerIdOrThrow());
    }
}
