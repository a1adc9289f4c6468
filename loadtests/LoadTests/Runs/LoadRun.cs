using System.Diagnostics;
using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Proctors;
using ExamEngine.LoadTests.Profiles;
using ExamEngine.LoadTests.SetUp;

namespace ExamEngine.LoadTests.Runs;

/// <summary>One run from the first account to the last score: sets up, lets the learners come, breaks what the profile breaks, and audits.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    /// <summary>The name of the phase whose figures count.</summary>
    public const string MeasuredPart = "measured";

    private readonly RunOptions _options;
    private readonly IView _view;
    private readonly IStage _stage;
    private readonly string _directory;
    private readonly Timetable _timetable;
    private readonly Recorder _recorder;
    private readonly List<AgentProcess> _agents = [];
    private readonly List<(Fault Fault, double Begin, double Over)> _faults = [];
    private long _begin;
    private double _standing, _finished;

    public LoadRun(RunOptions options, IStage stage, string directory, IView view)
    {
        (_options, _stage, _directory, _view) = (options, stage, directory, view);
        _timetable = new(options.Profile, options.Learners, options.Measured, $"load-{DateTimeOffset.UtcNow:MMdd-HHmmss}", options.Seed);
        _recorder = new(options.Agents, at => at >= _timetable.MeasuredFrom.TotalSeconds && (_standing == 0 || at <= _standing));
    }

    public async Task<RunResult> Do(CancellationToken ct)
    {
        using var office = new Office(_stage);
        var setUp = new SetUpWork(_timetable, office);
        _view.Phase("sets up exams and accounts");
        await setUp.Exams(ct);
        await setUp.People(ct);
        var signIn = await SignIn(setUp, office, ct);
        _view.Phase("seats them");
        var seating = Stopwatch.GetTimestamp();
        await setUp.Windows(ct);
        await setUp.Rooms(ct);
        await All(new Cue(CueKind.Look, DateTimeOffset.UtcNow), ct);
        signIn = signIn with { AccountSeconds = setUp.Accounts.TotalSeconds, SeatSeconds = Stopwatch.GetElapsedTime(seating).TotalSeconds };

        var begin = Begins(setUp);
        var auditor = new Auditor(_stage.DirectAddress, setUp.Rules, ct);
        using var sampling = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var sampler = Sample(begin, sampling.Token);
        var faults = ApplyFaults(ct);

        _view.Phase($"learners come; measures until {_timetable.MeasuredTo.TotalSeconds:0} s");
        await All(new Cue(CueKind.Begin, begin), ct);
        await faults;
        _standing = Elapsed;

        var journals = _agents.Select(agent => agent.Journal).ToArray();
        if (_options.Profile.Ending is Ending.HandIn)
        {
            _view.Phase("reads every answer back from the running sessions");
            await auditor.OfRunning(journals);
        }

        _view.Phase("sessions end");
        await All(new Cue(CueKind.Finish, DateTimeOffset.UtcNow.AddSeconds(1)), ct);
        _finished = Elapsed;
        await sampling.CancelAsync();
        await sampler;
        _recorder.Close();

        _view.Phase("reads every receipt and marks every answer again");
        await auditor.OfEnded(journals);
        if (_options.Profile.Watch is not null)
        {
            _view.Phase("reads every watch back from the proctors' side");
            _recorder.Add(Operation.SignalShown, await auditor.OfWatched(journals, [.. _agents.Select(agent => agent.ConsoleJournal)]));
        }

        return Result(signIn, auditor.Outcome with { Findings = [.. auditor.Outcome.Findings, .. _stage.Falls] });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents)
            await agent.DisposeAsync();
    }

    private double Elapsed => Stopwatch.GetElapsedTime(_begin).TotalSeconds;

    private async Task<SetUpFigures> SignIn(SetUpWork setUp, Office office, CancellationToken ct)
    {
        _view.Phase($"signs {_options.Learners:N0} learners in");
        for (var agent = 0; agent < _options.Agents; agent++)
        {
            var tickets = await office.DrawTickets(Assignment.Numbers(_options.Learners, agent, _options.Agents).Select(_timetable.NameOf), ct);
            var order = new Assignment(
                _stage.Address, _options.Profile.Name, _options.Learners, _options.Measured.TotalSeconds, _timetable.ExamId, _options.Seed, agent, _options.Agents,
                tickets, ConsolesOf(agent, setUp), Path.Combine(_directory, $"journal-{agent}.jsonl"), Path.Combine(_directory, $"consoles-{agent}.jsonl"));
            _agents.Add(AgentProcess.Start(order, _recorder.Take, _view.Note));
        }

        var sampler = new ProcessSampler(() => _stage.Processes);
        var started = Stopwatch.GetTimestamp();
        await All(new Cue(CueKind.SignIn, DateTimeOffset.UtcNow), ct);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cpu = sampler.Sample().Sum(sample => sample.Cores) * took * 1000 / _options.Learners;
        var figures = _recorder.Figures().FirstOrDefault(figures => figures.Name == Operation.SignIn.Name());
        return new(0, 0, "ticket", took, figures?.P50 ?? 0, figures?.P99 ?? 0, _stage.Processes.Count > 0 ? cpu : null);
    }

    /// <summary>Rooms are dealt out to the agents.</summary>
    private ConsoleOrder[] ConsolesOf(int agent, SetUpWork setUp) =>
    [
        .. Enumerable.Range(1, _timetable.Rooms).Where(room => room % _options.Agents == agent)
            .Select(room => new ConsoleOrder(room, _timetable.RoomOf(room), _timetable.ProctorOf(room), setUp.ProctorPassword)),
    ];

    private DateTimeOffset Begins(SetUpWork setUp)
    {
        var soonest = DateTimeOffset.UtcNow.AddSeconds(2);
        if (setUp.Begin < soonest)
            throw new SetUpException("Seating took longer than was allowed for, so the window has moved on: the machine is too busy for so many learners.");
        var begin = setUp.Begin ?? soonest;
        _begin = Stopwatch.GetTimestamp() + (long)((begin - DateTimeOffset.UtcNow).TotalSeconds * Stopwatch.Frequency);
        return begin;
    }

    private Task All(Cue cue, CancellationToken ct) => Task.WhenAll(_agents.Select(agent => agent.Follow(cue, ct)));

    /// <summary>Once a second, a moment before the agents tell of it.</summary>
    private async Task Sample(DateTimeOffset begin, CancellationToken ct)
    {
        var servers = new ProcessSampler(() => _stage.Processes);
        var agents = new ProcessSampler(() => [.. _agents.Select(agent => agent.Self)]);
        using var metrics = new MetricsProbe(_stage);
        try
        {
            var reading = metrics.Read(ct);
            for (var (second, told) = (0, -1); ; second++)
            {
                var due = begin.AddSeconds(second + 0.95) - DateTimeOffset.UtcNow;
                await Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero, ct);
                // A process that does not answer must not hold up the others' samples.
                var figures = reading.IsCompleted ? await reading : default;
                if (reading.IsCompleted)
                    reading = metrics.Read(ct);
                var own = agents.Sample();
                _recorder.Sample(second, new(servers.Sample(), figures, own.Sum(agent => agent.Cores), own.Sum(agent => agent.ResidentMiB)));
                foreach (var (complete, lag) in _recorder.After(told))
                {
                    _view.Second(complete, lag);
                    told = complete.At;
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The sessions have ended.
        }
    }

    private async Task ApplyFaults(CancellationToken ct)
    {
        for (var number = 0; number < _options.Profile.Faults.Length; number++)
        {
            var due = _timetable.FaultAt(number).TotalSeconds - Elapsed;
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, due)), ct);
            var fault = _options.Profile.Faults[number].Fault;
            var begin = Elapsed;
            _view.Note($"{begin:0} s: {fault}");
            await _stage.Apply(fault, ct);
            _faults.Add((fault, begin, Elapsed));
            _view.Note($"{Elapsed:0} s: that is over");
        }
    }

    private RunResult Result(SetUpFigures setUp, AuditOutcome audit)
    {
        var series = _recorder.Series;
        var faults = _faults.Select(fault => Recovery.Of(fault.Fault.ToString(), fault.Begin, fault.Over, series)).ToArray();
        var (from, to) = (_timetable.MeasuredFrom.TotalSeconds, _timetable.MeasuredTo.TotalSeconds);
        PhaseSpan[] phases =
        [
            .. from > 0 ? (PhaseSpan[])[new("arrival", 0, from, false)] : [],
            new(MeasuredPart, from, to, true),
            new("settling and reading back", to, _standing, true),
            new("ending", _standing, _finished, false),
        ];
        return new(
            _options.Profile.Name, _options.Profile.Description, Machine.Here(), Machine.LoadNow(), _options.Learners, _options.Agents, _options.Named, phases, series,
            _recorder.Figures(), faults, setUp, audit, audit.Clean)
        { WorstLagMillis = _recorder.WorstLagMillis, AllGradedSeconds = _timetable.Closes is { } closes ? AllGraded(series, closes.TotalSeconds, audit.Sessions) : null };
    }

    /// <summary>Null when the server did not say of so many that they were graded.</summary>
    internal static double? AllGraded(IReadOnlyList<Second> series, double closes, int sessions) =>
        series.Sum(second => second.Graded ?? 0) >= sessions ? series.Last(second => second.Graded > 0).At + 1 - closes : null;
}
