using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Tests.Builders;

/// <summary>
/// A session under test: it does what a grain does (decide, keep, evolve, remember when the holder was heard) with time that a test
/// sets. Times read <c>10:05</c> for ten minutes and five seconds after the scene opens, <c>1:10:05</c> with hours.
/// </summary>
internal sealed class Scene(ExamVersion exam)
{
    public static readonly DateTimeOffset Opening = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly Guid Laptop = new("aaaaaaaa-0000-7000-8000-000000000001");
    public static readonly Guid Phone = new("bbbbbbbb-0000-7000-8000-000000000002");

    private int _commands;
    private DateTimeOffset? _heardAt;

    public SessionPaper Paper { get; } = SessionPaper.Draw(exam, 7);

    public SessionState State { get; private set; } = SessionState.Nobody;

    public List<SessionEvent> Stream { get; } = [];

    public DateTimeOffset Now { get; private set; } = Opening;

    public SessionState.Sitting Sitting => Assert.IsType<SessionState.Sitting>(State);

    public SessionState.Sealed Sealed => Assert.IsType<SessionState.Sealed>(State);

    public TimeLedger Time => Sitting.Time;

    public SessionWork Work => State is SessionState.Sealed ended ? ended.Work : Sitting.Work;

    public TimeSpan Remaining => Time.RemainingAt(Now);

    /// <summary>Seated at 0:00 and, where no proctor is needed, started on the laptop at 0:00.</summary>
    public static Scene Sat(ExamVersion exam, string? windowCloses = null, int multiplier = 100)
    {
        var scene = Seated(exam, windowCloses, multiplier);
        scene.Start();
        return scene;
    }

    public static Scene Seated(ExamVersion exam, string? windowCloses = null, int multiplier = 100)
    {
        var scene = new Scene(exam);
        scene.When(new SessionCommand.Seat(scene.Now, scene.NewId(), "ada", Accommodation.Of(multiplier), windowCloses is null ? null : Moment(windowCloses), 1));
        return scene;
    }

    public static DateTimeOffset Moment(string after)
    {
        var parts = after.Split(':').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return Opening + (parts.Length == 3
            ? TimeSpan.FromHours(parts[0]) + TimeSpan.FromMinutes(parts[1]) + TimeSpan.FromSeconds(parts[2])
            : TimeSpan.FromMinutes(parts[0]) + TimeSpan.FromSeconds(parts[1]));
    }

    public static SessionEntry Pick(long seq, int item, string option) => new SessionEntry.Answer(Id(1_000_000 + seq), seq, item, "pick", new ResponseValue.Choices([option]));

    public static SessionEntry Shown(long seq, int item) => new SessionEntry.Shown(Id(1_000_000 + seq), seq, item);

    public Scene At(string after) => At(Moment(after));

    public Scene At(DateTimeOffset now)
    {
        Now = now;
        return this;
    }

    /// <summary>The holder says that it is there every ten seconds until then.</summary>
    public Scene HeardUntil(string after)
    {
        for (var next = Now.AddSeconds(10); next <= Moment(after); next = next.AddSeconds(10))
            At(next).Hear(Sitting.Holder);
        return At(after);
    }

    /// <summary>The process dies: what was only remembered is gone, the stream is replayed.</summary>
    public Scene Crash()
    {
        _heardAt = null;
        State = Replay();
        return this;
    }

    public SessionState Replay()
    {
        var state = SessionState.Nobody;
        for (var i = 0; i < Stream.Count; i++)
            state = SessionEvolution.Evolve(state, Stream[i], i + 1);
        return state;
    }

    public Decision When(SessionCommand command)
    {
        command = command with { HeardAt = _heardAt };
        var decision = SessionRules.Decide(State, command, Paper);
        foreach (var happened in decision.Events)
        {
            Stream.Add(happened);
            State = SessionEvolution.Evolve(State, happened, Stream.Count);
        }
        if (command is SessionCommand.FromDevice device && State is SessionState.Sitting sitting && device.Device == sitting.Holder)
            _heardAt = command.At;
        return decision;
    }

    public Decision BeginCheckIn() => When(new SessionCommand.BeginCheckIn(Now, NewId()));

    public Decision CompleteCheckIn() => When(new SessionCommand.CompleteCheckIn(Now, NewId()));

