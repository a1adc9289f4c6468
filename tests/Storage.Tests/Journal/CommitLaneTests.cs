using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Storage.Tests.Harness;

namespace Storage.Tests.Journal;

/// <summary>When a batch waits for company, and when not.</summary>
public sealed class CommitLaneTests
{
    private static readonly CommitPolicy Policy = new() { Linger = TimeSpan.FromMilliseconds(2), Company = 3 };

    private readonly FakeTimeProvider _time = new();
    private readonly GatedStore _store = new();
    private readonly CommitLane _lane;

    public CommitLaneTests() => _lane = new(
        _store, Policy, new(_time), new(_store, Policy, _time, NullLogger<JournalHealth>.Instance), new JournalInstruments(), span => Task.Delay(span, _time), NullLogger.Instance);

    [Fact]
    public async Task A_small_batch_takes_along_what_comes_while_it_lingers()
    {
        var first = Write("a");
        var running = _lane.Run();
        var second = Write("b");
        _time.Advance(Policy.Linger);

        var batch = await _store.NextBatch();
        Assert.Equal(["a", "b"], batch.Streams);
        batch.Commit();
        Assert.IsType<AppendResult.Committed>(await first);
        Assert.IsType<AppendResult.Committed>(await second);
        _lane.Writer.Complete();
        await running;
    }

    [Fact]
    public async Task A_batch_with_company_enough_waits_for_nobody()
    {
        Task<AppendResult>[] appends = [Write("a"), Write("b"), Write("c")];
        var running = _lane.Run();

        var batch = await _store.NextBatch();
        Assert.Equal(["a", "b", "c"], batch.Streams);
        batch.Commit();
        await Task.WhenAll(appends);
        _lane.Writer.Complete();
        await running;
    }

    private Task<AppendResult> Write(string stream)
    {
        var pending = PendingAppend.Policy.CreatePool(1).Get();
        pending.Begin(Some.Append(stream, 0), 2);
        Assert.True(_lane.Writer.TryWrite(pending));
        return pending.Task.AsTask();
    }
}
