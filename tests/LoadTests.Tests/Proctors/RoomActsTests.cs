using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Proctors;

namespace LoadTests.Tests.Proctors;

public class RoomActsTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;
    private static readonly Guid Act = Guid.NewGuid(), Ada = Guid.NewGuid(), Bob = Guid.NewGuid(), Cy = Guid.NewGuid();

    private readonly Meter meter = new();
    private readonly RoomActs acts;

    public RoomActsTests() => acts = new(meter);

    [Fact]
    public void An_act_has_arrived_when_every_page_that_is_there_has_it()
    {
        var arrived = acts.Begin(Act, Operation.Pause, due: 0, new HashSet<Guid> { Ada, Bob });

        acts.Take(Progress(3, new(Ada, null, At, null), new(Bob, null, null, null), new(Cy, null, null, null)));
        Assert.False(arrived.IsCompleted);
        acts.Take(Progress(3, new(Ada, null, At, null), new(Bob, null, At, null), new(Cy, null, null, null)));

        Assert.True(arrived.IsCompleted);
        Assert.Equal(Operation.Pause, Assert.Single(meter.Take(0, 0).Operations).Operation);
        Assert.Empty(acts.Unanswered());
        Assert.Equal([Ada, Bob, Cy], acts.Acknowledged()[0].Sessions);
        Assert.Equal([Ada, Bob], acts.Acknowledged()[0].Delivered);
    }

    [Fact]
    public void It_has_not_while_a_session_has_not_answered()
    {
        var arrived = acts.Begin(Act, Operation.Pause, due: 0, new HashSet<Guid> { Ada });

        acts.Take(Progress(2, new ActOutcome(Ada, null, At, null)));

        Assert.False(arrived.IsCompleted);
        Assert.Equal(["pause"], acts.Unanswered());
    }

    [Fact]
    public void Where_it_did_not_go_nobody_waits_for_it_and_it_was_not_done()
    {
        var arrived = acts.Begin(Act, Operation.Pause, due: 0, new HashSet<Guid> { Ada, Bob });

        acts.Take(Progress(2, new(Ada, null, At, null), new(Bob, new Problem("session.ended", ""), null, null)));

        Assert.True(arrived.IsCompleted);
        Assert.Equal([Ada], acts.Acknowledged()[0].Sessions);
    }

    [Fact]
    public void An_answer_that_was_overtaken_by_news_takes_nothing_back()
    {
        var arrived = acts.Begin(Act, Operation.Pause, due: 0, new HashSet<Guid> { Ada, Bob });

        acts.Take(Progress(2, new(Ada, null, At, null), new(Bob, null, null, null)));
        acts.Take(Progress(2, new(Ada, null, null, null), new(Bob, null, At, null)));

        Assert.True(arrived.IsCompleted);
    }

    [Fact]
    public void What_was_taken_back_is_known_by_session()
    {
        acts.Take(Progress(2, new(Ada, null, At, null), new(Bob, null, At, null, new Problem("session.ended", ""))) with { UndoneAt = At });

        Assert.Equal([Ada], acts.Acknowledged()[0].Undone);
    }

    private static ActProgress Progress(int count, params ActOutcome[] outcomes) => new(Act, ActKind.Pause, "pat", At, "routine", "", null, [.. outcomes], true, null, count);
}