    public Decision Admit() => When(new SessionCommand.Admit(Now, NewId(), "proctor"));

    public Decision Start(Guid? device = null) => When(new SessionCommand.Start(Now, NewId(), device ?? Laptop));

    public Decision Save(params SessionEntry[] entries) => SaveFrom(Laptop, entries);

    public Decision SaveFrom(Guid device, params SessionEntry[] entries) => When(new SessionCommand.Save(Now, device, null, [.. entries]));

    public Decision Hear(Guid? device = null) => When(new SessionCommand.Hear(Now, device ?? Laptop, null));

    public Decision TakeOver(Guid device) => When(new SessionCommand.TakeOver(Now, NewId(), device, null));

    public Decision EnterSection(int section, Guid? device = null) => When(new SessionCommand.EnterSection(Now, NewId(), device ?? Laptop, null, section));

    public Decision Submit(long lastSeq = 0, Guid? device = null) => When(new SessionCommand.Submit(Now, NewId(), device ?? Laptop, null, lastSeq));

    public Decision MeetDeadline() => When(new SessionCommand.MeetDeadline(Now, null));

    public Decision Pause(Guid? id = null) => When(new SessionCommand.Pause(Now, id ?? NewId(), "proctor", "fire drill"));

    public Decision Resume(Guid? of = null) => When(new SessionCommand.Resume(Now, NewId(), "proctor", of));

    public Decision AddTime(int minutes, Guid? id = null) => When(new SessionCommand.AddTime(Now, id ?? NewId(), "proctor", TimeSpan.FromMinutes(minutes), "fire drill"));

    public Decision TakeTime(int minutes, Guid? of = null) => When(new SessionCommand.TakeTime(Now, NewId(), "proctor", TimeSpan.FromMinutes(minutes), "mistake", of));

    public Decision Break(int minutes) => When(new SessionCommand.Break(Now, NewId(), "proctor", TimeSpan.FromMinutes(minutes), "request"));

    public Decision TakeBreak(int minutes, Guid? device = null) => When(new SessionCommand.TakeBreak(Now, NewId(), device ?? Laptop, null, TimeSpan.FromMinutes(minutes)));

    public Decision EndBreak(Guid? device = null) => When(new SessionCommand.EndBreak(Now, NewId(), device ?? Laptop, null));

    public Decision Lock(Guid? id = null) => When(new SessionCommand.Lock(Now, id ?? NewId(), "proctor", "environment", "Please wait for the proctor."));

    public Decision Unlock(Guid? of = null) => When(new SessionCommand.Unlock(Now, NewId(), "proctor", of));

    public Decision Accommodate(Accommodation granted) => When(new SessionCommand.Accommodate(Now, granted));

    public Decision Deny() => When(new SessionCommand.Deny(Now, NewId(), "proctor"));

    public Decision AskAgain() => When(new SessionCommand.AskAgain(Now, NewId(), "proctor"));

    public Decision End() => When(new SessionCommand.End(Now, NewId(), "proctor"));

    public Decision Terminate() => When(new SessionCommand.Terminate(Now, NewId(), "proctor", "left the room"));

    public Guid NewId() => Id(++_commands);

    private static Guid Id(long number) => new($"cccccccc-0000-7000-8000-{number:x12}");
}

/// <summary>What a test expects of a decision.</summary>
internal static class DecisionChecks
{
    public static void Refused(this Decision decision, string code)
    {
        Assert.Equal(code, decision.Refused?.Code);
    }

    /// <summary>Refused, entry for entry: <c>("entries[0]", code)</c>.</summary>
    public static void RefusedEntries(this Decision decision, params (string Where, string Code)[] expected) =>
        Assert.Equal(expected, decision.Refusals.Select(refusal => (refusal.Where ?? "", refusal.Code)));

    public static void Accepted(this Decision decision)
    {
        Assert.Empty(decision.Refusals);
        Assert.NotEmpty(decision.Events);
    }

    public static void Nothing(this Decision decision)
    {
        Assert.Empty(decision.Refusals);
        Assert.Empty(decision.Events);
    }

    public static T Happened<T>(this Decision decision)
        where T : SessionEvent => Assert.Single(decision.Events.OfType<T>());

    public static ImmutableArray<string> Names(this Decision decision) => [.. decision.Events.Select(happened => happened.GetType().Name)];
}
