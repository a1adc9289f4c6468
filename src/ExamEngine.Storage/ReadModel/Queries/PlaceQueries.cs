using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>A window that learners may register for themselves.</summary>
public sealed record OpenWindow(WindowRow Window, RegistrationRow Registration);

/// <summary>What one learner has in one window. <paramref name="Position"/> on its waiting list, from 1; null when the learner is not in line.</summary>
public sealed record PlaceOfLearner(string WindowId, bool Seated, int? Position, DateTimeOffset? OfferedUntil);

/// <summary>Somebody on a waiting list, as staff see it.</summary>
public sealed record WaitingLearner(WaitingRow Waiting, string LegalName);

/// <summary>Windows that learners register for themselves, and who waits for a place.</summary>
public sealed class PlaceQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    /// <summary>The most windows of one list, those that open first.</summary>
    public const int MostListed = 500;

    /// <summary>Windows with registration that have not closed, of one exam or of all.</summary>
    public async Task<IReadOnlyList<OpenWindow>> Windows(string? examId, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var windows = db.Windows.Where(window => window.State == "planned" && window.Closes > now);
        if (examId is not null)
            windows = windows.Where(window => window.ExamId == examId);
        var rows = await windows
            .Join(db.Registrations.Where(registration => registration.State == RegistrationRow.Open), window => window.Id, registration => registration.Id, (window, registration) => new { window, registration })
            .OrderBy(both => both.window.Opens).ThenBy(both => both.window.Id).Take(MostListed).ToListAsync(ct);
        return [.. rows.Select(both => new OpenWindow(both.window, both.registration))];
    }

    /// <summary>Null when learners do not register for the window themselves.</summary>
    public async Task<RegistrationRow?> Registration(string windowId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Registrations.SingleOrDefaultAsync(registration => registration.Id == windowId && registration.State == RegistrationRow.Open, ct);
    }

    /// <summary>What the learner has in these windows; windows with nothing are left out.</summary>
    public async Task<IReadOnlyList<PlaceOfLearner>> OfLearner(string learnerId, IReadOnlyCollection<string> windowIds, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var ids = windowIds.Select(window => $"{window}/{learnerId}").ToArray();
        var seated = await db.Seats.Where(seat => ids.Contains(seat.Id) && seat.State == "seated").Select(seat => seat.WindowId).ToListAsync(ct);
        var lines = db.Waiting;
        var waiting = await lines.Where(row => ids.Contains(row.Id) && (row.State == WaitingRow.InLine || row.State == WaitingRow.Offered))
            .Select(row => new { row.WindowId, row.State, row.OfferedUntil, Before = lines.Count(other => other.WindowId == row.WindowId && other.State == WaitingRow.InLine && other.Number < row.Number) })
            .ToListAsync(ct);
        return
        [
            .. seated.Select(window => new PlaceOfLearner(window, true, null, null)),
            .. waiting.Select(row => row.State == WaitingRow.Offered
                ? new PlaceOfLearner(row.WindowId, false, null, row.OfferedUntil)
                : new PlaceOfLearner(row.WindowId, false, row.Before + 1, null)),
        ];
    }

    /// <summary>Where the learner waits, or has an offer, in all windows of an exam that have not closed.</summary>
    public async Task<IReadOnlyList<WaitingRow>> Waits(string learnerId, string examId, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var windows = db.Windows;
        return await db.Waiting
            .Where(row => row.LearnerId == learnerId && row.ExamId == examId && (row.State == WaitingRow.InLine || row.State == WaitingRow.Offered))
            .Where(row => windows.Any(window => window.Id == row.WindowId && window.State == "planned" && window.Closes > now)).ToListAsync(ct);
    }

    /// <summary>Who waits in a window, in the order of coming.</summary>
    /// <param name="after">The number of the last one of the page before; 0 for the first page.</param>
    public async Task<IReadOnlyList<WaitingLearner>> Waiting(string windowId, int after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (
                from row in db.Waiting
                    .Where(row => row.WindowId == windowId && row.Number > after && (row.State == WaitingRow.InLine || row.State == WaitingRow.Offered))
                    .OrderBy(row => row.Number).Take(limit)
                join learner in db.Learners on row.LearnerId equals learner.Id into learners
                from learner in learners.DefaultIfEmpty()
                orderby row.Number
                select new WaitingLearner(row, learner == null ? "" : learner.LegalName))
            .ToListAsync(ct);
    }
}
