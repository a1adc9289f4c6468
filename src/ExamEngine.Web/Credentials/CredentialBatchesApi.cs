using System.Security.Claims;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ExamEngine.Web.Credentials;

/// <summary>Awards to be documented, at most <see cref="AwardOrder.MostInBatch"/>.</summary>
internal sealed record BatchRequest(ImmutableArray<AwardOrder>? Awards)
{
    /// <summary>The most bytes a request may have.</summary>
    public const int LargestBody = 32 * 1024 * 1024;
}

/// <summary>Many credentials as one order, and how far it has come.</summary>
internal static class CredentialBatchesApi
{
    public static void MapCredentialBatches(this RouteGroupBuilder api)
    {
        var batch = api.MapGroup("/credential-batches/{batchId:id}").WithTags("Staff").RequireAuthorization(Access.Plan);
        batch.MapPut("", Order).WithName("orderCredentials").Limited(RateBucket.Write).WithMetadata(new RequestSizeLimitAttribute(BatchRequest.LargestBody));
        batch.MapGet("", Show).WithName("showCredentialBatch").Limited(RateBucket.Read);
        batch.MapGet("/credentials", Issued).WithName("listBatchCredentials").Limited(RateBucket.Read);
    }

    /// <summary>The same order again changes nothing.</summary>
    private static async Task<Results<Ok<CredentialBatchView>, Refused>> Order(string batchId, BatchRequest request, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (request.Awards is not { IsDefault: false } awards || awards.Any(Lacks))
            return new Refused([new Problem(ProblemCodes.Invalid, "Every award names learner, name, country, kind, subject, title, program (or an empty one) and language.", "awards")]);
        return (await grains.GetGrain<ICredentialBatchGrain>(batchId).Order(user.ToActor(), awards)).ToHttp();
    }

    private static async Task<Results<Ok<CredentialBatchView>, Refused>> Show(string batchId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<ICredentialBatchGrain>(batchId).Show(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<BatchCredentials>, Refused>> Issued(string batchId, int? from, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<ICredentialBatchGrain>(batchId).Issued(user.ToActor(), Math.Max(0, from ?? 0))).ToHttp();

    /// <summary>JSON may leave out what the record says is there.</summary>
    private static bool Lacks(AwardOrder? award) => award is not
    {
        LearnerId: not null, LegalName: not null, Country: not null, Kind: not null, SubjectId: not null, Title: not null, ProgramId: not null, ProgramTitle: not null, Language: not null,
    };
}
