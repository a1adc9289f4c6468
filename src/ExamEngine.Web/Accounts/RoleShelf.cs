using ExamEngine.Storage.ReadModel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Web.Accounts;

/// <summary>The roles in the database, each made when it is first needed.</summary>
internal sealed class RoleShelf(IDbContextFactory<ExamEngineDb> contexts, ILookupNormalizer names)
{
    /// <summary>Ids by name, for every role of <paramref name="roles"/>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Ids(IEnumerable<string> roles, CancellationToken ct)
    {
        var wanted = roles.Distinct().ToArray();
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var ids = await db.Roles.Where(role => wanted.Contains(role.Name)).ToDictionaryAsync(role => role.Name ?? "", role => role.Id, ct);
            var missing = wanted.Except(ids.Keys).Select(name => new IdentityRole(name) { NormalizedName = names.NormalizeName(name) }).ToArray();
            if (missing.Length == 0)
                return ids;

            db.Roles.AddRange(missing);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException) when (attempt < 3)
            {
                // Another process made one of them first: the next round finds it.
            }
        }
    }
}
