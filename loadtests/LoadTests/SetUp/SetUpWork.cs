using System.Diagnostics;
using ExamEngine.LoadTests.Exam;
using ExamEngine.LoadTests.Profiles;

namespace ExamEngine.LoadTests.SetUp;

/// <summary>Everything that stands before learners come: exams, accounts, windows with their seats.</summary>
internal sealed class SetUpWork(Timetable timetable, Office office)
{
    /// <summary>What setting up and signing in may take, in all and a learner: where a window's times have to be known before, they are laid so far ahead.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(20), AheadEach = TimeSpan.FromMilliseconds(15);

    public TimeSpan Accounts { get; private set; }

    public TimeSpan Seats { get; private set; }

    /// <summary>When learners have to begin to arrive; null where no window depends on it.</summary>
    public DateTimeOffset? Begin { get; private set; }

    /// <summary>When the window closes on everybody; null for never.</summary>
    public DateTimeOffset? Closes => Begin + timetable.Closes;

    /// <summary>What the audit holds sessions to, by exam.</summary>
    public IReadOnlyDictionary<string, Rule> Rules => new Dictionary<string, Rule>
    {
        [timetable.ExamId] = new(Timetable.Limit, Closes, Timetable.Grace),
        [timetable.ShortExamId] = new(timetable.HasShort ? timetable.ShortLimit : Timetable.Limit, Closes, Timetable.Grace),
    };

    public async Task Do(CancellationToken ct)
    {
        if (timetable.Closes is not null || timetable.Profile.Arrival is Arrival.Bell)
            Begin = DateTimeOffset.UtcNow + Ahead + AheadEach * timetable.Learners;

        await office.Import(LoadExam.ProgramYaml, ct);
        await office.Import(LoadExam.Yaml(timetable.ExamId, Timetable.Limit), ct);
        if (timetable.HasShort)
            await office.Import(LoadExam.Yaml(timetable.ShortExamId, timetable.ShortLimit), ct);

        var plans = Enumerable.Range(0, timetable.Learners).Select(timetable.Plan).ToArray();
        var started = Stopwatch.GetTimestamp();
        await office.AddAccounts(plans.Select(plan => plan.UserName), ct);
        Accounts = Stopwatch.GetElapsedTime(started);

        started = Stopwatch.GetTimestamp();
        var opens = timetable.Profile.Arrival is Arrival.Bell && Begin is { } bell ? bell : DateTimeOffset.UtcNow.AddMinutes(-1);
        var closes = Closes ?? DateTimeOffset.UtcNow.AddHours(12);
        foreach (var exam in plans.GroupBy(plan => plan.ExamId, plan => plan.UserName))
            await office.Seat(exam.Key, opens, closes, [.. exam], ct);
        Seats = Stopwatch.GetElapsedTime(started);
    }
}
