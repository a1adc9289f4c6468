using System.Collections.Concurrent;
using ExamEngine.Contracts.Learners;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Learners;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Web.Accounts;

/// <summary>
/// Makes many accounts without passwords in one transaction: a program's system hands over its learners with a few calls, and they sign
/// in by <see cref="TicketOffice"/>. Repeating is harmless: an account that stands already is left as it is.
/// </summary>
internal sealed class AccountBatch(IDbContextFactory<ExamEngineDb> contexts, ILookupNormalizer names, RoleShelf roles, IGrainFactory grains)
{
    public const int Most = 500;

    /// <summary>Learners described at once; each waits for its own append, and the journal gathers them into few transactions.</summary>
    private const int AtOnce = 64;

    public async Task<Reply<AccountsTaken>> Take(Actor actor, ImmutableArray<NewAccount> accounts, CancellationToken ct)
    {
        if (accounts.IsDefaultOrEmpty)
            return new Problem(ProblemCodes.Invalid, "There are no accounts.", "accounts");
        if (accounts.Length > Most)
            return new Problem(ProblemCodes.TooMany, $"At most {Most} accounts at once.", "accounts");

        var refused = new ConcurrentBag<NameRefused>();
        var wanted = new Dictionary<string, NewAccount>(StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            var problem = Check(account);
            if (problem is null && !wanted.TryAdd(names.NormalizeName(account.UserName), account))
                problem = new Problem(ProblemCodes.Invalid, "The name stands more than once in this batch.");
            if (problem is not null)
                refused.Add(new NameRefused(account?.UserName ?? "", problem.Code, problem.Message));
        }

        var added = await Add(wanted, refused, ct);
        await Parallel.ForEachAsync(
            wanted.Values.Where(account => account.LegalName is not null),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (account, _) =>
            {
                if (account is not { LearnerId: { } learner, LegalName: { } name, Country: { } country })
                    return;
                var described = await grains.GetGrain<ILearnerGrain>(learner).Describe(actor, new LearnerProfile(name, country));
                if (!described.Problems.IsEmpty)
                    refused.Add(new NameRefused(account.UserName, described.Problems[0].Code, described.Problems[0].Message));
            });
        return new AccountsTaken(added, wanted.Count - added, [.. refused.OrderBy(name => name.UserName, StringComparer.Ordinal)]);
    }

    private static Problem? Check(NewAccount? account)
    {
        if (account?.UserName is null || !IdConstraint.IsId(account.UserName))
            return new Problem(ProblemCodes.Invalid, "A user name is 1 to 64 of letters, digits, '-', '_' and '.'.");
        if (AccountOffice.Check(account.DisplayName, account.Roles, account.LearnerId, null) is { } problem)
            return problem;
        if (account is { LegalName: null, Country: null })
            return null;

        return account.LearnerId is null
            ? new Problem(ProblemCodes.Invalid, "Only a learner has a legal name and a country.")
            : LearnersApi.Check(new LearnerProfile(account.LegalName ?? "", account.Country ?? ""));
    }

    /// <summary>Adds who is new, and takes out of <paramref name="wanted"/> whoever has the name of somebody else.</summary>
    private async Task<int> Add(Dictionary<string, NewAccount> wanted, ConcurrentBag<NameRefused> refused, CancellationToken ct)
    {
        var roleIds = await roles.Ids(wanted.Values.SelectMany(account => account.Roles), ct);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var known = await Known(db, wanted.Keys, ct);
            foreach (var (name, (learnerId, held)) in known)
            {
                var account = wanted[name];
                if (learnerId == account.LearnerId && held.SetEquals(account.Roles))
                    continue;
                wanted.Remove(name);
                refused.Add(new NameRefused(account.UserName, ProblemCodes.NameTaken, "Another account has this name."));
            }

            var fresh = wanted.Where(account => !known.ContainsKey(account.Key)).ToArray();
            foreach (var (name, account) in fresh)
                Add(db, name, account, roleIds);
            try
            {
                await db.SaveChangesAsync(ct);
                return fresh.Length;
            }
            catch (DbUpdateException) when (attempt < 3)
            {
                // Another caller added one of the names first: the next round finds it.
            }
        }
    }

    private static async Task<Dictionary<string, (string? LearnerId, HashSet<string> Roles)>> Known(
        ExamEngineDb db, IReadOnlyCollection<string> normalizedNames, CancellationToken ct)
    {
        var accounts = await db.Users.AsNoTracking().Where(account => normalizedNames.Contains(account.NormalizedUserName))
            .Select(account => new
            {
                Name = account.NormalizedUserName,
                account.LearnerId,
                Roles = db.UserRoles.Where(held => held.UserId == account.Id).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name).ToList(),
            })
            .ToListAsync(ct);
        return accounts.ToDictionary(account => account.Name ?? "", account => (account.LearnerId, account.Roles.OfType<string>().ToHashSet()));
    }

    private static void Add(ExamEngineDb db, string normalizedName, NewAccount account, IReadOnlyDictionary<string, string> roleIds)
    {
        var row = new Account
        {
            UserName = account.UserName,
            NormalizedUserName = normalizedName,
            DisplayName = account.DisplayName,
            LearnerId = account.LearnerId,
            LockoutEnabled = true,
        };
        db.Users.Add(row);
        db.UserRoles.AddRange(account.Roles.Distinct().Select(role => new IdentityUserRole<string> { UserId = row.Id, RoleId = roleIds[role] }));
    }
}
