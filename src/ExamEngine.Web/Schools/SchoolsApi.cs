using System.Security.Claims;
using ExamEngine.Contracts.Schools;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Schools;

/// <param name="Shared">How many records it sees now; <paramref name="Credited"/> of them have credit.</param>
internal sealed record SchoolLine(string Id, string Name, int Agreements, int Shared, int Credited);

internal sealed record SchoolList(ImmutableArray<SchoolLine> Schools);

/// <summary>What one learner shares, or shared, as staff see it.</summary>
/// <param name="WithdrawnAt">Null while the school sees it.</param>
/// <param name="CreditPoints">Null for no credit.</param>
internal sealed record ShareLine(
    Guid ShareId, string LearnerId, string Name, string ProgramId, DateTimeOffset ConsentedAt, DateTimeOffset? WithdrawnAt, decimal? CreditPoints, string? CreditReference);

/// <summary>Part of a list. <paramref name="Next"/> asks for the next part; null at the end.</summary>
internal sealed record ShareLines(ImmutableArray<ShareLine> Shares, string? Next);

/// <param name="Closed">Nobody signs in by it; a new password opens it.</param>
internal sealed record SchoolAccountLine(string UserName, string DisplayName, bool Closed);

internal sealed record SchoolAccountList(ImmutableArray<SchoolAccountLine> Accounts);

/// <param name="Password">Null leaves the password as it is; a new account needs one.</param>
internal sealed record SchoolAccountRequest(string? DisplayName, string? Password);

/// <summary>Pathway schools, their agreements and their accounts, for staff.</summary>
internal static class SchoolsApi
{
    public static void MapSchools(this RouteGroupBuilder api)
    {
        var schools = api.MapGroup("/schools").WithTags("Staff").RequireAuthorization(Access.Staff);
        schools.MapGet("", List).WithName("listSchools").Limited(RateBucket.Read);
        var school = schools.MapGroup("/{schoolId:id}");
        school.MapGet("", Show).WithName("showSchool").Limited(RateBucket.Read);
        school.MapPut("", Describe).WithName("describeSchool").Limited(RateBucket.Write);
        school.MapPut("/agreements/{programId:id}", Agree).WithName("agreeWithSchool").Limited(RateBucket.Write);
        school.MapGet("/shares", Shares).WithName("listShares").Limited(RateBucket.Read);
        school.MapGet("/accounts", Accounts).WithName("listSchoolAccounts").Limited(RateBucket.Read);
        school.MapPut("/accounts/{userName:id}", PutAccount).WithName("putSchoolAccount").Limited(RateBucket.Write);
        school.MapDelete("/accounts/{userName:id}", CloseAccount).WithName("closeSchoolAccount").Limited(RateBucket.Write);
    }

    private static async Task<Ok<SchoolList>> List(SchoolQueries schools, CancellationToken ct) => TypedResults.Ok(new SchoolList(
        [.. (await schools.Schools(ct)).Select(of => new SchoolLine(of.School.Id, of.School.Name, of.Agreements, of.Shared, of.Credited))]));

    private static async Task<Results<Ok<SchoolView>, Refused>> Show(string schoolId, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<ISchoolGrain>(schoolId).Show(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<SchoolView>, Refused>> Describe(string schoolId, SchoolPlan plan, ClaimsPrincipal user, IGrainFactory grains) =>
        plan is { Name: not null, Website: not null }
            ? (await grains.GetGrain<ISchoolGrain>(schoolId).Describe(user.ToActor(), plan)).ToHttp()
            : new Refused([new Problem(ProblemCodes.Invalid, "A school has name and website (or an empty one).", "name")]);

    /// <summary>The same terms again are no new version.</summary>
    private static async Task<Results<Ok<SchoolView>, Refused>> Agree(string schoolId, string programId, AgreementPlan plan, ClaimsPrincipal user, IGrainFactory grains) =>
        plan is { Degree: not null, Text: not null, ValidFrom: var from } && from != default
            ? (await grains.GetGrain<ISchoolGrain>(schoolId).Agree(user.ToActor(), programId, plan)).ToHttp()
            : new Refused([new Problem(ProblemCodes.Invalid, "An agreement has creditPoints, degree, text (or an empty one) and validFrom.", "degree")]);

    /// <summary>All that was ever shared, newest consent first: what was granted is seen after a withdrawal too.</summary>
    private static async Task<Results<Ok<ShareLines>, Refused>> Shares(
        string schoolId, [AsParameters] RecordFilter filter, [AsParameters] Paging page, SchoolQueries schools, CancellationToken ct)
    {
        if ((page.Fault ?? filter.Fault) is { } fault)
            return new Refused([fault]);
        if (await schools.All(schoolId, filter.Shares, page.After, page.Size, ct) is not { } rows)
            return new Refused([Paging.UnknownPlace]);
        return TypedResults.Ok(new ShareLines([.. rows.Select(Line)], page.Next(rows, row => row.Id)));
    }

    private static async Task<Ok<SchoolAccountList>> Accounts(string schoolId, SchoolQueries schools, TimeProvider time, CancellationToken ct) =>
        TypedResults.Ok(new SchoolAccountList([.. (await schools.Accounts(schoolId, time.GetUtcNow(), ct)).Select(of => new SchoolAccountLine(of.UserName, of.DisplayName, of.IsClosed))]));

    private static async Task<Results<NoContent, Refused>> PutAccount(
        string schoolId, string userName, SchoolAccountRequest request, ClaimsPrincipal user, IGrainFactory grains, AccountOffice office)
    {
        var school = await grains.GetGrain<ISchoolGrain>(schoolId).Show(user.ToActor());
        return school.Value is null
            ? new Refused(school.Problems)
            : (await office.PutOfSchool(userName, schoolId, request.DisplayName ?? "", request.Password)).ToNoContent();
    }

    private static async Task<Results<NoContent, Refused>> CloseAccount(string schoolId, string userName, AccountOffice office) =>
        (await office.CloseOfSchool(userName, schoolId)).ToNoContent();

    private static ShareLine Line(ShareRow row) =>
        new(Guid.Parse(row.Id), row.LearnerId, row.Name, row.ProgramId, row.ConsentedAt, row.WithdrawnAt, row.CreditPoints, row.CreditReference);
}
