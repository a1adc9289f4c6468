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

    /// <summary>The legal names of these learners; those whom nobody has described are not among them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(IReadOnlyCollection<string> learners, CancellationToken ct)
    {
        if (learners.Count == 0)
            return new Dictionary<string, string>();
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Learners.Where(l => learners.Contains(l.Id)).ToDictionaryAsync(l => l.Id, l => l.LegalName, ct);
    }
}
