using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>A school as staff list it.</summary>
public sealed record ListedSchool(SchoolRow School, int Agreements, int Shared, int Credited);

/// <summary>How many share a program with a school now, and how many of them have credit.</summary>
public sealed record ProgramShares(string ProgramId, int Shared, int Credited);

/// <summary>An account of a school.</summary>
/// <param name="IsClosed">Nobody signs in by it.</param>
public sealed record SchoolAccount(string UserName, string DisplayName, bool IsClosed);

/// <summary>Which records of a school are wanted; null for all.</summary>
/// <param name="Credited">Those with credit, or those without.</param>
/// <param name="Text">Part of a name or of a reference.</param>
public sealed record ShareFilter(string? ProgramId, bool? Credited, string? Text);

/// <summary>Pathway schools, what is agreed with them and what is shared with them.</summary>
public sealed class SchoolQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    /// <summary>The most schools of a list, by name.</summary>
    public const int MostListed = 500;

    public async Task<IReadOnlyList<ListedSchool>> Schools(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (agreements, shares) = (db.Agreements, db.Shares);
        var rows = await db.Schools.OrderBy(school => school.Name).ThenBy(school => school.Id).Take(MostListed).Select(school => new
        {
            school,
            Agreements = agreements.Count(agreement => agreement.SchoolId == school.Id),
            Shared = shares.Count(share => share.SchoolId == school.Id && share.State == ShareRow.Shared),
            Credited = shares.Count(share => share.SchoolId == school.Id && share.State == ShareRow.Shared && share.Credited),
        }).ToListAsync(ct);
        return [.. rows.Select(row => new ListedSchool(row.school, row.Agreements, row.Shared, row.Credited))];
    }

    /// <summary>Schools that count some of these programs.</summary>
    public async Task<IReadOnlyList<AgreementRow>> Counting(IReadOnlyCollection<string> programIds, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Agreements.Where(agreement => programIds.Contains(agreement.ProgramId)).OrderBy(agreement => agreement.Id).ToListAsync(ct);
    }

    /// <summary>All that the learner shares or shared, newest first.</summary>
    public async Task<IReadOnlyList<ShareRow>> OfLearner(string learnerId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Shares.Where(share => share.LearnerId == learnerId).OrderByDescending(share => share.ConsentedAt).ThenBy(share => share.Id).ToListAsync(ct);
    }

    /// <summary>What is shared with a school now, by program.</summary>
    public async Task<IReadOnlyList<ProgramShares>> Count(string schoolId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Shares.Where(share => share.SchoolId == schoolId && share.State == ShareRow.Shared)
            .GroupBy(share => share.ProgramId)
            .Select(of => new { of.Key, Shared = of.Count(), Credited = of.Count(share => share.Credited) })
            .OrderBy(of => of.Key).Select(of => new ProgramShares(of.Key, of.Shared, of.Credited)).ToListAsync(ct);
    }

    /// <summary>How many records fit that a school sees.</summary>
    public async Task<int> CountShared(string schoolId, ShareFilter filter, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Fitting(db, schoolId, filter, onlyShared: true).CountAsync(ct);
    }

    /// <summary>The next <paramref name="limit"/> records that a school sees, newest consent first.</summary>
    /// <param name="after">The record that the page before ended with; null for the first page.</param>
    /// <returns>Null when there is no record <paramref name="after"/>. One that was withdrawn since still has its place.</returns>
    public Task<IReadOnlyList<ShareRow>?> Shared(string schoolId, ShareFilter filter, string? after, int limit, CancellationToken ct) => Page(schoolId, filter, true, after, limit, ct);

    /// <summary>The same with what was withdrawn: for staff.</summary>
    public Task<IReadOnlyList<ShareRow>?> All(string schoolId, ShareFilter filter, string? after, int limit, CancellationToken ct) => Page(schoolId, filter, false, after, limit, ct);

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<SchoolAccount>> Accounts(string schoolId, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Users.AsNoTracking().Where(account => account.SchoolId == schoolId).OrderBy(account => account.UserName)
            .Select(account => new { account.UserName, account.DisplayName, account.LockoutEnd }).ToListAsync(ct);
        return [.. rows.Select(row => new SchoolAccount(row.UserName ?? "", row.DisplayName, row.LockoutEnd > now))];
    }

    private async Task<IReadOnlyList<ShareRow>?> Page(string schoolId, ShareFilter filter, bool onlyShared, string? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var shares = Fitting(db, schoolId, filter, onlyShared);
        if (after is not null)
        {
            if (await db.Shares.Where(share => share.Id == after && share.SchoolId == schoolId).Select(share => (DateTimeOffset?)share.ConsentedAt).SingleOrDefaultAsync(ct) is not { } at)
                return null;
            shares = shares.Where(share => share.ConsentedAt <= at && (share.ConsentedAt < at || share.Id.CompareTo(after) > 0));
        }
        return await shares.OrderByDescending(share => share.ConsentedAt).ThenBy(share => share.Id).Take(limit).ToListAsync(ct);
    }

    private static IQueryable<ShareRow> Fitting(ExamEngineDb db, string schoolId, ShareFilter filter, bool onlyShared)
    {
        var shares = db.Shares.Where(share => share.SchoolId == schoolId);
        if (onlyShared)
            shares = shares.Where(share => share.State == ShareRow.Shared);
        if (filter.ProgramId is { } program)
            shares = shares.Where(share => share.ProgramId == program);
        if (filter.Credited is { } credited)
            shares = shares.Where(share => share.Credited == credited);
        if (filter.Text is { Length: > 0 } text)
        {
            var part = text.ToLowerInvariant();
            shares = shares.Where(share => share.Search.Contains(part));
        }
        return shares;
    }
}
