using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>The order of a roster. Names sort by their bytes (UTF-8), so scripts do not mix and both databases agree.</summary>
public enum RosterOrder { Name, Learner }

/// <summary>One learner of a program, and the exams of it that they are registered for.</summary>
public sealed record RosterLine(string LearnerId, string LegalName, string Country, IReadOnlyList<string> Exams);

/// <summary>Who is registered for what.</summary>
public sealed class EnrolmentQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    /// <summary>The next <paramref name="limit"/> learners registered for any of these exams, each once.</summary>
    /// <param name="exams">A program's, at least one. More of them cost more: each is asked for a page of its own.</param>
    /// <param name="after">The learner that the page before ended with; null for the first page.</param>
    /// <remarks>
    /// Right because a learner among the first n of all is among the first n of each exam they are registered for: the pages of the exams,
    /// merged and cut to n learners, hold those learners with every exam of theirs.
    /// </remarks>
    public async Task<IReadOnlyList<RosterLine>> Roster(IReadOnlyCollection<string> exams, RosterOrder order, string? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var from = after is null || order != RosterOrder.Name
            ? null
            // A learner whom nobody has described has no row and sorts by the empty name.
            : await db.Learners.Where(l => l.Id == after).Select(l => l.LegalName).SingleOrDefaultAsync(ct) ?? "";

        var pages = exams
            .Select(exam => order == RosterOrder.Name ? ByName(db, exam, from, after) : ByLearner(db, exam, after))
            .Select(entries => entries.Take(limit))
            .Aggregate((one, next) => one.Concat(next));
        var rows = await (order == RosterOrder.Name ? pages.OrderBy(e => e.LegalName).ThenBy(e => e.LearnerId) : pages.OrderBy(e => e.LearnerId)).ToListAsync(ct);
        return [.. rows.GroupBy(row => row.LearnerId).Take(limit).Select(of =>
            new RosterLine(of.Key, of.First().LegalName, of.First().Country, [.. of.Select(row => row.ExamId).Order(StringComparer.Ordinal)]))];
    }

    /// <summary>The learner's registrations as they stand, by exam.</summary>
    public async Task<IReadOnlyList<EnrolmentRow>> OfLearner(string learnerId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Enrolments.Where(e => e.LearnerId == learnerId && e.State == EnrolmentRow.Registered).OrderBy(e => e.ExamId).ToListAsync(ct);
    }

    private static IQueryable<Entry> ByName(ExamEngineDb db, string exam, string? name, string? after)
    {
        var enrolments = db.Enrolments.Where(e => e.ExamId == exam && e.State == EnrolmentRow.Registered);
        if (after is not null)
        {
            // The first comparison is what an index can seek to; "or" alone it would have to search for.
            enrolments = enrolments.Where(e => e.LegalName.CompareTo(name) >= 0 && (e.LegalName.CompareTo(name) > 0 || e.LearnerId.CompareTo(after) > 0));
        }

        return Entries(enrolments.OrderBy(e => e.LegalName).ThenBy(e => e.LearnerId));
    }

    /// <summary>The key of a row is its exam, a slash and its learner, so the keys of an exam lie together and in the order of learners, before its name with a 0.</summary>
    private static IQueryable<Entry> ByLearner(ExamEngineDb db, string exam, string? after)
    {
        var (from, to) = ($"{exam}/{after}", $"{exam}0");
        return Entries(db.Enrolments.Where(e => e.Id.CompareTo(from) > 0 && e.Id.CompareTo(to) < 0 && e.State == EnrolmentRow.Registered).OrderBy(e => e.Id));
    }

    private static IQueryable<Entry> Entries(IQueryable<EnrolmentRow> enrolments) =>
        enrolments.Select(e => new Entry { LearnerId = e.LearnerId, LegalName = e.LegalName, Country = e.Country, ExamId = e.ExamId });

    private sealed class Entry
    {
        public required string LearnerId { get; init; }
        public required string LegalName { get; init; }
        public required string Country { get; init; }
        public required string ExamId { get; init; }
    }
}
