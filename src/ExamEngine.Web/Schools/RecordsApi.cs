using System.Security.Claims;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Schools;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Credentials;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Schools;

/// <summary>The school and how much is shared with it.</summary>
internal sealed record SchoolHome(SchoolView School, ImmutableArray<ProgramShares> Shares);

/// <param name="Total">How many records fit, on all pages together.</param>
/// <param name="Next">Asks for the next part; null at the end.</param>
internal sealed record RecordPage(ImmutableArray<SharedRecord> Records, int Total, string? Next);

/// <summary>Part of a bulk verification: as many verdicts as there were records that could be looked at.</summary>
/// <param name="Total">How many records fit, on all pages together.</param>
/// <param name="Next">Asks for the next part; null at the end.</param>
internal sealed record VerdictPage(ImmutableArray<RecordVerdict> Verdicts, int Total, string? Next);

internal sealed record CreditRequest(decimal? Points, DateOnly? On, string? Reference, string? Reason);

internal sealed record CreditReason(string? Reason);

/// <summary>
/// What a pathway school sees: the records of learners whose consent stands. Which those are is read from a list; whether one may be seen is asked of the
/// share itself, each time, and it writes the look down.
/// </summary>
internal static class RecordsApi
{
    /// <summary>Verdicts of one request at most: a few seconds of work.</summary>
    public const int MostVerdicts = 50;

    private const int AtOnce = 16;

    public static void MapRecords(this RouteGroupBuilder api)
    {
        var school = api.MapGroup("/school").WithTags("School").RequireAuthorization(Access.School);
        school.MapGet("", Home).WithName("showMySchool").Limited(RateBucket.Read);
        school.MapGet("/records", List).WithName("listRecords").Limited(RateBucket.Read);
        school.MapPost("/records/verification", Verify).WithName("verifyRecords").Limited(RateBucket.Read);
        school.MapGet("/records.zip", Download).WithName("downloadRecords").Limited(RateBucket.Write);
        var record = school.MapGroup("/records/{shareId:guid}");
        record.MapGet("", Open).WithName("openRecord").Limited(RateBucket.Read);
        record.MapGet("/credentials/{credentialId:guid}/{form:id}", File).WithName("readRecordFile").Limited(RateBucket.Read);
        record.MapPut("/credit", Grant).WithName("grantCredit").Limited(RateBucket.Write);
        record.MapPost("/credit/taking-back", TakeBack).WithName("takeBackCredit").Limited(RateBucket.Write);
    }

    private static async Task<Results<Ok<SchoolHome>, Refused>> Home(ClaimsPrincipal user, IGrainFactory grains, SchoolQueries schools, CancellationToken ct)
    {
        var actor = user.ToActor();
        var school = await grains.GetGrain<ISchoolGrain>(actor.SchoolIdOrThrow()).Show(actor);
        return school.Value is { } view ? TypedResults.Ok(new SchoolHome(view, [.. await schools.Count(view.Id, ct)])) : new Refused(school.Problems);
    }

    /// <summary>Newest consent first.</summary>
    private static async Task<Results<Ok<RecordPage>, Refused>> List(
        [AsParameters] RecordFilter filter, [AsParameters] Paging page, ClaimsPrincipal user, IGrainFactory grains, SchoolQueries schools, CancellationToken ct)
    {
        var actor = user.ToActor();
        if ((page.Fault ?? filter.Fault) is { } fault)
            return new Refused([fault]);
        if (await schools.Shared(actor.SchoolIdOrThrow(), filter.Shares, page.After, page.Size, ct) is not { } rows)
            return new Refused([Paging.UnknownPlace]);
        var records = await Each(rows, share => share.Look(actor, "listed"), grains, ct);
        return TypedResults.Ok(new RecordPage(records, await schools.CountShared(actor.SchoolIdOrThrow(), filter.Shares, ct), page.Next(rows, row => row.Id)));
    }

