using System.Runtime.InteropServices;
using System.Security.Claims;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Grading;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Credentials;

/// <summary>Credentials: for anybody who has the number, and for the learner who earned one.</summary>
internal static class CredentialsApi
{
    public static void MapCredentials(this RouteGroupBuilder api)
    {
        var credential = api.MapGroup("/credentials/{id:guid}").WithTags("Credential").AllowAnonymous().Limited(RateBucket.Public);
        credential.MapGet("", Show).WithName("verifyCredential");
        credential.MapGet("/pdf", Pdf).WithName("readCredentialPdf");

        api.MapGet("/sessions/{id:guid}/credential.pdf", OwnPdf).WithName("readOwnCredentialPdf").WithTags("Session")
            .RequireAuthorization(Access.Learner).Limited(RateBucket.Read);
    }

    private static async Task<Results<Ok<CredentialView>, Refused>> Show(Guid id, IGrainFactory grains) =>
        await grains.GetGrain<ICredentialGrain>(id).Show() is { } view
            ? TypedResults.Ok(view)
            : new Refused(ProblemCodes.UnknownCredential, "There is no such credential.");

    private static async Task<Results<FileContentHttpResult, Refused>> Pdf(Guid id, IGrainFactory grains)
    {
        var credential = grains.GetGrain<ICredentialGrain>(id);
        return await credential.Pdf() is { } pdf ? Attachment(pdf)
            : await credential.Show() is { RevokedAt: not null } ? new Refused(ProblemCodes.RevokedCredential, "The credential was revoked.")
            : new Refused(ProblemCodes.UnknownCredential, "There is no such credential.");
    }

    private static async Task<Results<FileContentHttpResult, Refused>> OwnPdf(Guid id, ClaimsPrincipal user, IGrainFactory grains)
    {
        var result = await grains.GetGrain<IAttemptGrain>(id).Result(user.ToActor());
        if (result.Value is null)
            return new Refused(result.Problems);

        return result.Value.CredentialId is { } credential && await grains.GetGrain<ICredentialGrain>(credential).Pdf() is { } pdf
            ? Attachment(pdf)
            : new Refused(ProblemCodes.NoCredential, "This session has earned no credential.");
    }

    private static FileContentHttpResult Attachment(PdfFile pdf) =>
        TypedResults.File(ImmutableCollectionsMarshal.AsArray(pdf.Content) ?? [], "application/pdf", pdf.FileName);
}
