using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>An attempt and whose it is. <paramref name="LegalName"/> is null for a learner whom nobody has described.</summary>
public sealed record ResultLine(AttemptRow Attempt, string? LegalName);

/// <summary>An attempt that waits for a person. It names no learner: marking is blind.</summary>
/// <param name="Pending">How many responses wait.</param>
public sealed record WaitingLine(string Id, string ExamId, string Title, DateTimeOffset SealedAt, int Pending);

/// <summary>Sealed attempts and their grades.</summary>
public sealed class AttemptQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    public async Task<AttemptRow?> Find(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Attempts.SingleOrDefaultAsync(a => a.Id == id, ct);
    }

    /// <summary>The learner's attempts, newest first.</summary>
    public async Task<IReadOnlyList<AttemptRow>> OfLearner(string learnerId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Attempts.Where(a => a.LearnerId == learnerId).OrderByDescending(a => a.SealedAt).ThenBy(a => a.Id).ToListAsync(ct);
    }

    /// <summary>The next <paramref name="limit"/> attempts at an exam that were sealed in that time, oldest first.</summary>
    /// <param name="after">The attempt that the page before ended with; null for the first page.</param>
    /// <returns>Null when there is no attempt <paramref name="after"/>.</returns>
    public async Task<IReadOnlyList<ResultLine>?> OfExam(string examId, Moments sealedIn, string? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var attempts = db.Attempts.Where(a => a.ExamId == examId);
        if (sealedIn.ToUtc is { } to)
            attempts = attempts.Where(a => a.SealedAt < to);
        if (after is not null)
        {
            if (await db.Attempts.Where(a => a.Id == after).Select(a => (DateTimeOffset?)a.SealedAt).SingleOrDefaultAsync(ct) is not { } at)
                return null;
            attempts = attempts.Where(a => a.SealedAt >= at && (a.SealedAt > at || a.Id.CompareTo(after) > 0));
        }
        else if (sealedIn.FromUtc is { } from)
        {
            attempts = attempts.Where(a => a.SealedAt >= from);
        }

        return await (
                from attempt in attempts.OrderBy(a => a.SealedAt).ThenBy(a => a.Id).Take(limit)
                join learner in db.Learners on attempt.LearnerId equals learner.Id into learners
                from learner in learners.DefaultIfEmpty()
                orderby attempt.SealedAt, attempt.Id
                select new ResultLine(attempt, learner == null ? null : learner.LegalName))
            .ToListAsync(ct);
    }

    /// <summary>The attempts that have waited longest for a person, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<WaitingLine>> Waiting(int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (
                from attempt in db.Attempts
                join exam in db.Exams on attempt.ExamId equals exam.Id
                where attempt.PendingResponses > 0
                orderby attempt.SealedAt
                select new WaitingLine(attempt.Id, attempt.ExamId, exam.Title, attempt.SealedAt, attempt.PendingResponses))
            .Take(limit).ToListAsync(ct);
    }
}