    /// <summary>
    /// The next records verified, at most <see cref="MostVerdicts"/>; whoever asks goes on with <c>next</c> until there is none, and sees how far it is. A
    /// record whose consent is withdrawn in between is left out.
    /// </summary>
    private static async Task<Results<Ok<VerdictPage>, Refused>> Verify(
        [AsParameters] RecordFilter filter, [AsParameters] Paging page, ClaimsPrincipal user, IGrainFactory grains, SchoolQueries schools, CancellationToken ct)
    {
        var actor = user.ToActor();
        if ((page.Fault ?? filter.Fault) is { } fault)
            return new Refused([fault]);
        page = page with { Limit = Math.Min(page.Size, MostVerdicts) };
        if (await schools.Shared(actor.SchoolIdOrThrow(), filter.Shares, page.After, page.Size, ct) is not { } rows)
            return new Refused([Paging.UnknownPlace]);
        var verdicts = await Each(rows, share => share.Verify(actor), grains, ct);
        return TypedResults.Ok(new VerdictPage(verdicts, await schools.CountShared(actor.SchoolIdOrThrow(), filter.Shares, ct), page.Next(rows, row => row.Id)));
    }

    /// <summary>The signed documents of all records that fit, with a table of them, as a ZIP file that is made while it is sent.</summary>
    /// <param name="form">One of <see cref="CredentialForms"/>; JSON unless told.</param>
    private static Results<PushStreamHttpResult, Refused> Download(
        [AsParameters] RecordFilter filter, string? form, ClaimsPrincipal user, RecordsExport export, CancellationToken ct)
    {
        var actor = user.ToActor();
        if (filter.Fault is { } fault)
            return new Refused([fault]);
        var wanted = form ?? CredentialForms.Json;
        return CredentialForms.All.Contains(wanted)
            ? TypedResults.Stream(body => export.Write(actor, filter.Shares, wanted, body, ct), "application/zip", $"records-{actor.SchoolIdOrThrow()}.zip")
            : new Refused([new Problem(ProblemCodes.Invalid, $"A form is one of {string.Join(", ", CredentialForms.All)}.", "form")]);
    }

    private static async Task<Results<Ok<SharedRecord>, Refused>> Open(Guid shareId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IShareGrain>(shareId).Look(user.ToActor(), "opened")).ToHttp();

    private static async Task<Results<FileContentHttpResult, Refused>> File(Guid shareId, Guid credentialId, string form, ClaimsPrincipal user, IGrainFactory grains)
    {
        var reply = await grains.GetGrain<IShareGrain>(shareId).Files(user.ToActor(), form, credentialId);
        return reply.Value is not { } files ? new Refused(reply.Problems)
            : files.Files is [var file, ..] ? CredentialsApi.Attachment(file)
            : new Refused(files.Missing);
    }

    private static async Task<Results<Ok<CreditView>, Refused>> Grant(Guid shareId, CreditRequest request, ClaimsPrincipal user, IGrainFactory grains) =>
        request is { Points: { } points, On: { } on, Reference: { } reference }
            ? (await grains.GetGrain<IShareGrain>(shareId).Grant(user.ToActor(), new(points, on, reference, request.Reason ?? ""))).ToHttp()
            : new Refused([new Problem(ProblemCodes.Invalid, "Credit has points, on (a day) and reference.", "points")]);

    private static async Task<Results<Ok<CreditView>, Refused>> TakeBack(Guid shareId, CreditReason request, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IShareGrain>(shareId).TakeBack(user.ToActor(), request.Reason ?? "")).ToHttp();

    /// <summary>Asks each share in the order of the rows; one that was withdrawn meanwhile is left out.</summary>
    private static async Task<ImmutableArray<T>> Each<T>(IReadOnlyList<ShareRow> rows, Func<IShareGrain, Task<Reply<T>>> ask, IGrainFactory grains, CancellationToken ct)
        where T : class
    {
        var found = new T?[rows.Count];
        await Parallel.ForAsync(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, _) =>
            found[i] = (await ask(grains.GetGrain<IShareGrain>(Guid.Parse(rows[i].Id)))).Value);
        return [.. found.OfType<T>()];
    }
}
