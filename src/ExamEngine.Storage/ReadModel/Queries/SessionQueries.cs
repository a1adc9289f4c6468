using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>Sessions as staff and learners list them; what is inside one is its grain's to tell.</summary>
public sealed class SessionQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    public async Task<SessionRow?> Find(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Sessions.SingleOrDefaultAsync(s => s.Id == id, ct);
    }

    /// <summary>The learner's sessions, newest first.</summary>
    public async Task<IReadOnlyList<SessionRow>> OfLearner(string learnerId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Sessions.Where(s => s.LearnerId == learnerId).OrderByDescending(s => s.SeatedAt).ThenBy(s => s.Id).ToListAsync(ct);
    }
}
