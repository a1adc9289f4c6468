using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>How many learners of a country earned how many credentials.</summary>
public sealed record CountryCount(string Country, int Learners, int Credentials);

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

    /// <summary>The next <paramref name="limit"/> credentials that were issued in that time and stand, oldest first: who comes to the ceremony.</summary>
    /// <param name="programId">Null for every program.</param>
    /// <param name="country">Null for every country.</param>
    /// <param name="after">The credential that the page before ended with; null for the first page.</param>
    /// <returns>Null when there is no credential <paramref name="after"/>.</returns>
    public async Task<IReadOnlyList<CredentialRow>?> Earned(string? programId, Moments issuedIn, string? country, string? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var credentials = Standing(db, programId, issuedIn);
        if (country is not null)
            credentials = credentials.Where(c => c.Country == country);
        if (after is not null)
        {
            if (await db.Credentials.Where(c => c.Id == after).Select(c => (DateTimeOffset?)c.IssuedAt).SingleOrDefaultAsync(ct) is not { } at)
                return null;
            credentials = credentials.Where(c => c.IssuedAt >= at && (c.IssuedAt > at || c.Id.CompareTo(after) > 0));
        }

        return await credentials.OrderBy(c => c.IssuedAt).ThenBy(c => c.Id).Take(limit).ToListAsync(ct);
    }

    /// <summary>The same credentials counted, by country; a learner who earned several is one learner.</summary>
    public async Task<IReadOnlyList<CountryCount>> EarnedByCountry(string? programId, Moments issuedIn, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Standing(db, programId, issuedIn)
            .GroupBy(c => c.Country)
            .Select(of => new { of.Key, Learners = of.Select(c => c.LearnerId).Distinct().Count(), Credentials = of.Count() })
            .OrderBy(of => of.Key)
            .Select(of => new CountryCount(of.Key, of.Learners, of.Credentials))
            .ToListAsync(ct);
    }

    private static IQueryable<CredentialRow> Standing(ExamEngineDb db, string? programId, Moments issuedIn)
    {
        var credentials = db.Credentials.Where(c => c.RevokedAt == null);
        if (programId is not null)
            credentials = credentials.Where(c => c.ProgramId == programId);
        if (issuedIn.FromUtc is { } from)
            credentials = credentials.Where(c => c.IssuedAt >= from);
        if (issuedIn.ToUtc is { } to)
            credentials = credentials.Where(c => c.IssuedAt < to);
        return credentials;
    }
}
