using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>What can be studied and sat.</summary>
public sealed class CatalogQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    /// <summary>Every program, by title.</summary>
    public async Task<IReadOnlyList<ProgramRow>> Programs(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Programs.OrderBy(p => p.Title).ThenBy(p => p.Id).ToListAsync(ct);
    }

    public async Task<ProgramRow?> Program(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Programs.SingleOrDefaultAsync(p => p.Id == id, ct);
    }

    /// <summary>The ids of a program's exams.</summary>
    public async Task<IReadOnlyList<string>> ExamsOf(string programId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Exams.Where(e => e.ProgramId == programId).OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(ct);
    }

    /// <summary>Every exam, drafts included, by title.</summary>
    public async Task<IReadOnlyList<ExamRow>> Exams(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Exams.OrderBy(e => e.Title).ThenBy(e => e.Id).ToListAsync(ct);
    }

    public async Task<ExamRow?> Exam(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Exams.SingleOrDefaultAsync(e => e.Id == id, ct);
    }
}
