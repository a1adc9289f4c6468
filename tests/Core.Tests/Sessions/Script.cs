using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Sessions;

internal enum Act
{
    Save, Hear, MeetDeadline, TakeOver, EnterSection, Pause, Resume, AddTime, TakeTime, Break, TakeBreak, EndBreak, Lock, Unlock, Accommodate, Submit, End, Terminate, Start, BeginCheckIn,
    CompleteCheckIn, Admit, Deny, AskAgain, Seat, Repeat, Crash,
}

/// <summary>How long before the next act: so many milliseconds, negative when the clock is set back, counted from now or from the next deadline.</summary>
internal readonly record struct Wait(bool FromDeadline, int Ms);

/// <summary>One step of a script. What <paramref name="A"/> and <paramref name="B"/> mean is the act's business: item and option, section, minutes.</summary>
internal readonly record struct Step(Wait Wait, Act Act, bool Phone, int A, int B);

/// <summary>An exam and what everybody does in it, by chance.</summary>
internal sealed record Script(ExamVersion Exam, int? WindowMinutes, int Multiplier, Step[] Steps)
{
    private static readonly Gen<Wait> Waits = Gen.Frequency(
        (8, Gen.Int[0, 20_000].Select(ms => new Wait(false, ms))),
        (4, Gen.Int[20_000, 600_000].Select(ms => new Wait(false, ms))),
        (1, Gen.Int[600_000, 20_000_000].Select(ms => new Wait(false, ms))),
        (1, Gen.Int[-600_000, -1].Select(ms => new Wait(false, ms))),
        (3, Gen.OneOf(-1, 0, 1, 5_000, 9_999, 10_000, 10_001, 60_000, 60_001).Select(ms => new Wait(true, ms))));

    private static readonly Gen<Act> Acts = Gen.Frequency(
        (12, Gen.Const(Act.Save)), (5, Gen.Const(Act.Hear)), (4, Gen.Const(Act.MeetDeadline)), (2, Gen.Const(Act.TakeOver)), (3, Gen.Const(Act.EnterSection)),
        (3, Gen.Const(Act.Pause)), (4, Gen.Const(Act.Resume)), (2, Gen.Const(Act.AddTime)), (1, Gen.Const(Act.TakeTime)),
        (2, Gen.OneOf(Act.Break, Act.TakeBreak)), (1, Gen.OneOf(Act.EndBreak, Act.Accommodate)), (2, Gen.OneOf(Act.Lock, Act.Unlock)), (1, Gen.Const(Act.Submit)), (4, Gen.Const(Act.Repeat)), (1, Gen.Const(Act.Crash)),
        (1, Gen.OneOf(Act.End, Act.Terminate, Act.Start, Act.BeginCheckIn, Act.CompleteCheckIn, Act.Admit, Act.Deny, Act.AskAgain, Act.Seat)));

