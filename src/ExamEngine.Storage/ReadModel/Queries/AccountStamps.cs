using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>Which security stamp an account has now.</summary>
public sealed class AccountStamps(IDbContextFactory<ExamEngineDb> contexts)
{
    // Compiled: each page asks it again and again, and a whole class at the same moment.
    private static readonly Func<ExamEngineDb, string, CancellationToken, Task<string?>> Stamp = EF.CompileAsyncQuery(
        (ExamEngineDb db, string id, CancellationToken _) => db.Users.Where(account => account.Id == id).Select(account => account.SecurityStamp).FirstOrDefault());

    /// <summary>Null when there is no such account.</summary>
    public async Task<string?> Of(string account, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Stamp(db, account, ct);
    }
}
