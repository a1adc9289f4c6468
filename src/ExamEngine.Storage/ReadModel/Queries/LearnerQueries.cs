using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>Learners as staff know them.</summary>
public sealed class LearnerQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    public async Task<LearnerRow?> Find(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Learners.SingleOrDefaultAsync(l => l.Id == id, ct);
    }
}
