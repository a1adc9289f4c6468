using System.Security.Claims;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Programs;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Programs;

/// <summary>How far a learner has come in a program, for them and for staff; what a program demands, and another version of it from preview to confirmation.</summary>
internal static class ProgramsApi
{
    private const int ConcernedPage = 100;

    public static void MapPrograms(this RouteGroupBuilder api)
    {
        api.MapGet("/programs/{programId:id}/progress", Own).WithName("showOwnProgress").WithTags("Learner").RequireAuthorization(Access.Learner).Limited(RateBucket.Read);
        api.MapPut("/programs/{programId:id}/name-consent", PublishName).WithName("agreeToNamePublishing").WithTags("Learner").RequireAuthorization(Access.Learner).Limited(RateBucket.Write);

        var staff = api.MapGroup("").WithTags("Staff").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        staff.MapGet("/learners/{learnerId:id}/progress/{programId:id}", Of).WithName("showProgress");
        staff.MapGet("/programs", List).WithName("listPrograms");

        var program = staff.MapGroup("/programs/{programId:id}");
        program.MapGet("", Show).WithName("showProgram");
        program.MapGet("/preview", Preview).WithName("showProgramPreview");
        program.MapPost("/preview", Begin).WithName("previewProgram").Limited(RateBucket.Write);
        program.MapGet("/preview/learners", Concerned).WithName("listProgramPreview");
        program.MapPost("/confirmation", Confirm).WithName("confirmProgram").Limited(RateBucket.Write);
        program.MapDelete("/proposals/{version:int:min(1)}", Drop).WithName("dropProgramProposal").Limited(RateBucket.Write);
    }

    private static async Task<Results<Ok<ProgressView>, Refused>> Own(string programId, ClaimsPrincipal user, IGrainFactory grains)
    {
        var actor = user.ToActor();
        return (await grains.Progress(actor.LearnerIdOrThrow(), programId).Show(actor)).ToHttp();
    }

    /// <summary>The learner agrees that their name is published with what they earn in the program, or no longer does. Nobody else can.</summary>
    private static async Task<Results<NoContent, Refused>> PublishName(string programId, NameConsent consent, ClaimsPrincipal user, IGrainFactory grains)
    {
        var actor = user.ToActor();
        return (await grains.GetGrain<ILearnerPublicity>(actor.LearnerIdOrThrow()).PublishName(actor, programId, consent.Agreed)).ToNoContent();
    }

    private static async Task<Results<Ok<ProgressView>, Refused>> Of(string learnerId, string programId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.Progress(learnerId, programId).Show(user.ToActor())).ToHttp();

    private static async Task<Ok<ProgramList>> List(CatalogQueries catalog, CancellationToken ct) =>
        TypedResults.Ok(new ProgramList([.. (await catalog.Programs(ct)).Select(program => new ProgramEntry(program.Id, program.Title))]));

    private static async Task<Results<Ok<ProgramView>, Refused>> Show(string programId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IProgramGrain>(programId).Show(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<ChangeView>, Refused>> Preview(string programId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.Change(programId).Show(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<ChangeView>, Refused>> Begin(string programId, ChangeRequest request, ClaimsPrincipal user, IGrainFactory grains) =>
        Unnamed(request.CommandId, "commandId") is { } fault
            ? new Refused([fault])
            : (await grains.Change(programId).Preview(user.ToActor(), request.CommandId, new(request.Version, request.ForEverybody))).ToHttp();

    private static async Task<Results<Ok<ChangeView>, Refused>> Confirm(string programId, ConfirmRequest request, ClaimsPrincipal user, IGrainFactory grains) =>
        (Unnamed(request.CommandId, "commandId") ?? Unnamed(request.Preview, "preview")) is { } fault
            ? new Refused([fault])
            : (await grains.Change(programId).Confirm(user.ToActor(), request.CommandId, request.Preview)).ToHttp();

    /// <param name="which"><c>gain</c> or <c>lose</c>.</param>
    /// <param name="after">The <c>next</c> of the part before; none for the first.</param>
    private static async Task<Results<Ok<ConcernedList>, Refused>> Concerned(
        string programId, string which, int? after, ClaimsPrincipal user, IGrainFactory grains, LearnerQueries learners, CancellationToken ct)
    {
        if (which is not ("gain" or "lose"))
            return new Refused([new Problem(ProblemCodes.Invalid, "Those who gain or those who lose.", "which")]);
        var page = await grains.Change(programId).Concerned(user.ToActor(), which == "lose", after ?? 0, ConcernedPage);
        if (page.Value is not { } found)
            return new Refused(page.Problems);
        var names = await learners.Names([.. found.Learners.Select(of => of.LearnerId).Distinct()], ct);
        return TypedResults.Ok(new ConcernedList(
            [.. found.Learners.Select(of => new ConcernedLearner(of.LearnerId, names.GetValueOrDefault(of.LearnerId, ""), of.CourseId))], found.Next));
    }

    private static async Task<Results<NoContent, Refused>> Drop(string programId, int version, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IProgramGrain>(programId).DropProposal(user.ToActor(), version)).ToNoContent();

    private static IProgressGrain Progress(this IGrainFactory grains, string learner, string program) => grains.GetGrain<IProgressGrain>($"{learner}/{program}");

    private static IProgramChangeGrain Change(this IGrainFactory grains, string program) => grains.GetGrain<IProgramChangeGrain>(program);

    private static Problem? Unnamed(Guid id, string where) => id == Guid.Empty ? new Problem(ProblemCodes.Invalid, $"{where} is missing.", where) : null;
}
