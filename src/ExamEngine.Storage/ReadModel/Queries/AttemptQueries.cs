using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

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
}