    private static readonly Gen<Step> Step =
        Gen.Select(Waits, Acts, Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))), Gen.Int[0, 7], Gen.Int[0, 4], (wait, act, phone, a, b) => new Step(wait, act, phone, a, b));

    private static readonly Gen<ExamPolicy> Policies = Gen.Select(
        Gen.OneOf(0, 10, 60), Gen.OneOf(0, 1, 10, 120), Gen.OneOf(5, 30), Gen.Bool,
        (grace, cap, gap, wins) => Exams.Policy with
        {
            Grace = TimeSpan.FromSeconds(grace),
            LostTimeCap = TimeSpan.FromMinutes(cap),
            GapAfter = TimeSpan.FromSeconds(gap),
            WindowCloseWins = wins,
        });

    private static readonly Gen<ExamVersion> Versions = Gen.OneOf(
        Exams.Free(4), Exams.Free(2, 2), Exams.Linear(4), Exams.OneWay(2, 2), Exams.Timed(10, 10, 10).Lasting(30), Exams.Timed(5, 0, 0, 5).Lasting(40),
        Exams.Timed(20, 20).Lasting(30), Exams.Pool(3, 6), Exams.Free(2).Proctored(), Exams.OneWay(1, 1) with { Navigation = Navigation.Linear });

    public static readonly Gen<Script> Any = Gen.Select(
        Versions, Policies, Gen.OneOf<int?>((int?)null, 20, 45, 180), Gen.OneOf(100, 150), Step.Array[1, 30],
        (exam, policy, window, multiplier, steps) => new Script(exam with { Policy = policy }, window, multiplier, steps));

    /// <summary>Plays the script; each moment is one command with what stood before and after it.</summary>
    public IEnumerable<Moment> Play() => new Stage(this).Play();

    public override string ToString()
    {
        var policy = Exam.Policy;
        var lines = new List<string>
        {
            $"{Exam.Navigation}, sections {string.Join(" ", Exam.Sections.Select(section => $"{section.Entries.Length}×{section.TimeLimit?.TotalMinutes.ToString(CultureInfo.InvariantCulture) ?? "-"}{(section.OneWay ? "|" : "")}"))}, "
            + $"limit {Exam.TimeLimit.TotalMinutes} × {Multiplier} %, grace {policy.Grace.TotalSeconds} s, cap {policy.LostTimeCap.TotalMinutes} min, gap {policy.GapAfter.TotalSeconds} s, "
            + $"window {WindowMinutes?.ToString(CultureInfo.InvariantCulture) ?? "never"} {(policy.WindowCloseWins ? "wins" : "loses")}",
        };
        var seated = false;
        foreach (var moment in Play())
        {
            lines.Add($"{(moment.Command.At - Scene.Opening).TotalSeconds,10:0.000} s  {Said(moment.Command),-46} {string.Join(", ", moment.Decision.Events.Select(happened => happened.GetType().Name))}"
                + string.Concat(moment.Decision.Refusals.Select(refusal => $" !{refusal.Code}")));
            seated = true;
        }
        return seated ? string.Join("\n", lines) : "nothing";
    }

    private static string Said(SessionCommand command) => command switch
    {
        SessionCommand.Save save => $"{Who(save.Device)} saves " + string.Join(" ", save.Entries.Select(entry => $"#{entry.Seq}:{entry.GetType().Name}({entry.Item})")),
        SessionCommand.EnterSection enter => $"{Who(enter.Device)} enters section {enter.Section}",
        SessionCommand.FromDevice device => $"{Who(device.Device)} {device.GetType().Name}",
        SessionCommand.AddTime add => $"AddTime {add.Amount.TotalMinutes} min",
        _ => command.GetType().Name,
    };

    private static string Who(Guid device) => device == Scene.Phone ? "phone" : "laptop";

    /// <summary>Turns steps into commands: numbers entries as a device would, and remembers commands to repeat them.</summary>
    private sealed class Stage(Script script)
    {
        private readonly Scene _scene = new(script.Exam);
        private readonly List<SessionCommand> _said = [];
        private long _seq = 1;

        public IEnumerable<Moment> Play()
        {
            var closes = script.WindowMinutes is { } minutes ? Scene.Opening.AddMinutes(minutes) : (DateTimeOffset?)null;
            yield return Do(new SessionCommand.Seat(_scene.Now, _scene.NewId(), "ada", Accommodation.Of(script.Multiplier), closes, 1));
            if (script.Exam.Proctored)
            {
                yield return Do(new SessionCommand.BeginCheckIn(_scene.Now, _scene.NewId()));
                yield return Do(new SessionCommand.CompleteCheckIn(_scene.Now, _scene.NewId()));
                yield return Do(new SessionCommand.Admit(_scene.Now, _scene.NewId(), "proctor"));
            }
            yield return Do(new SessionCommand.Start(_scene.Now, _scene.NewId(), Scene.Laptop));
            foreach (var step in script.Steps)
            {
                var from = step.Wait.FromDeadline && _scene.State is SessionState.Sitting { Time.NextDeadline: { } deadline } ? deadline : _scene.Now;
                _scene.At(from.AddMilliseconds(step.Wait.Ms));
                if (step.Act == Act.Crash)
                    _scene.Crash();
                else
                    yield return Do(Command(step));
            }
        }

        private Moment Do(SessionCommand command)
        {
            var (before, kept) = (_scene.State, _scene.Stream.Count);
            _said.Add(command);
            var decision = _scene.When(command);
            return new(before, command, decision, _scene.State, [.. _scene.Stream], kept, _scene.Paper);
        }

        private SessionCommand Command(Step step)
        {
            var (now, id, device) = (_scene.Now, _scene.NewId(), step.Phone ? Scene.Phone : Scene.Laptop);
            return step.Act switch
            {
                Act.Save => new SessionCommand.Save(now, device, null, Entries(step)),
                Act.Hear => new SessionCommand.Hear(now, device, null),
                Act.MeetDeadline => new SessionCommand.MeetDeadline(now, null),
                Act.TakeOver => new SessionCommand.TakeOver(now, id, device, null),
                Act.EnterSection => new SessionCommand.EnterSection(now, id, device, null, step.A % 4),
                Act.Pause => new SessionCommand.Pause(now, id, "proctor", ""),
                Act.Resume => new SessionCommand.Resume(now, id, "proctor"),
                Act.AddTime => new SessionCommand.AddTime(now, id, "proctor", TimeSpan.FromMinutes(step.A - 1), ""),
                Act.TakeTime => new SessionCommand.TakeTime(now, id, "proctor", TimeSpan.FromMinutes(step.A * 3), ""),
                Act.Break => new SessionCommand.Break(now, id, "proctor", TimeSpan.FromMinutes(step.A), ""),
                Act.TakeBreak => new SessionCommand.TakeBreak(now, id, device, null, TimeSpan.FromMinutes(step.A)),
                Act.EndBreak => new SessionCommand.EndBreak(now, id, device, null),
                Act.Lock => new SessionCommand.Lock(now, id, "proctor", "", "Wait."),
                Act.Unlock => new SessionCommand.Unlock(now, id, "proctor"),
                Act.Accommodate => new SessionCommand.Accommodate(now, Accommodation.None with { TimeMultiplierPercent = 100 + step.A * 10, BreakMinutes = step.B * 5 }),
                Act.Deny => new SessionCommand.Deny(now, id, "proctor"),
                Act.AskAgain => new SessionCommand.AskAgain(now, id, "proctor"),
                Act.Submit => new SessionCommand.Submit(now, id, device, null, step.B == 0 ? _seq : 0),
                Act.End => new SessionCommand.End(now, id, "proctor"),
                Act.Terminate => new SessionCommand.Terminate(now, id, "proctor", ""),
                Act.Start => new SessionCommand.Start(now, id, device),
                Act.BeginCheckIn => new SessionCommand.BeginCheckIn(now, id),
                Act.CompleteCheckIn => new SessionCommand.CompleteCheckIn(now, id),
                Act.Admit => new SessionCommand.Admit(now, id, "proctor"),
                Act.Seat => new SessionCommand.Seat(now, id, "ada", Accommodation.None, null, 1),
                Act.Repeat => _said[_said.Count * step.A / 8] with { At = now },
                _ => throw new InvalidOperationException($"Unknown act {step.Act}."),
            };
        }

        /// <summary>One to three entries; an odd <c>B</c> sends them in the wrong order or with numbers used before.</summary>
        private ImmutableArray<SessionEntry> Entries(Step step)
        {
            var entries = new List<SessionEntry>();
            for (var i = 0; i <= step.B % 3; i++)
            {
                var seq = step.B == 3 ? Math.Max(0, _seq - 2 - step.A) : ++_seq;
                var item = (step.A + i) % 6;
                entries.Add(((step.A + step.B + i) % 5) switch
                {
                    0 => new SessionEntry.Shown(_scene.NewId(), seq, item),
                    1 => new SessionEntry.Flag(_scene.NewId(), seq, item, step.Phone),
                    2 => new SessionEntry.Answer(_scene.NewId(), seq, item, "why", new ResponseValue.Text($"text {seq}")),
                    _ => new SessionEntry.Answer(_scene.NewId(), seq, item, "pick", new ResponseValue.Choices([OptionNames.At((int)seq % 5)])),
                });
            }
            if (step.B == 4)
                entries.Reverse();
            return [.. entries];
        }
    }
}

/// <summary>One command of a script.</summary>
/// <param name="Stream">The stream after it, of which <paramref name="Kept"/> events stood before.</param>
internal sealed record Moment(
    SessionState Before, SessionCommand Command, Decision Decision, SessionState After, ImmutableArray<SessionEvent> Stream, int Kept, SessionPaper Paper);
