using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Json;
using ExamEngine.Contracts.Schools;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Schools;

/// <param name="Offers">What the learner could share and does not.</param>
/// <param name="Shares">What the learner shares, or shared.</param>
internal sealed record MyShares(ImmutableArray<ShareOffer> Offers, ImmutableArray<ShareView> Shares);

/// <param name="TextVersion">Of the offer that the learner saw.</param>
internal sealed record ShareRequest(string? SchoolId, string? ProgramId, string? TextVersion);

/// <summary>What a learner shares with pathway schools, in their own hands.</summary>
internal static class SharesApi
{
    private const int AtOnce = 8;

    public static void MapShares(this RouteGroupBuilder api)
    {
        var shares = api.MapGroup("/shares").WithTags("Sharing").RequireAuthorization(Access.Learner);
        shares.MapGet("", List).WithName("listMyShares").Limited(RateBucket.Read);
        shares.MapPost("", Consent).WithName("consentToShare").Limited(RateBucket.Write);
        shares.MapGet("/{shareId:guid}", Show).WithName("showMyShare").Limited(RateBucket.Read);
        shares.MapPost("/{shareId:guid}/withdrawal", Withdraw).WithName("withdrawShare").Limited(RateBucket.Write);
        shares.MapGet("/{shareId:guid}/receipts/{number:int:min(1)}", Receipt).WithName("readShareReceipt").Limited(RateBucket.Read);
    }

    private static async Task<Ok<MyShares>> List(
        ClaimsPrincipal user, IGrainFactory grains, SchoolQueries schools, CredentialQueries credentials, AccountNames names, CancellationToken ct)
    {
        var (actor, learner) = (user.ToActor(), user.ToActor().LearnerIdOrThrow());
        var programs = (await credentials.OfLearner(learner, ct)).Where(row => row.Kind == "program" && row.RevokedAt is null).Select(row => row.ProgramId).Distinct().ToArray();
        var shared = await Each(
            (await schools.OfLearner(learner, ct)).Select(row => Guid.Parse(row.Id)),
            async id => (await grains.GetGrain<IShareGrain>(id).Show(actor)).Value, ct);
        var standing = shared.Where(share => share.Stands).Select(share => share.ShareId).ToHashSet();
        var counting = (programs.Length == 0 ? [] : await schools.Counting(programs, ct)).Where(row => !standing.Contains(ShareId.Of(row.SchoolId, row.ProgramId, learner)));
        var offers = await Each(
            counting, async row => (await grains.GetGrain<IShareGrain>(ShareId.Of(row.SchoolId, row.ProgramId, learner)).Offer(actor, row.SchoolId, row.ProgramId)).Value, ct);
        return TypedResults.Ok(new MyShares(
            [.. offers.OrderBy(offer => offer.ProgramTitle, StringComparer.Ordinal).ThenBy(offer => offer.SchoolName, StringComparer.Ordinal)],
            [.. (await Named(shared, names, ct)).OrderByDescending(share => share.Consents[^1].GivenAt)]));
    }

    private static async Task<Results<Ok<ShareView>, Refused>> Consent(ShareRequest request, ClaimsPrincipal user, IGrainFactory grains, AccountNames names, CancellationToken ct)
    {
        if (request is not { SchoolId: { } school, ProgramId: { } program, TextVersion: { } version } || !IdConstraint.IsId(school) || !IdConstraint.IsId(program))
            return new Refused([new Problem(ProblemCodes.Invalid, "A consent names schoolId, programId and textVersion.", "schoolId")]);
        var actor = user.ToActor();
        return await Named(await grains.GetGrain<IShareGrain>(ShareId.Of(school, program, actor.LearnerIdOrThrow())).Consent(actor, school, program, version), names, ct);
    }

    private static async Task<Results<Ok<ShareView>, Refused>> Show(Guid shareId, ClaimsPrincipal user, IGrainFactory grains, AccountNames names, CancellationToken ct) =>
        await Named(await grains.GetGrain<IShareGrain>(shareId).Show(user.ToActor()), names, ct);

    private static async Task<Results<Ok<ShareView>, Refused>> Withdraw(Guid shareId, ClaimsPrincipal user, IGrainFactory grains, AccountNames names, CancellationToken ct) =>
        await Named(await grains.GetGrain<IShareGrain>(shareId).Withdraw(user.ToActor()), names, ct);

    /// <summary>Of the consent, or with <c>withdrawal=true</c> of its withdrawal: a file to keep.</summary>
    private static async Task<Results<FileContentHttpResult, Refused>> Receipt(Guid shareId, int number, bool? withdrawal, ClaimsPrincipal user, IGrainFactory grains)
    {
        var receipt = await grains.GetGrain<IShareGrain>(shareId).Receipt(user.ToActor(), number, withdrawal == true);
        return receipt.Value is { } kept
            ? TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(kept, WireJson.Default.ShareReceipt), "application/json", $"{(withdrawal == true ? "withdrawal" : "consent")}-{shareId}-{number}.json")
            : new Refused(receipt.Problems);
    }

    private static async Task<Results<Ok<ShareView>, Refused>> Named(Reply<ShareView> reply, AccountNames names, CancellationToken ct) =>
        reply.Value is { } share ? TypedResults.Ok((await Named([share], names, ct))[0]) : new Refused(reply.Problems);

    /// <summary>With the names of the accounts that looked, in place of their ids. An account that is gone has an empty name.</summary>
    private static async Task<ImmutableArray<ShareView>> Named(ImmutableArray<ShareView> shares, AccountNames names, CancellationToken ct)
    {
        var known = await names.Of([.. shares.SelectMany(share => share.Looks).Select(look => look.By).Distinct()], ct);
        return [.. shares.Select(share => share with { Looks = [.. share.Looks.Select(look => look with { By = known.GetValueOrDefault(look.By, "") })] })];
    }

    private static async Task<ImmutableArray<TView>> Each<T, TView>(IEnumerable<T> those, Func<T, Task<TView?>> ask, CancellationToken ct)
        where TView : class
    {
        var found = new ConcurrentBag<TView>();
        await Parallel.ForEachAsync(those, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, _) =>
        {
            if (await ask(one) is { } view)
                found.Add(view);
        });
        return [.. found];
    }
}
