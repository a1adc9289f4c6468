using System.Runtime.InteropServices;
using System.Security.Claims;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ExamEngine.Web.Definitions;

/// <summary>An authoring file with the images it names.</summary>
/// <param name="Assets">Null for none.</param>
internal sealed record ImportRequest(string Yaml, ImmutableArray<ImportAsset>? Assets)
{
    /// <summary>The most bytes a request may have.</summary>
    public const int LargestBody = 32 * 1024 * 1024;
}

/// <param name="Content">Base64 in JSON.</param>
internal sealed record ImportAsset(string Name, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>Takes exams and programs from authoring files.</summary>
internal static class ImportApi
{
    public static void MapImport(this RouteGroupBuilder api) =>
        api.MapPost("/import", Import).WithName("import").WithTags("Staff").RequireAuthorization(Access.Import).Limited(RateBucket.Write)
            .WithMetadata(new RequestSizeLimitAttribute(ImportRequest.LargestBody));

    private static async Task<Results<Ok<ImportDone>, Refused>> Import(ImportRequest request, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(request.Yaml))
            return new Refused([new Problem(ProblemCodes.Invalid, "The file is empty.", "yaml")]);

        return (await grains.GetGrain<IImportGrain>(0).Import(user.ToActor(), ToAuthoringFile(request))).ToHttp();
    }

    public static AuthoringFile ToAuthoringFile(ImportRequest request) => new(
        request.Yaml,
        [.. (request.Assets ?? []).Select(asset => new AssetFile(
            asset.Name, asset.MediaType, ImmutableCollectionsMarshal.AsImmutableArray(asset.Content.ToArray())))]);
}
