using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Grading;

/// <summary>One learner's result.</summary>
/// <param name="State"><c>grading</c> (a person still has to mark), <c>held</c> or <c>released</c>.</param>
/// <param name="Points">Null while a person still has to mark.</param>
internal sealed record ExamResult(
    Guid SessionId, string LearnerId, string LegalName, int Version, string State, decimal? Points, decimal MaxPoints, bool? Passed, int Pending,
    DateTimeOffset EndedAt, DateTimeOffset? ReleasedAt);

/// <summary>Part of an exam's results. <paramref name="Next"/> asks for the next part; null at the end.</summary>
internal sealed record ExamResults(ImmutableArray<ExamResult> Results, string? Next);

/// <summary>The results of an exam, or of one sitting of it.</summary>
internal static class ResultsApi
{
    public static void MapResults(this RouteGroupBuilder api) =>
        api.MapGet("/exams/{examId:id}/results", List).WithName("listResults").WithTags("Staff").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);

    /// <summary>Those that ended from <paramref name="from"/> on and before <paramref name="to"/>, oldest first.</summary>
    private static async Task<Results<Ok<ExamResults>, Refused>> List(
        string examId, DateTimeOffset? from, DateTimeOffset? to, [AsParameters] Paging page, CatalogQueries catalog, AttemptQueries attempts, CancellationToken ct)
    {
        if (page.Fault is { } fault)
            return new Refused([fault]);
        if (await catalog.Exam(examId, ct) is null)
            return new Refused("exam.unknown", "There is no such exam.");
        if (await attempts.OfExam(examId, new(from, to), page.After, page.Size, ct) is not { } lines)
            return new Refused([Paging.UnknownPlace]);

        return TypedResults.Ok(new ExamResults(
            [.. lines.Select(line => new ExamResult(
                Guid.Parse(line.Attempt.Id), line.Attempt.LearnerId, line.LegalName ?? "", line.Attempt.ExamVersion, line.Attempt.State,
                line.Attempt.Score, line.Attempt.MaxScore, line.Attempt.Passed, line.Attempt.PendingResponses, line.Attempt.SealedAt, line.Attempt.ReleasedAt))],
            page.Next(lines, line => line.Attempt.Id)));
    }
}
