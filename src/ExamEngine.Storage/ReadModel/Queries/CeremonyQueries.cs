using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>Which credentials are meant, of those that stand: whatever is null is not asked about.</summary>
/// <param name="Kind"><c>exam</c>, <c>course</c> or <c>program</c>.</param>
public sealed record EarnedFilter(string? ProgramId, Moments EarnedIn, string? Country = null, string? Kind = null);

public enum CeremonyOrder
{
    /// <summary>Oldest first.</summary>
    Earned,

    /// <summary>By name, in the order of <see cref="ExamEngineDb.CollateNames"/>; the nameless last, in an order that says nothing of their names.</summary>
    Name,
}

/// <summary>One credential to be celebrated.</summary>
/// <param name="Name">As the credential says it; null when its learner has not agreed that it is published.</param>
public sealed record Celebrated(
    string Id, string LearnerId, string? Name, string Country, string ProgramId, string Kind, string Title, DateTimeOffset EarnedAt, DateTimeOffset IssuedAt);

/// <summary>How many learners of a country earned how many credentials.</summary>
public sealed record CountryCount(string Country, int Learners, int Credentials);

/// <summary>The same of one program; <paramref name="ProgramId"/> is empty for exams of none.</summary>
public sealed record ProgramCount(string ProgramId, int Learners, int Credentials, int Countries);

/// <summary>The same of one program and one country.</summary>
public sealed record ProgramCountryCount(string ProgramId, string Country, int Learners, int Credentials);

/// <summary>A ceremony in figures. A learner who earned several credentials is one learner, so programs and countries may sum up to more.</summary>
/// <param name="Named">Credentials whose learner has agreed that their name is published.</param>
public sealed record CeremonyFigures(
    int Learners, int Credentials, int Named, IReadOnlyList<ProgramCount> Programs, IReadOnlyList<CountryCount> Countries, IReadOnlyList<ProgramCountryCount> ProgramCountries);

