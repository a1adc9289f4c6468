using System.Data.Common;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Learners;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Grains.Learners;

/// <summary>
/// How the windows stand in which learners register themselves, as the read model lists them. Kept for two seconds, so that a whole class
/// opening its home page asks the database once; a place that was just taken may show that much longer. Only words depend on it: whoever
/// is not registered may not sit, whatever the windows say.
/// </summary>
internal sealed class PlacesAtHand(PlaceQueries queries, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private volatile Snapshot _known = new(DateTimeOffset.MinValue, []);

    /// <summary>How the windows of an exam stand for a learner, and the moment that goes with it.</summary>
    public async Task<(Places Places, DateTimeOffset? At)> Of(string learner, string exam, DateTimeOffset now)
    {
        var windows = (await Read()).Where(open => open.Window.ExamId == exam && open.Window.Closes > now).ToArray();
        if (windows.Length == 0)
            return (Places.None, null);
        if (windows.Any(open => open.Registration.Waiting > 0) && await Waits(learner, exam, now) is { Count: > 0 } waits)
        {
            var offered = waits.Where(row => row.OfferedUntil > now).Select(row => row.OfferedUntil).Min();
            return offered is not null ? (Places.Offered, offered) : (Places.Waiting, null);
        }
        var registering = windows.Where(open => !(open.Registration.OpenFrom > now) && open.Registration.OpenUntil > now).ToArray();
        return registering.Any(open => open.Registration.Free > 0) ? (Places.Free, null)
            : registering.Length > 0 ? (Places.Full, null)
            : windows.Where(open => open.Registration.OpenFrom > now).Min(open => open.Registration.OpenFrom) is { } from ? (Places.Later, from)
            : (Places.Over, null);
    }

    /// <summary>True when learners register for windows of the exam themselves.</summary>
    public async Task<bool> Any(string exam, DateTimeOffset now) => (await Read()).Any(open => open.Window.ExamId == exam && open.Window.Closes > now);

    private async Task<IReadOnlyList<OpenWindow>> Read()
    {
        var now = time.GetUtcNow();
        if (_known is var known && known.Until > now)
            return known.Windows;
        var windows = await Ask(() => queries.Windows(null, now, CancellationToken.None));
        _known = new(now + Lifetime, windows);
        return windows;
    }

    private Task<IReadOnlyList<WaitingRow>> Waits(string learner, string exam, DateTimeOffset now) => Ask(() => queries.Waits(learner, exam, now, CancellationToken.None));

    private static async Task<T> Ask<T>(Func<Task<T>> query)
    {
        try
        {
            return await query();
        }
        catch (DbException)
        {
            throw new UnavailableException("The windows cannot be read now.");
        }
    }

    private sealed record Snapshot(DateTimeOffset Until, IReadOnlyList<OpenWindow> Windows);
}
