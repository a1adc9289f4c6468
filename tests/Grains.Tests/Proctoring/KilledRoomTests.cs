using System.Collections.Concurrent;
using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Grains.Proctoring;
using Grains.Tests.Harness;
using WatchEvent = ExamEngine.Core.Proctoring.WatchEvent;

namespace Grains.Tests.Proctoring;

/// <summary>The silo that holds a room and some of its watches and sessions dies while acts go on.</summary>
public sealed class KilledRoomTests
{
    private const int Learners = 8, Orders = 30;

    [Fact]
    public async Task What_a_proctor_was_told_stands_and_acts_and_undo_go_on()
    {
        if (PostgresEngine.Server is not { } server)
        {
            Assert.Skip("This test needs PostgreSQL: run it by tests/run, or set EXAMENGINE_POSTGRES to what `tests/postgres start DIR` prints.");
            return;
        }
        await using var engine = new PostgresEngine(server, silos: 2);
        await engine.InitializeAsync();
        var room = engine.Grains.GetGrain<IRoomGrain>("e~watched~1");
        (await engine.Grains.GetGrain<IRoomsGrain>("e~watched").Assign(People.Staff, new(Guid.NewGuid(), "e~watched~1", [People.Proctor.Id]))).Ok();
        var all = new List<Watched>();
        for (var i = 0; i < Learners; i++)
            all.Add(await Watched.Sitting(engine));
        await Until(engine, async () => (await room.Board(People.Staff)).Value?.Cells.Count(cell => cell.State.State == "running") == Learners);

        var told = new ConcurrentBag<(ActOrder Order, ActProgress Answer)>();
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acting = Task.WhenAll(Task.Run(() => Act("to all", () => null)), Task.Run(() => Act("to one", () => [all[told.Count % Learners].Learner.SessionId])));
        await half.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await engine.KillTheSiloOf(room);
        await acting.WaitAsync(TimeSpan.FromSeconds(120));

        // What was told stands in the room, and once in the stream of every session that it was said to be done in.
        Assert.Equal(2 * Orders, told.Count);
        foreach (var (order, answer) in told)
        {
            var again = await Answer(() => room.Act(People.Proctor, order));
            Assert.Equal((answer.At, answer.Count), (again.At, again.Count));
        }
        foreach (var watched in all)
        {
            var taken = (await engine.Events(watched.Stream)).Select(stored => WatchJournal.Codec.Decode(stored)).OfType<WatchEvent.ActTaken>().Select(act => act.Act).ToList();
            Assert.Distinct(taken);
            Assert.Empty(told.Where(act => act.Answer.Outcomes.Any(outcome => outcome.Session == watched.Learner.SessionId && outcome.Problem is null)).Select(act => act.Order.Id).Except(taken));
        }

        var pause = Order(ActKind.Pause, null);
        await Until(engine, async () => (await Answer(() => room.Act(People.Proctor, pause))).Outcomes is { Length: Learners } outcomes && outcomes.All(outcome => outcome.Problem is null));
        foreach (var watched in all)
            Assert.Equal("paused", (await watched.View()).State);

        var command = Guid.NewGuid();
        await Until(engine, async () => (await Answer(() => room.Undo(People.Proctor, command, pause.Id, "mistake"))).Outcomes.All(outcome => outcome.UndoProblem is null));
        foreach (var watched in all)
            Assert.Equal("running", (await watched.View()).State);

        async Task Act(string text, Func<ImmutableArray<Guid>?> sessions)
        {
            for (var i = 0; i < Orders; i++)
            {
                var order = Order(ActKind.Message, sessions()) with { Text = $"{text}, {i}" };
                told.Add((order, await Answer(() => room.Act(People.Proctor, order))));
                if (told.Count >= Orders)
                    half.TrySetResult();
            }
        }
    }

    private static ActOrder Order(ActKind kind, ImmutableArray<Guid>? sessions) => new(Guid.NewGuid(), kind, sessions, "routine");

    /// <summary>As a console: the same again until there is an answer.</summary>
    private static async Task<T> Answer<T>(Func<Task<Reply<T>>> ask) where T : class
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return (await ask()).Ok();
            }
            catch (Exception e) when (e is UnavailableException or Orleans.Runtime.OrleansException or TimeoutException && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
            {
                // Unknown whether it was done: the repeat finds out.
            }
        }
    }

    private static async Task Until(Engine engine, Func<Task<bool>> so)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await so(); engine.Advance(TimeSpan.FromMilliseconds(200)))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "It did not come about within 60 seconds.");
    }
}
