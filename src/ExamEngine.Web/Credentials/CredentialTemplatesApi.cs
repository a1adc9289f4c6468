using System.Security.Claims;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Credentials;

/// <summary>A template to be looked at before it is published.</summary>
internal sealed record PreviewRequest(TemplateDraft? Template, TemplatePreview? Sample);

/// <summary>How the credentials of a program look and speak.</summary>
internal static class CredentialTemplatesApi
{
    public static void MapCredentialTemplates(this RouteGroupBuilder api)
    {
        var template = api.MapGroup("/credential-templates/{programId:id}").WithTags("Staff").RequireAuthorization(Access.Staff);
        template.MapGet("", Show).WithName("showCredentialTemplate").Limited(RateBucket.Read);
        template.MapPut("", Publish).WithName("publishCredentialTemplate").Limited(RateBucket.Write);
        template.MapPost("/preview", Preview).WithName("previewCredential").Limited(RateBucket.Write);
    }

    private static async Task<Results<Ok<CredentialTemplateView>, Refused>> Show(string programId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<ICredentialTemplateGrain>(programId).Show(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<CredentialTemplateView>, Refused>> Publish(string programId, TemplateDraft draft, ClaimsPrincipal user, IGrainFactory grains) =>
        Lacks(draft) ? Incomplete : (await grains.GetGrain<ICredentialTemplateGrain>(programId).Publish(user.ToActor(), draft)).ToHttp();

    private static async Task<Results<FileContentHttpResult, Refused>> Preview(string programId, PreviewRequest request, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (request is not { Template: { } draft, Sample: { Name: { } name, Language: not null, Kind: { } kind } sample } || Lacks(draft) || string.IsNullOrWhiteSpace(name) || !CredentialKinds.All.Contains(kind))
            return Incomplete;
        var preview = await grains.GetGrain<ICredentialTemplateGrain>(programId).Preview(user.ToActor(), draft, sample);
        return preview.Value is { } file ? CredentialsApi.Attachment(file) : new Refused(preview.Problems);
    }

    /// <summary>JSON may leave out what the records say is there.</summary>
    private static bool Lacks(TemplateDraft draft) =>
        draft is not { Page: not null, Accent: not null, Seal: not null, Signatories.IsDefault: false, Texts.IsDefault: false }
        || draft.Signatories.Any(one => one is not { Name: not null, Office: not null })
        || draft.Texts.Any(text => text is not { Language: not null, Kind: not null, Statement: not null, Description: not null, Criteria: not null });

    private static Refused Incomplete => new([new Problem(ProblemCodes.Invalid, "A template has page, accent, seal, signatories and texts; a sample has name, language and kind.", "template")]);
}
