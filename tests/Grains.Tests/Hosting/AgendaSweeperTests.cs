using ExamEngine.Grains.Hosting;
using ExamEngine.Storage.Journal;
using Grains.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Grains.Tests.Hosting;

/// <summary>The sweeper at work by itself: what follows from an act, a stop in the middle, a claim that grew old.</summary>
public sealed class AgendaSweeperTests
{
    private const int AtOnce = 64, Batch = 128;

    [Fact]
    public async Task What_follows_from_a_submission_happens_without_a_look_at_the_agenda()
    {
        await using var engine = new PromptEngine();
        await engine.InitializeAsync();
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"), ada.Pick(2, "a"), ada.Write(3, "7"));

        await ada.Submit();

        await engine.Faults.Written($"learner/{ada.Id}", "learner.result-known.v1");
        var summary = await ada.Attempt.Summary();
        Assert.Equal((true, 3m), (summary?.Released, summary?.Points));
        await engine.Faults.Written($"credential/{summary?.CredentialId}", "credential.issued.v1");
        await engine.Of<AgendaSweeper>().StopAsync(CancellationToken.None);
        Assert.Empty(engine.Agenda.About(ada.SessionId));
    }

    [Fact]
    public async Task Where_the_first_try_fails_the_agenda_comes_back_to_it()
    {
        await using var engine = new PromptEngine();
        await engine.InitializeAsync();
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        engine.Faults.Break($"attempt/{ada.SessionId}", Fault.Refuse);
        await ada.Submit();
        // What was begun is waited for, so the failure is behind us.
        await engine.Of<AgendaSweeper>().StopAsync(CancellationToken.None);
        engine.Faults.Mend();
        var row = Assert.IsType<AgendaTable.Row>(engine.Agenda.Find($"grade/{ada.SessionId}"));

        engine.Time.AdjustTime(row.AvailableAt);
        await engine.Sweep();

        Assert.True((await ada.Attempt.Summary())?.Released);
        Assert.Empty(engine.Agenda.About(ada.SessionId));
    }

    [Fact]
    public async Task A_silo_that_stops_finishes_what_came_and_was_begun_and_gives_back_the_rest_at_once()
    {
        await using var engine = new PromptEngine();
        await engine.InitializeAsync();
        var held = engine.Faults.HoldReads("attempt/");
        var keys = await Put(engine, AtOnce + 36);
        await held.Until(AtOnce);

        var stopping = engine.Of<AgendaSweeper>().StopAsync(CancellationToken.None);
        held.LetGo();
        await stopping;

        Assert.All(keys[..AtOnce], key => Assert.Null(engine.Agenda.Find(key)));
        Assert.All(keys[AtOnce..], key => Assert.Equal((1, engine.Now), engine.Agenda.Find(key) is { } row ? (row.Attempts, row.AvailableAt) : default));
    }

    [Fact]
    public async Task A_silo_that_stops_amid_a_batch_of_the_table_gives_back_what_it_has_not_begun()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();
        var held = engine.Faults.HoldReads("attempt/");
        var keys = await Put(engine, Batch + 22);
        using var sweeper = Sweeper(engine, new AgendaInbox(engine.Time));
        await sweeper.StartAsync(CancellationToken.None);
        await held.Until(AtOnce);

        var stopping = sweeper.StopAsync(CancellationToken.None);
        held.LetGo();
        await stopping;

        var rows = keys.Select(engine.Agenda.Find).OfType<AgendaTable.Row>().ToArray();
        Assert.Equal(Batch - AtOnce + 22, rows.Length);
        Assert.Equal(Batch - AtOnce, rows.Count(row => row.Attempts == 1));
        Assert.All(rows, row => Assert.True(row.AvailableAt <= engine.Now));
    }

    [Fact]
    public async Task A_claim_that_has_grown_old_is_left_to_its_lease()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();
        await engine.Of<AgendaSweeper>().StopAsync(CancellationToken.None);
        var call = engine.Of<IOptions<SiloMessagingOptions>>().Value.ResponseTimeout;
        var inbox = engine.Of<AgendaInbox>();
        inbox.Open(2 * call);
        var old = Assert.Single(await Put(engine, 1));
        var until = engine.Now + (2 * call);
        engine.Time.AdjustTime(engine.Now + call + TimeSpan.FromMilliseconds(1));
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Submit();

        using var sweeper = Sweeper(engine, inbox);
        await sweeper.StartAsync(CancellationToken.None);
        await engine.Faults.Written($"attempt/{ada.SessionId}", "attempt.graded.v1");
        await sweeper.StopAsync(CancellationToken.None);

        Assert.Equal((1, until), engine.Agenda.Find(old) is { } row ? (row.Attempts, row.AvailableAt) : default);
        engine.Time.AdjustTime(until);
        await engine.Sweep();
        Assert.Null(engine.Agenda.Find(old));
    }

    private static AgendaSweeper Sweeper(Engine engine, AgendaInbox inbox) => new(
        engine.Of<IAgenda>(), inbox, engine.Of<DutyCarrier>(), engine.Time, engine.Of<GrainOptions>() with { AgendaInterval = TimeSpan.FromDays(1) },
        engine.Of<IOptions<SiloMessagingOptions>>(), engine.Of<AgendaInstruments>(), NullLogger<AgendaSweeper>.Instance);

    /// <summary>Duties of attempts that nobody has made: done as soon as their streams have been looked into.</summary>
    private static async Task<string[]> Put(Engine engine, int count)
    {
        AgendaChange[] duties = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).Select(id => new AgendaChange.Put($"test/{id}", engine.Now, $"attempt/{id}", "grade"))];
        var append = new Append($"test/{Guid.NewGuid()}", 0, [new("test.v1", "{}"u8.ToArray(), engine.Now, "test")]) { Agenda = duties };
        Assert.IsType<AppendResult.Committed>(await engine.Journal.Append(append));
        return [.. duties.OfType<AgendaChange.Put>().Select(put => put.Key)];
    }
}
