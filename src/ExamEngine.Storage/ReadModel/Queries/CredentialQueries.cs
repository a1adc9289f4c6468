using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>Issued credentials, revoked ones included where nothing else is said.</summary>
public sealed class CredentialQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    public async Task<CredentialRow?> Find(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Credentials.SingleOrDefaultAsync(c => c.Id == id, ct);
    }

    /// <summary>The learner's credentials, newest first.</summary>
    public async Task<IReadOnlyList<CredentialRow>> OfLearner(string learnerId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Credentials.Where(c => c.LearnerId == learnerId).OrderByDescending(c => c.IssuedAt).ThenBy(c => c.Id).ToListAsync(ct);
    }
}
