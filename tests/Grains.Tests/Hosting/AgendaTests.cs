using ExamEngine.Grains.Hosting;
using ExamEngine.Grains.Sessions;
using ExamEngine.Storage.Journal;
using Grains.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Grains.Tests.Hosting;

public sealed class AgendaTests(Engine engine) : IClassFixture<Engine>
{
    [Theory]
    [InlineData("attempt/0195d3a0-0000-7000-8000-000000000001")]
    [InlineData("attempt/not-a-guid")]
    [InlineData("weather/tomorrow")]
    [InlineData("nonsense")]
    public async Task A_duty_that_fails_waits_longer_each_time_and_is_never_dropped(string target)
    {
        var key = $"test/{Guid.NewGuid()}";
        await Put(key, target, "nonsense");

        var waits = new List<double>();
        for (var attempt = 1; attempt <= 12; attempt++)
        {
            await engine.Sweep();
            var row = Assert.IsType<AgendaTable.Row>(engine.Agenda.Find(key));
            Assert.Equal(attempt, row.Attempts);
            waits.Add((row.AvailableAt - engine.Now).TotalSeconds);
            engine.Advance(row.AvailableAt - engine.Now);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300], waits);
    }

    [Fact]
    public async Task A_duty_that_failed_for_an_outage_is_done_after_it()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Submit();
        engine.Faults.Break($"attempt/{ada.SessionId}", Fault.Refuse);
        await engine.Sweep();
        Assert.Null(await ada.Attempt.Summary());
        engine.Faults.Mend();

        engine.Advance(TimeSpan.FromSeconds(1));
        await engine.Sweep();

        Assert.True((await ada.Attempt.Summary())?.Released);
        Assert.Null(engine.Agenda.Find($"grade/{ada.SessionId}"));
    }

    [Fact]
    public async Task A_duty_done_whose_row_stayed_is_done_again_without_harm()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"), ada.Pick(2, "a"), ada.Write(3, "7"));
        await ada.Submit();
        await engine.Sweep();
        string[] streams = [ada.SessionStream, $"attempt/{ada.SessionId}", $"learner/{ada.Id}", $"credential/{(await ada.Attempt.Summary())?.CredentialId}"];
        var versions = await Task.WhenAll(streams.Select(engine.VersionOf));
        Assert.All(versions, version => Assert.True(version > 0));

        foreach (var (target, message) in ((string, string)[])[
            (ada.SessionStream, "deadline"), ($"attempt/{ada.SessionId}", "grade"), ($"attempt/{ada.SessionId}", "release"), ($"attempt/{ada.SessionId}", "award"), ($"learner/{ada.Id}", $"{ada.SessionId}")])
            await Put($"again/{target}/{message}", target, message);
        await engine.Sweep();

        Assert.Equal(versions, await Task.WhenAll(streams.Select(engine.VersionOf)));
        Assert.Null(engine.Agenda.Find($"again/attempt/{ada.SessionId}/award"));
    }

    [Fact]
    public async Task A_running_session_leaves_one_row_and_an_ended_one_none()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain", TimeSpan.FromDays(1));
        Assert.Equal(engine.Now + TimeSpan.FromMinutes(60) + TimeSpan.FromSeconds(5) + SessionDuties.UnderWay, engine.Agenda.Find($"deadline/{ada.SessionId}")?.Due);

        await ada.Submit();
        Assert.NotNull(engine.Agenda.Find($"grade/{ada.SessionId}"));
        await engine.Sweep();

        Assert.Empty(engine.Agenda.About(ada.SessionId));
    }

    [Fact]
    public async Task A_round_that_was_cancelled_or_failed_does_not_end_the_rounds()
    {
        var agenda = new BrokenAgenda();
        using var sweeper = new AgendaSweeper(
            agenda, new AgendaInbox(engine.Time), engine.Of<DutyCarrier>(), engine.Time, engine.Of<GrainOptions>() with { AgendaInterval = TimeSpan.FromSeconds(1) },
            engine.Of<IOptions<SiloMessagingOptions>>(), engine.Of<AgendaInstruments>(), NullLogger<AgendaSweeper>.Instance);
        await sweeper.StartAsync(CancellationToken.None);

        for (var round = 1; round <= 4; round++)
        {
            await agenda.Claimed(round).WaitAsync(TimeSpan.FromSeconds(20));
            engine.Advance(TimeSpan.FromSeconds(1));
        }

        await sweeper.StopAsync(CancellationToken.None);
    }

    private async Task Put(string key, string target, string message)
    {
        var put = new AgendaChange.Put(key, engine.Now, target, message);
        Assert.IsType<AppendResult.Committed>(await engine.Journal.Append(new($"test/{Guid.NewGuid()}", 0, [new("test.v1", "{}"u8.ToArray(), engine.Now, "test")]) { Agenda = [put] }));
    }

    /// <summary>Cannot be claimed from: in turn cancelled and broken.</summary>
    private sealed class BrokenAgenda : IAgenda
    {
        private readonly TaskCompletionSource[] _claims = [.. Enumerable.Range(0, 8).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        private int _rounds;

        public Task Claimed(int round) => _claims[round].Task;

        public ValueTask<IReadOnlyList<AgendaEntry>> Claim(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken ct)
        {
            var round = Interlocked.Increment(ref _rounds);
            _claims[round].TrySetResult();
            throw round % 2 == 1 ? new TaskCanceledException() : new JournalUnavailableException("The disk is gone.");
        }

        public ValueTask Complete(IReadOnlyList<AgendaEntry> entries, CancellationToken ct) => ValueTask.CompletedTask;

        public ValueTask Postpone(IReadOnlyList<AgendaEntry> entries, DateTimeOffset retryAt, CancellationToken ct) => ValueTask.CompletedTask;

        public ValueTask<DateTimeOffset?> NextDue(CancellationToken ct) => ValueTask.FromResult<DateTimeOffset?>(null);
    }
}
