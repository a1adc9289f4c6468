using System.Collections.Concurrent;
using System.Diagnostics;
using ExamEngine.Decade.Plan;
using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Decade.Replay;

/// <summary>How things stood when a ceremony year was over.</summary>
/// <param name="Year">The year of its ceremony.</param>
/// <param name="LiveBytes">What is left of the managed heap once it has been collected.</param>
/// <param name="InMemory">Grains in memory before those with nothing to do left, at most.</param>
internal sealed record YearEnd(int Year, Cost Enrolments, Cost Attempts, long Events, long DatabaseBytes, long ResidentBytes, long LiveBytes, int InMemory);

/// <summary>What the whole replay took. <paramref name="Sample"/> are sessions for the audit to look into.</summary>
/// <param name="Windows">The cost of attempts, rehearsals and exams apart, in the order in which they were sat.</param>
internal sealed record Replayed(
    TimeSpan Wall, Cost Enrolments, IReadOnlyList<Cost> Windows, IReadOnlyList<YearEnd> Years, IReadOnlyList<(Sitting Sitting, Guid Session)> Sample)
{
    public Cost Attempts => Windows.Aggregate(Cost.None, (all, window) => all + window);
}

/// <summary>Walks through the months: on the 1st learners register, on the 8th they rehearse, on the 15th they sit exams, and whatever follows from it happens.</summary>
internal sealed class DecadeReplay(DecadePlan plan, Engine engine, Store store)
{
    /// <summary>How many learners act at once: enough to fill the journal's batches while each waits for its own.</summary>
    private const int OfficesAtOnce = 256, LearnersAtOnce = 96;

    private const int Sampled = 300;

    private readonly Learners _learners = new(plan, engine.Grains);
    private readonly ConcurrentBag<(Sitting, Guid)> _sample = [];
    private readonly int _every = Math.Max(1, plan.Attempts / Sampled);
    private int _sat;

    /// <param name="count">How many of the ten years.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task<Replayed> Run(int count, Action<YearEnd> report, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var (years, windows, enrolments) = (new List<YearEnd>(), new List<Cost>(), Cost.None);
        for (var year = 0; year < count; year++)
        {
            var (enrolled, sat, inMemory) = (Cost.None, Cost.None, 0);
            for (var month = 12 * year; month < 12 * (year + 1); month++)
            {
                var (begins, happens) = (DecadePlan.Start.AddMonths(month), plan.Calendar[month]);
                enrolled += await Enrol(happens.Enrolments, begins, ct);
                foreach (var (day, sittings) in ((int, List<Sitting>)[])[(8, happens.Practices), (15, happens.Exams)])
                {
                    var window = await Sit(sittings, begins.AddDays(day - 1).AddHours(14), ct);
                    windows.Add(window);
                    sat += window;
                }

                inMemory = Math.Max(inMemory, await engine.LetLeave());
            }

            enrolments += enrolled;
            var end = await End(year, enrolled, sat, inMemory);
            years.Add(end);
            report(end);
        }

        return new(Stopwatch.GetElapsedTime(started), enrolments, [.. windows.Where(window => window.Count > 0)], years, [.. _sample]);
    }

    private Task<Cost> Enrol(List<Enrolment> enrolments, DateTimeOffset first, CancellationToken ct) => Meter.Measure(enrolments.Count, Size, async () =>
    {
        engine.Clock.WalkTo(first);
        await Parallel.ForEachAsync(enrolments, AtOnce(OfficesAtOnce, ct), async (enrolment, _) => await _learners.Enrol(enrolment, first));
    });

    private Task<Cost> Sit(List<Sitting> sittings, DateTimeOffset opens, CancellationToken ct) => Meter.Measure(sittings.Count, Size, async () =>
    {
        engine.Clock.WalkTo(opens);
        await Parallel.ForEachAsync(sittings, AtOnce(LearnersAtOnce, ct), async (sitting, _) =>
        {
            var session = await _learners.Sit(sitting);
            if (Interlocked.Increment(ref _sat) % _every == 0)
                _sample.Add((sitting, session));
        });
        await engine.Settle(ct);
    });

    private async Task<YearEnd> End(int year, Cost enrolled, Cost sat, int inMemory)
    {
        await using var db = await engine.Db();
        var events = await db.Database.SqlQueryRaw<long>("""select count(*) as "Value" from events""").SingleAsync();
        return new(DecadePlan.Start.Year + 1 + year, enrolled, sat, events, await store.Size(db), Meter.Resident().Now, GC.GetTotalMemory(forceFullCollection: true), inMemory);
    }

    private async Task<long> Size()
    {
        await using var db = await engine.Db();
        return await store.Size(db);
    }

    private static ParallelOptions AtOnce(int degree, CancellationToken ct) => new() { MaxDegreeOfParallelism = degree, CancellationToken = ct };
}
