using System.Globalization;
using ExamEngine.LoadTests.Learners;

namespace ExamEngine.LoadTests.Profiles;

/// <summary>
/// A profile laid out over one run: when each part begins, in time since learners begin to arrive, and what each learner does. The same
/// profile, size and seed give the same plans in every process.
/// </summary>
/// <param name="ExamId">The exam of most; <see cref="ShortExamId"/> is the one whose time ends around the fault.</param>
internal sealed record Timetable(Profile Profile, int Learners, TimeSpan Measured, string ExamId, int Seed)
{
    /// <summary>How long a learner looks at the first question.</summary>
    private static readonly TimeSpan FirstThought = TimeSpan.FromSeconds(3);

    /// <summary>When a page that waits for the opening asks once more, before it.</summary>
    private static readonly TimeSpan RefreshLatest = TimeSpan.FromSeconds(5), RefreshEarliest = TimeSpan.FromSeconds(60);

    /// <summary>Between two acts of a proctor.</summary>
    private static readonly TimeSpan MostApart = TimeSpan.FromSeconds(10);

    /// <summary>Announce, pause, extend, resume, undo.</summary>
    private const int ActsOfRoom = 5;

    public string ShortExamId => $"{ExamId}-short";

    /// <summary>The last learner has pressed "start".</summary>
    public TimeSpan Arrived => Profile.Arrival switch
    {
        Arrival.Ramp ramp => TimeSpan.FromSeconds(Math.Max(2, Learners / ramp.PerSecond)),
        Arrival.Bell bell => bell.Within,
        var unknown => throw new InvalidOperationException($"Unknown arrival {unknown.GetType().Name}."),
    };

    public TimeSpan MeasuredFrom => Profile.Arrival is Arrival.Bell ? TimeSpan.Zero : Arrived + Profile.WarmUp;

    public TimeSpan MeasuredTo => (Profile.Arrival is Arrival.Bell ? Arrived : MeasuredFrom) + Measured;

    /// <summary>When the window closes on everybody; null when nobody gets that far.</summary>
    public TimeSpan? Closes => Profile.Ending is Ending.Deadline ? MeasuredTo : null;

    /// <summary>The time limit of most: nobody reaches it.</summary>
    public static TimeSpan Limit => TimeSpan.FromHours(6);

    /// <summary>As the authoring file has it.</summary>
    public static TimeSpan Grace => TimeSpan.FromSeconds(5);

    /// <summary>Whether some have an exam of their own that ends around the fault.</summary>
    public bool HasShort => Profile is { ShortShare: > 0, Faults.Length: > 0 };

    /// <summary>So that the deadlines of those who have it lie around the first fault, as far apart as their starts.</summary>
    public TimeSpan ShortLimit => TimeSpan.FromSeconds(Math.Ceiling((FaultAt(0) - Arrived / 2).TotalSeconds));

    public TimeSpan FaultAt(int fault) => MeasuredFrom + (MeasuredTo - MeasuredFrom) * Profile.Faults[fault].At;

    /// <summary>How many rooms are watched; 0 where nobody watches.</summary>
    public int Rooms => Profile.Watch?.RoomsFor(Learners) ?? 0;

    /// <summary>All rooms of the window, as the API names them.</summary>
    public string Scope => $"w~{ExamId}";

    /// <param name="room">From 1 on.</param>
    public string RoomOf(int room) => string.Create(CultureInfo.InvariantCulture, $"{Scope}~{room}");

    public string ProctorOf(int room) => string.Create(CultureInfo.InvariantCulture, $"{ExamId}-proctor-{room}");

    /// <summary>When the acts on a room are due, in their order: rooms take turns over the measured part, so that few of them act at once.</summary>
    public ImmutableArray<TimeSpan> ActsOf(int room)
    {
        if (Profile.Watch is not { Acts: true })
            return [];
        var span = MeasuredTo - MeasuredFrom;
        var (first, apart) = (MeasuredFrom + span * (0.1 + 0.6 * (room - 0.5) / Rooms), span * 0.05 < MostApart ? span * 0.05 : MostApart);
        return [.. Enumerable.Range(0, ActsOfRoom).Select(act => first + apart * act)];
    }

    public LearnerPlan Plan(int number)
    {
        var chance = new Random(unchecked(Seed * 1_000_003 + number));
        double Draw() => chance.NextDouble();
        var press = Profile.Arrival is Arrival.Bell ? Arrived * Draw() : Arrived * ((number + Draw()) / Learners);
        var isShort = HasShort & Draw() < Profile.ShortShare;
        var answering = MeasuredTo - press;
        var (submit, leave) = EndOf(Draw(), Draw());
        var nextSection = press + answering * (0.4 + 0.3 * Draw());
        TimeSpan? swap = Draw() < Profile.SwapShare ? MeasuredFrom + (MeasuredTo - MeasuredFrom) * (0.1 + 0.7 * Draw()) : null;
        return new(
            NameOf(number), isShort ? ShortExamId : ExamId,
            Refresh: Profile.Arrival is Arrival.Bell ? -(RefreshLatest + (RefreshEarliest - RefreshLatest) * Draw()) : null,
            press,
            FirstAnswer: press + FirstThought + Profile.SaveEvery * Draw(),
            LastAnswer: submit < MeasuredTo ? submit.Value : MeasuredTo,
            Profile.SaveEvery, Profile.BurstShare,
            nextSection,
            Swap: swap < (submit ?? MeasuredTo) ? swap : null,
            submit, leave,
            ClockRate: 1 + Profile.ClockSkew * (2 * Draw() - 1),
            ClockOffset: Profile.ClockSkew > 0 ? TimeSpan.FromHours(24 * Draw() - 12) : TimeSpan.Zero,
            FirstSignal: Profile.Watch is { } watch ? press + FirstThought + 2 * watch.SignalEvery * Draw() : null,
            SignalEvery: Profile.Watch?.SignalEvery ?? default);
    }

    public string NameOf(int number) => $"{ExamId}-{number}";

    private (TimeSpan? Submit, TimeSpan? Leave) EndOf(double kind, double when) => Profile.Ending switch
    {
        Ending.Deadline end when kind > 1 - end.EarlyShare => (MeasuredFrom + (MeasuredTo - MeasuredFrom) * (0.1 + 0.7 * when), null),
        Ending.Deadline end when kind < end.LastSecondShare => (MeasuredTo - TimeSpan.FromSeconds(when), null),
        Ending.Deadline end when kind < end.LastSecondShare + end.GoneShare => (null, MeasuredTo - TimeSpan.FromSeconds(5 + 20 * when)),
        _ => (null, null),
    };
}
