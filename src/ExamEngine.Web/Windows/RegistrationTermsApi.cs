using System.Security.Claims;
using ExamEngine.Contracts.Windows;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Windows;

/// <summary>How learners register for a window themselves; null terms: they do not.</summary>
/// <param name="Free">Places that anybody may take now.</param>
/// <param name="Waiting">How many wait, those with an offer included.</param>
internal sealed record RegistrationView(RegistrationPlan? Terms, DateTimeOffset? OpenUntil, DateTimeOffset? ChangeUntil, int Free, int Waiting);

/// <param name="Next">Ask for what comes after this number; null on the last page.</param>
internal sealed record WaitingPage(ImmutableArray<WaitingView> Waiting, int? Next);

/// <param name="OfferedUntil">Until when a place is kept; null while none is.</param>
internal sealed record WaitingView(string LearnerId, string LegalName, int Number, DateTimeOffset Since, DateTimeOffset? OfferedUntil);

/// <summary>Registration for a window by learners, as staff lay it down and see it.</summary>
internal static class RegistrationTermsApi
{
    public const int LargestPage = 200;

    public static void MapRegistrationTerms(this RouteGroupBuilder api)
    {
        var window = api.MapGroup("/windows/{windowId:id}").WithTags("Staff");
        window.MapGet("/registration", Show).WithName("showRegistration").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        window.MapPut("/registration", Open).WithName("openRegistration").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);
        window.MapDelete("/registration", Stop).WithName("stopRegistration").RequireAuthorization(Access.Staff).Limited(RateBucket.Write);
        window.MapGet("/waiting", Waiting).WithName("listWaiting").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
    }

    private static async Task<Results<Ok<RegistrationView>, Refused>> Show(string windowId, WindowQueries windows, PlaceQueries places, CancellationToken ct)
    {
        if (await windows.Find(windowId, ct) is null)
            return Unknown;
        var row = await places.Registration(windowId, ct);
        return TypedResults.Ok(row is null
            ? new RegistrationView(null, null, null, 0, 0)
            : new RegistrationView(new(row.OpenFrom, row.EndsBeforeMinutes, row.ChangeBeforeMinutes, row.OfferMinutes), row.OpenUntil, row.ChangeUntil, row.Free, row.Waiting));
    }

    private static async Task<Results<NoContent, Refused>> Open(string windowId, RegistrationPlan plan, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IWindowPlaces>(windowId).SetRegistration(user.ToActor(), plan)).ToNoContent();

    private static async Task<Results<NoContent, Refused>> Stop(string windowId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IWindowPlaces>(windowId).SetRegistration(user.ToActor(), null)).ToNoContent();

    private static async Task<Results<Ok<WaitingPage>, Refused>> Waiting(string windowId, int? after, WindowQueries windows, PlaceQueries places, CancellationToken ct)
    {
        if (await windows.Find(windowId, ct) is null)
            return Unknown;
        var page = await places.Waiting(windowId, after ?? 0, LargestPage, ct);
        return TypedResults.Ok(new WaitingPage(
            [.. page.Select(line => new WaitingView(line.Waiting.LearnerId, line.LegalName, line.Waiting.Number, line.Waiting.Since, line.Waiting.OfferedUntil))],
            page.Count < LargestPage ? null : page[^1].Waiting.Number));
    }

    private static Refused Unknown => new("window.unknown", "There is no such window.");
}
