using System.Collections.Concurrent;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Grains.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

/// <summary>What is acknowledged survives whatever ends.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task The_whole_way_with_every_grain_forgotten_between_two_steps_loses_nothing()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();

        await MainPath.Walk(engine, async ada =>
        {
            await engine.Forget(ada.Learner);
            await engine.Forget(ada.Session);
            await engine.Forget(ada.Attempt);
        });
    }

    [Fact]
    public async Task The_whole_way_goes_on_PostgreSQL_as_well()
    {
        if (PostgresEngine.Server is not { } server)
        {
            Assert.Skip("This test needs PostgreSQL: run it by tests/run, or set EXAMENGINE_POSTGRES to what `tests/postgres start DIR` prints.");
            return;
        }
        await using var engine = new PostgresEngine(server);
        await engine.InitializeAsync();

        await MainPath.Walk(engine, ada => engine.Forget(ada.Session));
    }

    [Fact]
    public async Task A_silo_that_dies_under_saves_loses_nothing_that_was_acknowledged()
    {
        await using var engine = new TwoSilos();
        await engine.InitializeAsync();
        var candidates = new List<Candidate>();
        for (var i = 0; i < 8; i++)
        {
            var candidate = await engine.Candidate();
            await candidate.Sit("plain");
            candidates.Add(candidate);
        }
        var acknowledged = new ConcurrentBag<(Candidate By, Guid Command, long Version)>();
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var saving = candidates.Select(candidate => Task.Run(() => SaveAll(candidate)));
        var all = Task.WhenAll(saving);
        await half.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await engine.KillTheSiloOf(candidates[0].Session);
        await all.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(8 * 40, acknowledged.Count);
        foreach (var of in acknowledged.GroupBy(ack => ack.By))
        {
            var stored = (await engine.Events(of.Key.SessionStream)).ToDictionary(row => row.Version, row => SessionJournal.Codec.Decode(row));
            Assert.All(of, ack => Assert.Equal(ack.Command, Assert.IsType<ExamEngine.Core.Sessions.SessionEvent.AnswerSaved>(stored[ack.Version]).Command));
            Assert.Equal(40, stored.Values.OfType<ExamEngine.Core.Sessions.SessionEvent.AnswerSaved>().Count());
        }

        async Task SaveAll(Candidate candidate)
        {
            for (var i = 0; i < 40; i++)
            {
                var entry = candidate.Pick(1 + (i % 2), i % 3 == 0 ? "a" : "b");
                var ack = await UntilAnswered(candidate, entry);
                Assert.Equal(AckStatus.Saved, ack.Status);
                acknowledged.Add((candidate, entry.CommandId, ack.Version));
                if (acknowledged.Count >= 160)
                    half.TrySetResult();
            }
        }
    }

    /// <summary>As a browser's outbox: the same entry again until there is an answer.</summary>
    private static async Task<Acknowledgement> UntilAnswered(Candidate candidate, Entry entry)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Assert.Single((await candidate.Save(entry)).Acks);
            }
            catch (Exception e) when (e is ExamEngine.Contracts.Kernel.UnavailableException or Orleans.Runtime.OrleansException or TimeoutException && attempt < 1_000)
            {
                // Unknown whether it is stored: the repeat finds out.
            }
        }
    }
}
