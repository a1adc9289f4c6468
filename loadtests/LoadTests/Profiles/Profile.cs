namespace ExamEngine.LoadTests.Profiles;

/// <summary>
/// One kind of exam day, in figures: who comes when, what they do, what breaks, how it ends. One more is one more file beside this one and
/// its line in <see cref="All"/>.
/// </summary>
internal sealed record Profile(string Name, string Description)
{
    private const string Briefly = "-briefly";

    public StageShape Shape { get; init; } = StageShape.OneProcess;

    /// <summary>What lies between learners and server; null for nothing.</summary>
    public LineQuality? Line { get; init; }

    /// <summary>How many come when nobody says.</summary>
    public int Learners { get; init; } = 200;

    /// <summary>How long the measured part lasts when nobody says.</summary>
    public double Minutes { get; init; } = 2;

    public Arrival Arrival { get; init; } = new Arrival.Ramp(PerSecond: 100);

    public Ending Ending { get; init; } = new Ending.HandIn(Over: TimeSpan.FromSeconds(20));

    /// <summary>How long all answer before it is measured, so that the server's code is compiled.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Mean time between two answers of a learner.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Share of answers that come four at once.</summary>
    public double BurstShare { get; init; } = 0.05;

    /// <summary>Share of learners who go on, on another device, at some moment.</summary>
    public double SwapShare { get; init; } = 0.02;

    /// <summary>Share of learners whose own time ends around the first fault, so that deadlines fall into it.</summary>
    public double ShortShare { get; init; }

    /// <summary>Learners' clocks run up to so much too fast or too slow, and show a date up to twelve hours off; 0 for good ones.</summary>
    public double ClockSkew { get; init; }

    /// <summary>How the exam is watched; null for one without proctors.</summary>
    public Watch? Watch { get; init; }

    /// <summary>In the order of their time.</summary>
    public ImmutableArray<PlannedFault> Faults { get; init; } = [];

    public static ImmutableArray<Profile> All { get; } =
    [
        Steady.Profile, StartBell.Profile, Deadline.Profile, MassReconnect.Profile, SiloKilled.Profile, SiloHangs.Profile, WebKilled.Profile, DatabaseRestarted.Profile,
        Rolling.Profile, SlowDisk.Profile, BadLine.Profile, ClockSkewed.Profile, Proctored.Profile, ProctoredRoomActs.Profile,
    ];

    /// <summary>The same day in a few seconds, with few learners who answer often: too short for figures, long enough for the audit.</summary>
    public Profile Brief => this with
    {
        Name = Name + Briefly,
        Learners = 40,
        Minutes = Minutes / 10,
        WarmUp = TimeSpan.FromSeconds(2),
        SaveEvery = TimeSpan.FromSeconds(3),
        SwapShare = 0.1,
        Watch = Watch is { } watch ? watch with { RoomSize = 20, SignalEvery = TimeSpan.FromSeconds(3) } : null,
        Ending = Ending is Ending.HandIn ? new Ending.HandIn(Over: TimeSpan.FromSeconds(2)) : Ending,
    };

    /// <summary>A profile by its name, or its brief form by that and <c>-briefly</c>; null when there is none.</summary>
    public static Profile? Find(string name) => name.EndsWith(Briefly, StringComparison.Ordinal)
        ? All.FirstOrDefault(profile => profile.Name == name[..^Briefly.Length])?.Brief
        : All.FirstOrDefault(profile => profile.Name == name);
}

/// <summary>Every room has a virtual proctor whose console shows its board the whole time.</summary>
/// <param name="RoomSize">Learners of a room.</param>
/// <param name="SignalEvery">Mean time between two signals of a learner's page.</param>
/// <param name="AdmittedByProctors">Whoever waits is let in by their room's proctor; else the exam's policy lets them in.</param>
/// <param name="Acts">Every proctor announces, pauses, extends, resumes and takes the extension back, once, for the whole room.</param>
internal sealed record Watch(int RoomSize, TimeSpan SignalEvery, bool AdmittedByProctors = false, bool Acts = false)
{
    /// <summary>A check-in is a dozen calls and photos; people come to it over half an hour before an exam, not within two minutes.</summary>
    public static readonly Arrival CheckIns = new Arrival.Ramp(PerSecond: 40);

    public int RoomsFor(int learners) => (learners + RoomSize - 1) / RoomSize;
}

internal abstract record Arrival
{
    private Arrival() { }

    /// <summary>They come one after the other, then answering is given the time of <see cref="Profile.WarmUp"/> before it is measured.</summary>
    internal sealed record Ramp(double PerSecond) : Arrival;

    /// <summary>They wait for the window to open and press "start" within <paramref name="Within"/> of it; that is measured from the bell on.</summary>
    internal sealed record Bell(TimeSpan Within) : Arrival;
}

internal abstract record Ending
{
    private Ending() { }

    /// <summary>All hand in when the measured part is over, evenly over so long.</summary>
    internal sealed record HandIn(TimeSpan Over) : Ending;

    /// <summary>
    /// The window closes on all of them when the measured part is over: some submit within the last second, some have closed the page a while
    /// before, and the others work until the page says that time is up. Some have handed in long before, as on any day.
    /// </summary>
    internal sealed record Deadline(double LastSecondShare, double GoneShare, double EarlyShare) : Ending;
}

/// <param name="At">Share of the measured part that has passed by then.</param>
internal sealed record PlannedFault(double At, Fault Fault);
