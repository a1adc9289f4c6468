using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Learners;

/// <summary>What staff see of one learner. Each list has its newest <see cref="RecordApi.Most"/> entries.</summary>
/// <param name="Programs">Those whose exams the learner is registered for or has sat.</param>
internal sealed record LearnerRecord(
    string LearnerId, string LegalName, string Country, ImmutableArray<RecordRegistration> Registrations, ImmutableArray<RecordSession> Sessions,
    ImmutableArray<RecordAttempt> Attempts, ImmutableArray<RecordCredential> Credentials, ImmutableArray<RecordReview> Reviews,
    ImmutableArray<string> Programs);

/// <param name="WindowId">The window that the learner has a seat in; null for a registration without one.</param>
internal sealed record RecordRegistration(string ExamId, string? WindowId, DateTimeOffset? Opens, DateTimeOffset? Closes, int TimeMultiplierPercent, int ExtraAttempts);

/// <param name="State"><c>seated</c>, <c>running</c>, <c>submitted</c>, … as in the session's own view.</param>
internal sealed record RecordSession(
    Guid SessionId, string ExamId, int Version, string State, DateTimeOffset SeatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? EndedBy,
    string? WindowId);

/// <param name="Points">Null while a person still has to mark.</param>
internal sealed record RecordAttempt(
    Guid SessionId, string ExamId, int Version, string State, decimal? Points, decimal MaxPoints, bool? Passed, DateTimeOffset EndedAt, DateTimeOffset? ReleasedAt);

internal sealed record RecordCredential(Guid CredentialId, Guid SessionId, string ExamId, string Kind, string Title, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt);

/// <param name="State">As in the list of reviews.</param>
/// <param name="Finding">What is in force; null before.</param>
internal sealed record RecordReview(Guid SessionId, string ExamId, string State, string? Finding, DateTimeOffset OpenedAt, DateTimeOffset? SettledAt);

/// <summary>One learner, whole: registrations, sessions, attempts, credentials, reviews.</summary>
internal static class RecordApi
{
    public const int Most = 200;

    public static void MapRecord(this RouteGroupBuilder api) =>
        api.MapGet("/learners/{learnerId:id}/record", Show).WithName("showRecord").WithTags("Staff").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);

    private static async Task<Results<Ok<LearnerRecord>, Refused>> Show(
        string learnerId, LearnerQueries learners, EnrolmentQueries enrolments, SessionQueries sessions, AttemptQueries attempts, CredentialQueries credentials,
        ReviewQueries reviews, CatalogQueries catalog, CancellationToken ct)
    {
        var learner = await learners.Find(learnerId, ct);
        var registrations = await enrolments.OfLearner(learnerId, ct);
        if (learner is null && registrations.Count == 0)
            return new Refused("learner.unknown", "There is no such learner.");

        var sat = await sessions.OfLearner(learnerId, ct);
        var own = registrations.Select(r => r.ExamId).Concat(sat.Select(s => s.ExamId)).ToHashSet(StringComparer.Ordinal);
        var begun = (await catalog.Exams(ct)).Where(exam => !exam.Rehearsal && own.Contains(exam.Id)).Select(exam => exam.ProgramId).ToHashSet(StringComparer.Ordinal);
        return TypedResults.Ok(new LearnerRecord(
            learnerId, learner?.LegalName ?? "", learner?.Country ?? "",
            [.. registrations.Take(Most).Select(r => new RecordRegistration(r.ExamId, r.WindowId, r.Opens, r.Closes, r.TimeMultiplierPercent, r.ExtraAttempts))],
            [.. sat.Take(Most).Select(s => new RecordSession(
                Guid.Parse(s.Id), s.ExamId, s.ExamVersion, s.State, s.SeatedAt, s.StartedAt, s.EndedAt, s.EndedBy, s.WindowId))],
            [.. (await attempts.OfLearner(learnerId, ct)).Take(Most).Select(a => new RecordAttempt(
                Guid.Parse(a.Id), a.ExamId, a.ExamVersion, a.State, a.Score, a.MaxScore, a.Passed, a.SealedAt, a.ReleasedAt))],
            [.. (await credentials.OfLearner(learnerId, ct)).Take(Most).Select(c => new RecordCredential(
                Guid.Parse(c.Id), Guid.Parse(c.AttemptId), c.ExamId, c.Kind, c.Title, c.IssuedAt, c.RevokedAt))],
            [.. (await reviews.OfLearner(learnerId, ct)).Take(Most).Select(r => new RecordReview(Guid.Parse(r.Id), r.ExamId, r.State, r.Finding, r.OpenedAt, r.SettledAt))],
            [.. (await catalog.Programs(ct)).Select(program => program.Id).Where(begun.Contains)]));
    }
}
