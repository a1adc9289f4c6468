using System.Collections.Immutable;
using System.Reflection;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Sessions;
using ExamEngine.Interchange.Authoring;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

/// <summary>What a session tells its room and its watch, and how often.</summary>
public sealed class SessionAudienceTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private readonly List<(string Who, string Call, object?[] What)> _heard = [];
    private readonly SessionAudience _audience;
    private readonly SessionPaper _paper;
    private DateTimeOffset _now = Engine.Opening;

    public SessionAudienceTests()
    {
        var grains = DispatchProxy.Create<IGrainFactory, Ear>();
        ((Ear)(object)grains).Heard = (_, key) => key[0] is string room ? Listening<IRoomGrain>(room) : Listening<IWatchGrain>("watch");
        _audience = new(grains);
        var draft = Assert.IsType<Validated<ExamDraft>.Valid>(ExamYaml.Read(Engine.Fixture("proctored").Yaml, _ => null)).Value;
        _paper = SessionPaper.Draw(draft.Exam, 7);
    }

    [Fact]
    public void Room_and_watch_hear_of_every_move_at_once()
    {
        var state = Move(Move(Sitting(), new SessionEvent.Paused(Guid.NewGuid(), "pat", "technical") { At = _now }), new SessionEvent.Resumed(Guid.NewGuid(), "pat") { At = _now });

        Assert.IsType<SessionState.Sitting>(state);
        Assert.Equal(
            [("watch", "SessionMoved", "paused"), ("r~1", "SessionChanged", "paused"), ("watch", "SessionMoved", "running"), ("r~1", "SessionChanged", "running")],
            _heard.Select(heard => (heard.Who, heard.Call, heard.What[0] is SessionCell cell ? cell.State : heard.What[0])));
    }

    [Fact]
    public void What_only_ticks_is_told_to_the_room_every_five_seconds_at_the_most()
    {
        var sitting = Sitting();
        for (var second = 0; second <= 20; second++)
        {
            _audience.Ticked(Id, [], sitting, _paper, _now, _now);
            _now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal([0.0, 5, 10, 15, 20], _heard.Select(heard => (Assert.IsType<SessionCell>(heard.What[0]).At - Engine.Opening).TotalSeconds));
        Assert.All(_heard, heard => Assert.Equal(("r~1", "SessionChanged"), (heard.Who, heard.Call)));
    }

    [Fact]
    public void What_the_learner_does_is_told_at_once_while_somebody_follows_and_else_only_how_far_they_are()
    {
        var (sitting, shown) = (Sitting(), new SessionEvent.ItemShown(Guid.NewGuid(), 1, 1) { At = _now });
        _audience.Ticked(Id, [shown], sitting, _paper, _now, _now);
        _now += TimeSpan.FromSeconds(1);
        _audience.Ticked(Id, [shown], sitting, _paper, _now, _now);
        Assert.Empty(Entries(Assert.Single(_heard)));

        _audience.Follow(_now);
        _audience.Ticked(Id, [shown], sitting, _paper, _now, _now);
        Assert.Equal(["item"], Entries(_heard[1]).Select(entry => entry.What));
        _now += TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1);
        _audience.Ticked(Id, [shown], sitting, _paper, _now, _now);

        Assert.Empty(Entries(_heard[2]));

        static ImmutableArray<TimelineEntry> Entries((string Who, string Call, object?[] What) heard) => Assert.IsType<ImmutableArray<TimelineEntry>>(heard.What[1]);
    }

    [Fact]
    public void Of_an_exam_without_proctors_nobody_is_told()
    {
        var sitting = Sitting() is var proctored ? proctored with { Seat = proctored.Seat with { Proctored = false } } : null;

        Move(sitting!, new SessionEvent.Paused(Guid.NewGuid(), "pat", "technical") { At = _now });
        _audience.Ticked(Id, [], sitting!, _paper, _now, _now);

        Assert.Empty(_heard);
    }

    [Fact]
    public void A_seat_alone_wakes_nobody()
    {
        var seated = SessionEvolution.Evolve(
            SessionState.Nobody, SessionRules.Decide(SessionState.Nobody, new SessionCommand.Seat(_now, Guid.NewGuid(), "ada", Accommodation.None, null, 1), _paper).Events);

        _audience.Moved(Id, [], seated, _paper, null, _now);

        Assert.Empty(_heard);
    }

    [Fact]
    public void A_session_without_a_room_yet_tells_its_watch_alone()
    {
        var sitting = Sitting() is var placed ? placed with { Seat = placed.Seat with { Room = "" } } : null;

        Move(sitting!, new SessionEvent.Paused(Guid.NewGuid(), "pat", "technical") { At = _now });

        Assert.Equal("watch", Assert.Single(_heard).Who);
    }

    private SessionState Move(SessionState before, SessionEvent happened)
    {
        var after = SessionEvolution.Evolve(before, happened, 9);
        _audience.Moved(Id, [happened], after, _paper, _now, _now);
        return after;
    }

    private SessionState.Sitting Sitting()
    {
        var state = SessionState.Nobody;
        SessionCommand[] commands =
        [
            new SessionCommand.Seat(_now, Guid.NewGuid(), "ada", Accommodation.None, null, 1), new SessionCommand.BeginCheckIn(_now, Guid.NewGuid(), "r~1"),
            new SessionCommand.CompleteCheckIn(_now, Guid.NewGuid()), new SessionCommand.Admit(_now, Guid.NewGuid(), "pat"), new SessionCommand.Start(_now, Guid.NewGuid(), Guid.NewGuid()),
        ];
        foreach (var command in commands)
            state = SessionEvolution.Evolve(state, SessionRules.Decide(state, command, _paper).Events);
        return Assert.IsType<SessionState.Sitting>(state);
    }

    private T Listening<T>(string who) where T : class
    {
        var listening = DispatchProxy.Create<T, Ear>();
        ((Ear)(object)listening).Heard = (call, what) =>
        {
            _heard.Add((who, call, what));
            return Task.CompletedTask;
        };
        return listening;
    }

    /// <summary>Stands for a grain that is called one-way, or for who finds it.</summary>
    public class Ear : DispatchProxy
    {
        internal Func<string, object?[], object> Heard { get; set; } = (_, _) => Task.CompletedTask;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Heard(targetMethod!.Name, args ?? []);
    }
}
