using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>A seat and how far its learner has come. <paramref name="State"/>: see <see cref="SeatProgress"/>.</summary>
/// <param name="Points">Null while the grade is not known for good.</param>
public sealed record SeatProgress(
    string LearnerId, string LegalName, int TimeMultiplierPercent, string State, string? SessionId, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    decimal? Points, decimal? MaxPoints, bool? Passed)
{
    /// <summary><c>seated</c>, <c>prepared</c>, <c>running</c>, <c>submitted</c>, <c>graded</c>, <c>released</c> (the result is out), <c>voided</c> (by a review), <c>released-seat</c> (given back).</summary>
    internal static SeatProgress Of(SeatRow seat, string? legalName, SessionRow? session, AttemptRow? attempt) => new(
        seat.LearnerId, legalName ?? "", seat.TimeMultiplierPercent,
        attempt is { State: "released" or "voided" } ? attempt.State
        : attempt is { State: "held" or "underReview" } ? "graded"
        : session is { StartedAt: not null } ? IsRunning(session.State) ? "running" : "submitted"
        : seat.State != "seated" ? "released-seat"
        : session is not null ? "prepared"
        : "seated",
        session?.Id, session?.StartedAt, session?.EndedAt, attempt?.Score, attempt?.MaxScore, attempt?.Passed);

    internal static bool IsRunning(string state) => state is "running" or "paused";

    /// <summary>Seated, and the clock has not started.</summary>
    internal static bool IsPrepared(string state) => state is "seated" or "checkingIn" or "waiting" or "admitted";
}

/// <summary>The seats of a window, and whom seats can be given to.</summary>
public sealed class SeatQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    /// <summary>Seats in the order of their learners' ids, those given back as well.</summary>
    /// <param name="after">The last learner of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<SeatProgress>> Page(string windowId, string? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var page = db.Seats.Where(seat => seat.WindowId == windowId);
        if (after is not null)
            page = page.Where(seat => seat.LearnerId.CompareTo(after) > 0);
        var seats = await (
                from seat in page.OrderBy(seat => seat.LearnerId).Take(limit)
                join learner in db.Learners on seat.LearnerId equals learner.Id into learners
                from learner in learners.DefaultIfEmpty()
                orderby seat.LearnerId
                select new { Seat = seat, LegalName = learner == null ? null : learner.LegalName })
            .ToListAsync(ct);
        if (seats.Count == 0)
            return [];

        var (first, last) = (seats[0].Seat.LearnerId, seats[^1].Seat.LearnerId);
        var sittings = await (
                from session in db.Sessions
                where session.WindowId == windowId && session.LearnerId.CompareTo(first) >= 0 && session.LearnerId.CompareTo(last) <= 0
                join attempt in db.Attempts on session.Id equals attempt.Id into attempts
                from attempt in attempts.DefaultIfEmpty()
                select new { Session = session, Attempt = attempt })
            .ToListAsync(ct);
        // What was prepared and withdrawn, or ran out unbegun, is nobody's sitting.
        var shown = sittings.Where(sitting => sitting.Session.StartedAt is not null || SeatProgress.IsPrepared(sitting.Session.State))
            .GroupBy(sitting => sitting.Session.LearnerId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(sitting => (sitting.Session.StartedAt is not null, sitting.Session.SeatedAt)), StringComparer.Ordinal);
        return [.. seats.Select(row => shown.GetValueOrDefault(row.Seat.LearnerId) is { } sitting
            ? SeatProgress.Of(row.Seat, row.LegalName, sitting.Session, sitting.Attempt)
            : SeatProgress.Of(row.Seat, row.LegalName, null, null))];
    }

    /// <summary>Which of these learners there are.</summary>
    public async Task<IReadOnlySet<string>> Learners(IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return (await db.Learners.Where(learner => ids.Contains(learner.Id)).Select(learner => learner.Id).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
    }
}
