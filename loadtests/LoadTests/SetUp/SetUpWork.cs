using System.Diagnostics;
using ExamEngine.Contracts.Learners;
using ExamEngine.LoadTests.Exam;
using ExamEngine.LoadTests.Profiles;

namespace ExamEngine.LoadTests.SetUp;

/// <summary>Everything that stands before learners come: exams, accounts, seats.</summary>
internal sealed class SetUpWork(Timetable timetable, Office office)
{
    private const string Password = "correct horse battery staple";

    /// <summary>What setting up and signing in may take, a learner: where a window's times have to be known before, they are laid so far ahead.</summary>
    private static readonly TimeSpan AheadByTicket = TimeSpan.FromMilliseconds(15), AheadByPassword = TimeSpan.FromMilliseconds(1500);

    private bool _byTicket;

    /// <summary>How learners sign in.</summary>
    public string SignIn => _byTicket ? "ticket" : "password";

    public string? PasswordOrNull => _byTicket ? null : Password;

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
        _byTicket = await office.Has("api/accounts/tickets", ct);
        if (timetable.Closes is not null || timetable.Profile.Arrival is Arrival.Bell)
            Begin = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(20) + (_byTicket ? AheadByTicket : AheadByPassword) * timetable.Learners;

        await office.Import(LoadExam.ProgramYaml, ct);
        await office.Import(LoadExam.Yaml(timetable.ExamId, Timetable.Limit), ct);
        if (timetable.HasShort)
            await office.Import(LoadExam.Yaml(timetable.ShortExamId, timetable.ShortLimit), ct);

        var opens = timetable.Profile.Arrival is Arrival.Bell && Begin is { } bell ? bell : DateTimeOffset.UtcNow.AddMinutes(-1);
        var closes = Closes ?? DateTimeOffset.UtcNow.AddHours(12);
        var plans = Enumerable.Range(0, timetable.Learners).Select(timetable.Plan).ToArray();
        var started = Stopwatch.GetTimestamp();
        if (_byTicket)
            await office.AddAccounts(plans.Select(plan => plan.UserName), ct);
        else
        {
            foreach (var plan in plans)
                await office.AddByHand(plan.UserName, Password, ct);
        }

        Accounts = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        var byWindow = await office.Has($"api/windows/{timetable.ExamId}/seats", ct);
        foreach (var exam in plans.GroupBy(plan => plan.ExamId, plan => plan.UserName))
        {
            if (byWindow)
                await office.Seat(exam.Key, opens, closes, [.. exam], ct);
            else
            {
                foreach (var name in exam)
                    await office.Register(name, new Registration(exam.Key, opens, closes), ct);
            }
        }

        Seats = Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Tickets for the learners of each agent; null for each where passwords are used.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>?>> Tickets(IReadOnlyList<IReadOnlyList<int>> numbers, CancellationToken ct)
    {
        var tickets = new List<IReadOnlyList<string>?>();
        foreach (var agent in numbers)
            tickets.Add(_byTicket ? await office.DrawTickets(agent.Select(timetable.NameOf), ct) : null);
        return tickets;
    }
}
