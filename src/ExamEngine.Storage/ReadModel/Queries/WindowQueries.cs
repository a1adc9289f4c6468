using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>A window with its exam's title.</summary>
public sealed record PlannedWindow(WindowRow Window, string ExamTitle);

/// <summary>
/// How a window goes. Seats are counted in <paramref name="Seats"/> and <paramref name="NotStarted"/>, sittings in the others, so that a learner
/// whom the exam lets sit twice in one window counts twice there.
/// </summary>
/// <param name="Prepared">Sessions that are seated and wait for their learner to start.</param>
/// <param name="Submitted">Ended, and not graded for good: the engine is about to, or a person has to mark.</param>
/// <param name="Graded">Graded, and not released.</param>
/// <param name="Passed">Of those graded or released.</param>
public sealed record WindowFigures(int Seats, int Prepared, int Running, int Submitted, int Graded, int Released, int Passed, int NotStarted);

/// <summary>Windows and their figures.</summary>
public sealed class WindowQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    /// <summary>The most windows of one list.</summary>
    public const int MostListed = 500;

    public async Task<PlannedWindow?> Find(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await WithTitles(db, db.Windows.Where(window => window.Id == id)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Windows that are open at some time between the two moments, the one that opens last first.</summary>
    /// <param name="examId">Null for all exams.</param>
    public async Task<IReadOnlyList<PlannedWindow>> List(string? examId, DateTimeOffset? from, DateTimeOffset? to, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var windows = db.Windows;
        if (examId is not null)
            windows = windows.Where(window => window.ExamId == examId);
        if (from is { } first)
            windows = windows.Where(window => window.Closes > first);
        if (to is { } last)
            windows = windows.Where(window => window.Opens < last);
        return await WithTitles(db, windows.OrderByDescending(window => window.Opens).ThenBy(window => window.Id).Take(MostListed)).ToListAsync(ct);
    }

    /// <summary>One query over indexes alone: it reads as many index entries as the window has seats, sittings and grades.</summary>
    public async Task<WindowFigures> Figures(string id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var seats = db.Seats.Where(seat => seat.WindowId == id && seat.State == "seated");
        var sittings = db.Sessions.Where(session => session.WindowId == id);
        var counts = await seats.GroupBy(seat => seat.State).Select(group => new { What = "seat", State = group.Key, Yes = false, Count = group.Count() })
            .Concat(seats.Where(seat => !sittings.Any(session => session.LearnerId == seat.LearnerId && session.StartedAt != null))
                .GroupBy(seat => seat.State).Select(group => new { What = "not started", State = group.Key, Yes = false, Count = group.Count() }))
            .Concat(sittings.GroupBy(session => new { session.State, Started = session.StartedAt != null })
                .Select(group => new { What = "sitting", group.Key.State, Yes = group.Key.Started, Count = group.Count() }))
            .Concat(db.Attempts.Where(attempt => attempt.WindowId == id).GroupBy(attempt => new { attempt.State, Passed = attempt.Passed == true })
                .Select(group => new { What = "grade", group.Key.State, Yes = group.Key.Passed, Count = group.Count() }))
            .ToListAsync(ct);

        int Sum(string what, Func<string, bool, bool> where) => counts.Where(count => count.What == what && where(count.State, count.Yes)).Sum(count => count.Count);
        var ended = Sum("sitting", (state, started) => started && !SeatProgress.IsRunning(state));
        var (graded, released) = (Sum("grade", (state, _) => state is "held" or "underReview"), Sum("grade", (state, _) => state is "released" or "voided"));
        return new(
            Sum("seat", (_, _) => true), Sum("sitting", (state, started) => !started && SeatProgress.IsPrepared(state)),
            Sum("sitting", (state, _) => SeatProgress.IsRunning(state)), Math.Max(0, ended - graded - released), graded, released,
            Sum("grade", (_, passed) => passed), Sum("not started", (_, _) => true));
    }

    /// <summary>
    /// How many sessions may begin until then: the seats that nobody has started in, of windows that are open now or open by then.
    /// </summary>
    public async Task<int> Expected(DateTimeOffset now, DateTimeOffset until, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var sittings = db.Sessions;
        return await db.Windows.Where(window => window.State == "planned" && window.Closes > now && window.Opens <= until)
            .Join(
                db.Seats.Where(seat => seat.State == "seated"
                    && !sittings.Any(session => session.WindowId == seat.WindowId && session.LearnerId == seat.LearnerId && session.StartedAt != null)),
                window => window.Id, seat => seat.WindowId, (_, seat) => seat.Id)
            .CountAsync(ct);
    }

    private static IQueryable<PlannedWindow> WithTitles(ExamEngineDb db, IQueryable<WindowRow> windows) =>
        from window in windows
        join exam in db.Exams on window.ExamId equals exam.Id into exams
        from exam in exams.DefaultIfEmpty()
        orderby window.Opens descending, window.Id
        select new PlannedWindow(window, exam == null ? window.ExamId : exam.Title);
}