/// <summary>Who earned what between two dates. What was revoked or replaced is never meant.</summary>
public sealed class CeremonyQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    /// <summary>The next <paramref name="limit"/>.</summary>
    /// <param name="after">The credential that the page before ended with; null for the first page.</param>
    /// <returns>Null when there is no credential <paramref name="after"/>.</returns>
    public async Task<IReadOnlyList<Celebrated>?> Earned(EarnedFilter filter, CeremonyOrder order, string? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (after is null)
            return await Page(db, filter, order, null, limit, ct);
        return await Shown(WithConsent(db, db.Credentials.Where(c => c.Id == after))).SingleOrDefaultAsync(ct) is { } place ? await Page(db, filter, order, place, limit, ct) : null;
    }

    /// <summary>
    /// All of them by name, <paramref name="pageSize"/> read at a time. Each page goes on where the one before ended, whatever has become of that place since:
    /// whoever agrees or no longer does while it is read moves themselves and takes nobody else from the list.
    /// </summary>
    public async IAsyncEnumerable<Celebrated> ByName(EarnedFilter filter, int pageSize, [EnumeratorCancellation] CancellationToken ct)
    {
        Celebrated? last = null;
        do
        {
            IReadOnlyList<Celebrated> page;
            await using (var db = await contexts.CreateDbContextAsync(ct))
                page = await Page(db, filter, CeremonyOrder.Name, last, pageSize, ct);
            foreach (var one in page)
                yield return one;
            last = page.Count < pageSize ? null : page[^1];
        }
        while (last is not null);
    }

    /// <summary>By country.</summary>
    public async Task<IReadOnlyList<CountryCount>> Countries(EarnedFilter filter, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Standing(db, filter).GroupBy(c => c.Country)
            .Select(of => new { of.Key, Learners = of.Select(c => c.LearnerId).Distinct().Count(), Credentials = of.Count() })
            .OrderBy(of => of.Key)
            .Select(of => new CountryCount(of.Key, of.Learners, of.Credentials))
            .ToListAsync(ct);
    }

    public async Task<CeremonyFigures> Figures(EarnedFilter filter, CancellationToken ct)
    {
        var shares = await Shares(filter, ct);
        return new(
            Learners(shares), Credentials(shares), shares.Sum(of => of.Named),
            [.. shares.GroupBy(of => of.ProgramId).OrderBy(of => of.Key, StringComparer.Ordinal)
                .Select(of => new ProgramCount(of.Key, Learners(of), Credentials(of), of.Select(share => share.Country).Distinct().Count()))],
            [.. shares.GroupBy(of => of.Country).OrderBy(of => of.Key, StringComparer.Ordinal).Select(of => new CountryCount(of.Key, Learners(of), Credentials(of)))],
            [.. shares.GroupBy(of => (of.ProgramId, of.Country)).OrderBy(of => of.Key.ProgramId, StringComparer.Ordinal).ThenBy(of => of.Key.Country, StringComparer.Ordinal)
                .Select(of => new ProgramCountryCount(of.Key.ProgramId, of.Key.Country, of.Count(), Credentials(of)))]);
    }

    /// <summary>What all figures are added up from, so the credentials are read once: a row for whatever a learner earned in a program from a country.</summary>
    private async Task<List<Share>> Shares(EarnedFilter filter, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var earned = Standing(db, filter).GroupBy(c => new { c.ProgramId, c.Country, c.LearnerId })
            .Select(of => new { of.Key.ProgramId, of.Key.Country, of.Key.LearnerId, Credentials = of.Count() });
        // One consent is looked for a share and not a credential.
        var shares =
            from of in earned
            join consent in db.NameConsents on new { Id = of.ProgramId + "/" + of.LearnerId, State = NameConsentRow.Agreed } equals new { consent.Id, consent.State } into consents
            from consent in consents.DefaultIfEmpty()
            select new Share(of.ProgramId, of.Country, of.LearnerId, of.Credentials, consent == null ? 0 : of.Credentials);
        return await shares.ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<Celebrated>> Page(ExamEngineDb db, EarnedFilter filter, CeremonyOrder order, Celebrated? place, int limit, CancellationToken ct)
    {
        var earned = WithConsent(db, Standing(db, filter));
        if (order == CeremonyOrder.Earned)
        {
            if (place is { EarnedAt: var at, Id: var last })
                earned = earned.Where(c => c.Credential.EarnedAt >= at && (c.Credential.EarnedAt > at || c.Credential.Id.CompareTo(last) > 0));
            earned = earned.OrderBy(c => c.Credential.EarnedAt).ThenBy(c => c.Credential.Id);
        }
        else
        {
            // Before the connection opens.
            var names = db.CollateNames();
            if (place is { Name: { } name, Id: var named })
            {
                earned = earned.Where(c => c.Nameless || EF.Functions.Collate(c.Credential.Name, names).CompareTo(name) > 0
                    || (c.Credential.Name == name && c.Credential.Id.CompareTo(named) > 0));
            }
            else if (place is { Id: var nameless })
            {
                earned = earned.Where(c => c.Nameless && c.Credential.Id.CompareTo(nameless) > 0);
            }
            earned = earned.OrderBy(c => c.Nameless).ThenBy(c => EF.Functions.Collate(c.Nameless ? "" : c.Credential.Name, names)).ThenBy(c => c.Credential.Id);
        }
        return await Shown(earned.Take(limit)).ToListAsync(ct);
    }

    private static IQueryable<Celebrated> Shown(IQueryable<Place> places) => places.Select(c => new Celebrated(
        c.Credential.Id, c.Credential.LearnerId, c.Nameless ? null : c.Credential.Name, c.Credential.Country, c.Credential.ProgramId, c.Credential.Kind, c.Credential.Title,
        c.Credential.EarnedAt, c.Credential.IssuedAt));

    private static int Learners(IEnumerable<Share> shares) => shares.Select(of => of.LearnerId).Distinct().Count();

    private static int Credentials(IEnumerable<Share> shares) => shares.Sum(of => of.Credentials);

    private static IQueryable<CredentialRow> Standing(ExamEngineDb db, EarnedFilter filter)
    {
        var credentials = db.Credentials.Where(c => c.RevokedAt == null);
        if (filter.ProgramId is { } program)
            credentials = credentials.Where(c => c.ProgramId == program);
        if (filter.EarnedIn.FromUtc is { } from)
            credentials = credentials.Where(c => c.EarnedAt >= from);
        if (filter.EarnedIn.ToUtc is { } to)
            credentials = credentials.Where(c => c.EarnedAt < to);
        if (filter.Country is { } country)
            credentials = credentials.Where(c => c.Country == country);
        if (filter.Kind is { } kind)
            credentials = credentials.Where(c => c.Kind == kind);
        return credentials;
    }

    /// <summary>A learner's consent has the id of its program and its learner.</summary>
    private static IQueryable<Place> WithConsent(ExamEngineDb db, IQueryable<CredentialRow> credentials) =>
        from credential in credentials
        join consent in db.NameConsents
            on new { Id = credential.ProgramId + "/" + credential.LearnerId, State = NameConsentRow.Agreed } equals new { consent.Id, consent.State } into consents
        from consent in consents.DefaultIfEmpty()
        select new Place { Credential = credential, Nameless = consent == null };

    private sealed record Share(string ProgramId, string Country, string LearnerId, int Credentials, int Named);

    private sealed class Place
    {
        public required CredentialRow Credential { get; init; }
        public required bool Nameless { get; init; }
    }
}
