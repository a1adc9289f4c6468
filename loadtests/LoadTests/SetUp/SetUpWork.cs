using System.Diagnostics;
using System.Security.Cryptography;
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
        await office.Import(LoadExam.Yaml(timetable.ExamId, Timetable.Limit, timetable.Profile.Watch), ct);
        if (timetable.HasShort)
            await office.Import(LoadExam.Yaml(timetable.ShortExamId, timetable.ShortLimit, timetable.Profile.Watch), ct);
    }

    public async Task People(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await office.AddAccounts(_plans.Select(plan => plan.UserName), ct);
        for (var room = 1; room <= timetable.Rooms; room++)
            await office.AddAccount(timetable.ProctorOf(room), timetable.ProctorOf(room), "proctor", ProctorPassword, ct);
        Accounts = Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Nobody but this run knows it.</summary>
    public string ProctorPassword { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>After the windows: rooms are a window's.</summary>
    public async Task Rooms(CancellationToken ct)
    {
        if (timetable.Profile.Watch is not { } watch)
            return;
        for (var room = 1; room <= timetable.Rooms; room++)
            await office.Assign(timetable.Scope, timetable.RoomOf(room), timetable.ProctorOf(room), watch.RoomSize, ct);
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
