using System.Runtime.InteropServices;
using System.Security.Claims;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Grading;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ExamEngine.Web.Credentials;

/// <summary>Credentials: for anybody who has the number, and for the learner who earned one.</summary>
internal static class CredentialsApi
{
    /// <summary>The most bytes of a file to be verified; a badge with a large picture has a tenth of it.</summary>
    public const int LargestFile = 10 * 1024 * 1024;

    public static void MapCredentials(this RouteGroupBuilder api)
    {
        var credential = api.MapGroup("/credentials/{id:guid}").WithTags("Credential").AllowAnonymous().Limited(RateBucket.Public);
        credential.MapGet("", Show).WithName("verifyCredential");
        foreach (var form in CredentialForms.All)
            credential.MapGet($"/{form}", (Guid id, IGrainFactory grains) => File(id, form, grains)).WithName($"readCredential{char.ToUpperInvariant(form[0])}{form[1..]}");
        credential.MapGet("/qr.svg", Code).WithName("readCredentialCode");

        api.MapPost("/credentials/{id:guid}/reissue", Reissue).WithName("reissueCredential").WithTags("Credential")
            .RequireAuthorization(Access.Holder).Limited(RateBucket.Write);
        api.MapGet("/credentials/held", Held).WithName("listHeldCredentials").WithTags("Staff").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        api.MapPost("/verify", Verify).WithName("verifyFile").WithTags("Credential").AllowAnonymous().Limited(RateBucket.Verify)
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile));
        api.MapGet("/sessions/{id:guid}/credential.pdf", OwnPdf).WithName("readOwnCredentialPdf").WithTags("Session")
            .RequireAuthorization(Access.Learner).Limited(RateBucket.Read);
    }

    private static async Task<Results<Ok<CredentialView>, Refused>> Show(Guid id, IGrainFactory grains) =>
        await grains.GetGrain<ICredentialGrain>(id).Show() is { } view
            ? TypedResults.Ok(view)
            : new Refused(ProblemCodes.UnknownCredential, "There is no such credential.");

    private static async Task<Results<FileContentHttpResult, Refused>> File(Guid id, string form, IGrainFactory grains)
    {
        var file = await grains.GetGrain<ICredentialGrain>(id).File(form);
        return file.Value is { } made ? Attachment(made) : new Refused(file.Problems);
    }

    /// <summary>The code of the address, for a page to show beside it.</summary>
    private static async Task<Results<FileContentHttpResult, Refused>> Code(Guid id, IGrainFactory grains)
    {
        var code = await grains.GetGrain<IIssuerGrain>(0).Code(id);
        return TypedResults.File(ImmutableCollectionsMarshal.AsArray(code.Content) ?? [], code.MediaType);
    }

    private static async Task<Results<Ok<CredentialView>, Refused>> Reissue(Guid id, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<ICredentialGrain>(id).Reissue(user.ToActor())).ToHttp();

    /// <summary>What was earned and could not be issued, and why.</summary>
    private static async Task<Results<Ok<HeldCredentials>, Refused>> Held(ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<ICredentialHoldsGrain>(0).Show(user.ToActor())).ToHttp();

    /// <summary>Whether a file holds an Open Badge, of whatever issuer, that is good now. The file is not kept.</summary>
    private static async Task<Results<Ok<BadgeVerdictView>, Refused>> Verify(HttpRequest request, IGrainFactory grains, CancellationToken ct)
    {
        using var file = new MemoryStream();
        await request.Body.CopyToAsync(file, ct);
        return file.Length == 0
            ? new Refused(ProblemCodes.Invalid, "Send the file as the body of the request.")
            : TypedResults.Ok(await grains.GetGrain<IVerifierGrain>(0).Verify(ImmutableCollectionsMarshal.AsImmutableArray(file.ToArray())));
    }

    /// <summary>Of a session's credential, or of the one that took its place.</summary>
    private static async Task<Results<FileContentHttpResult, Refused>> OwnPdf(Guid id, ClaimsPrincipal user, IGrainFactory grains)
    {
        var result = await grains.GetGrain<IAttemptGrain>(id).Result(user.ToActor());
        if (result.Value is null)
            return new Refused(result.Problems);
        var credential = result.Value.CredentialId;
        while (credential is { } older && await grains.GetGrain<ICredentialGrain>(older).Show() is { SupersededBy: { } newer })
            credential = newer;
        return credential is { } standing && await grains.GetGrain<ICredentialGrain>(standing).Pdf() is { } pdf
            ? Attachment(pdf)
            : new Refused(ProblemCodes.NoCredential, "This session has earned no credential.");
    }

    internal static FileContentHttpResult Attachment(CredentialFile file) =>
        TypedResults.File(ImmutableCollectionsMarshal.AsArray(file.Content) ?? [], file.MediaType, file.FileName);
}
