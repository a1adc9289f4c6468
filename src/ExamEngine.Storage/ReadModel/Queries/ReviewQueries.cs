using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>A review, its exam and its learner; names are null for what nobody has described.</summary>
public sealed record ReviewLine(ReviewRow Review, string? ExamTitle, string? LegalName);

/// <summary>Which reviews are asked for.</summary>
/// <param name="States">None for all of them.</param>
public sealed record ReviewFilter(string? ExamId, string? Room, IReadOnlyCollection<string> States)
{
    /// <summary>What somebody still waits for.</summary>
    public static readonly IReadOnlyCollection<string> Open = ["looking", "asked", "readyToFind", "appealed"];
}

/// <summary>What a rule has come to in one exam.</summary>
/// <param name="Flags">How many it raised; <paramref name="Judged"/> of them were judged by somebody.</param>
/// <param name="Judgements">How many judgements that makes; <paramref name="Dismissed"/> of them dismissed the flag.</param>
public sealed record RuleCount(string Rule, string Title, int Flags, int Judged, int Judgements, int Dismissed);

/// <summary>How often the first two reviewers of anything said this and that.</summary>
public sealed record JudgedByTwo(string First, string Second, int Count);

/// <summary>How many reviews somebody waits for.</summary>
/// <param name="State">Of <see cref="ReviewFilter.Open"/>; <c>overdue</c> for appeals whose time to be decided has gone by.</param>
public sealed record OpenReviews(string State, int Count)
{
    public const string Overdue = "overdue";
}

/// <summary>Reviews of watched sessions, and what became of what the rules raised.</summary>
public sealed class ReviewQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    public async Task<ReviewRow?> Find(string session, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Reviews.SingleOrDefaultAsync(r => r.Id == session, ct);
    }

    /// <summary>Reviews of the learner's sessions, newest first.</summary>
    public async Task<IReadOnlyList<ReviewRow>> OfLearner(string learnerId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Reviews.Where(r => r.LearnerId == learnerId).OrderByDescending(r => r.OpenedAt).ThenBy(r => r.Id).ToListAsync(ct);
    }

    /// <summary>The next <paramref name="limit"/> reviews, in the order they were opened in.</summary>
    /// <param name="after">The review that the page before ended with; null for the first page.</param>
    /// <returns>Null when there is no review <paramref name="after"/>.</returns>
    public async Task<IReadOnlyList<ReviewLine>?> List(ReviewFilter filter, string? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var reviews = db.Reviews;
        if (filter.States.Count > 0)
            reviews = reviews.Where(r => filter.States.Contains(r.State));
        if (filter.ExamId is { } wanted)
            reviews = reviews.Where(r => r.ExamId == wanted);
        if (filter.Room is { } room)
            reviews = reviews.Where(r => r.Room == room);
        if (after is not null)
        {
            if (await db.Reviews.Where(r => r.Id == after).Select(r => (DateTimeOffset?)r.OpenedAt).SingleOrDefaultAsync(ct) is not { } at)
                return null;
            reviews = reviews.Where(r => r.OpenedAt >= at && (r.OpenedAt > at || r.Id.CompareTo(after) > 0));
        }

        return await (
                from review in reviews.OrderBy(r => r.OpenedAt).ThenBy(r => r.Id).Take(limit)
                join exam in db.Exams on review.ExamId equals exam.Id into exams
                from exam in exams.DefaultIfEmpty()
                join learner in db.Learners on review.LearnerId equals learner.Id into learners
                from learner in learners.DefaultIfEmpty()
                orderby review.OpenedAt, review.Id
                select new ReviewLine(review, exam == null ? null : exam.Title, learner == null ? null : learner.LegalName))
            .ToListAsync(ct);
    }

    /// <summary>What somebody waits for, in every exam: one for each state, whether or not there are any.</summary>
    public async Task<IReadOnlyList<OpenReviews>> Open(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var counts = await db.Reviews.Where(r => ReviewFilter.Open.Contains(r.State))
            .GroupBy(r => new { r.State, r.Overdue })
            .Select(of => new { of.Key.State, of.Key.Overdue, Count = of.Count() })
            .ToListAsync(ct);
        var found = counts.ToDictionary(count => count.Overdue ? OpenReviews.Overdue : count.State, count => count.Count);
        return [.. ReviewFilter.Open.Append(OpenReviews.Overdue).Select(state => new OpenReviews(state, found.GetValueOrDefault(state)))];
    }

    /// <summary>Each rule that has raised a flag in the exam, by its id.</summary>
    public async Task<IReadOnlyList<RuleCount>> Rules(string examId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var counts = await db.ReviewSubjects.Where(s => s.ExamId == examId && s.Kind == "flag")
            .GroupBy(s => s.Rule)
            .Select(of => new
            {
                of.Key,
                Title = of.Max(s => s.Title),
                Flags = of.Count(),
                Judged = of.Sum(s => s.Judged > 0 ? 1 : 0),
                Judgements = of.Sum(s => s.Judged),
                Dismissed = of.Sum(s => s.Dismissed),
            })
            .OrderBy(of => of.Key)
            .ToListAsync(ct);
        return [.. counts.Select(of => new RuleCount(of.Key, of.Title ?? "", of.Flags, of.Judged, of.Judgements, of.Dismissed))];
    }

    /// <summary>Everything in the exam that two reviewers have judged without each other, by what they said.</summary>
    public async Task<IReadOnlyList<JudgedByTwo>> ByTwo(string examId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ReviewSubjects.Where(s => s.ExamId == examId && s.First != null && s.Second != null)
            .GroupBy(s => new { s.First, s.Second })
            .Select(of => new JudgedByTwo(of.Key.First ?? "", of.Key.Second ?? "", of.Count()))
            .ToListAsync(ct);
    }
}
