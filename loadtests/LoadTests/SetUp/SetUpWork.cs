using System.Diagnostics;
using ExamEngine.LoadTests.Exam;
using ExamEngine.LoadTests.Learners;
using ExamEngine.LoadTests.Profiles;

namespace ExamEngine.LoadTests.SetUp;

/// <summary>Everything that stands before learners come: exams, accounts, windows with their seats.</summary>
internal sealed class SetUpWork(Timetable timetable, Office office)
{
    /// <summary>What seating may take, in all and a learner: where a window's times matter, they are laid so far ahead.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30), AheadEach = TimeSpan.FromMilliseconds(15);

    private readonly LearnerPlan[] _plans = [.. Enumerable.Range(0, timetable.Learners).Select(timetable.Plan)];

    public TimeSpan Accounts { get; private set; }

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

    public async Task Exams(CancellationToken ct)
    {
        await office.Import(LoadExam.ProgramYaml, ct);
        await office.Import(LoadExam.Yaml(timetable.ExamId, Timetable.Limit), ct);
        if (timetable.HasShort)
            await office.Import(LoadExam.Yaml(timetable.ShortExamId, timetable.ShortLimit), ct);
    }

    public async Task People(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await office.AddAccounts(_plans.Select(plan => plan.UserName), ct);
        Accounts = Stopwatch.GetElapsedTime(started);
    }

    /// <summary>From here on the clock of a window runs.</summary>
    public async Task Windows(CancellationToken ct)
    {
        if (timetable.Closes is not null || timetable.Profile.Arrival is Arrival.Bell)
            Begin = DateTimeOffset.UtcNow + Ahead + AheadEach * timetable.Learners;
        var opens = timetable.Profile.Arrival is Arrival.Bell && Begin is { } bell ? bell : DateTimeOffset.UtcNow.AddMinutes(-1);
        var closes = Closes ?? DateTimeOffset.UtcNow.AddHours(12);
        foreach (var exam in _plans.GroupBy(plan => plan.ExamId, plan => plan.UserName))
            await office.Seat(exam.Key, opens, closes, [.. exam], ct);
    }
}
