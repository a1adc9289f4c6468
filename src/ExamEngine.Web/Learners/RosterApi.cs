using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Learners;

/// <summary>A learner of a program.</summary>
/// <param name="LegalName">Empty for one whom nobody has described.</param>
/// <param name="ExamIds">The program's exams that the learner is registered for.</param>
internal sealed record RosterEntry(string LearnerId, string LegalName, string Country, ImmutableArray<string> ExamIds);

/// <summary>Part of a roster. <paramref name="Next"/> asks for the next part; null at the end.</summary>
internal sealed record Roster(ImmutableArray<RosterEntry> Learners, string? Next);

/// <summary>Who is registered for a program's exams.</summary>
internal static class RosterApi
{
    public static void MapRoster(this RouteGroupBuilder api) =>
        api.MapGet("/programs/{programId:id}/roster", List).WithName("listRoster").WithTags("Staff").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);

    /// <summary>In the order of names, or of learners' ids with <c>order=learner</c>. Names sort by their bytes, so scripts do not mix.</summary>
    private static async Task<Results<Ok<Roster>, Refused>> List(
        string programId, [AsParameters] Paging page, CatalogQueries catalog, EnrolmentQueries enrolments, CancellationToken ct, string order = "name")
    {
        if (page.Fault is { } fault)
            return new Refused([fault]);
        if (order is not ("name" or "learner"))
            return new Refused([new Problem(ProblemCodes.Invalid, "A roster is in the order of name or of learner.", "order")]);
        if (await catalog.Program(programId, ct) is null)
            return new Refused("program.unknown", "There is no such program.");

        var exams = await catalog.ExamsOf(programId, ct);
        var lines = exams.Count == 0 ? [] : await enrolments.Roster(exams, order == "name" ? RosterOrder.Name : RosterOrder.Learner, page.After, page.Size, ct);
        return TypedResults.Ok(new Roster(
            [.. lines.Select(line => new RosterEntry(line.LearnerId, line.LegalName, line.Country, [.. line.Exams]))], page.Next(lines, line => line.LearnerId)));
    }
}
