using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Time.Testing;
using Storage.Tests.Harness;

namespace Storage.Tests.Journal;

/// <summary>Group commit seen from both sides.</summary>
public sealed class JournalWriterTests
{
    private static Append On(string stream, long expected = 0) => Some.Append(stream, expected);

    [Fact]
    public async Task What_arrives_during_a_commit_is_committed_together_next()
    {
        var (writer, _, store) = GatedStore.Journal(new());
        writer.Start();

        var first = writer.Append(On("a")).AsTask();
        var batch = await store.NextBatch();
        var rest = new[] { "b", "c", "d" }.Select(s => writer.Append(On(s)).AsTask()).ToList();
        batch.Commit();
        var second = await store.NextBatch();
        second.Commit();

        Assert.Equal(["a"], batch.Streams);
        Assert.Equal(["b", "c", "d"], second.Streams);
        Assert.All(await Task.WhenAll([first, .. rest]), r => Assert.Equal(new AppendResult.Committed(1), r));
        await writer.Stop(default);
    }

    [Fact]
    public async Task A_second_append_to_a_stream_waits_for_the_batch_after_the_first()
    {
        var (writer, _, store) = GatedStore.Journal(new() { MaxBatch = 3 });
        writer.Start();
        var blocker = writer.Append(On("blocker")).AsTask();
        var gate = await store.NextBatch();
        var appends = new[] { On("a"), On("a", 1), On("b"), On("a", 2), On("c"), On("d") }.Select(a => writer.Append(a).AsTask()).ToList();

        gate.Commit();
        var batches = new List<string[]>();
        for (var i = 0; i < 3; i++)
        {
            var batch = await store.NextBatch();
            batches.Add(batch.Streams);
            batch.Commit();
        }

        await Task.WhenAll([blocker, .. appends]);
        Assert.Equal([["a", "b", "c"], ["a", "d"], ["a"]], batches);
        await writer.Stop(default);
    }

    [Fact]
    public async Task A_batch_is_closed_once_its_bodies_are_large_enough()
    {
        var (writer, _, store) = GatedStore.Journal(new() { MaxBatchBytes = 100 });
        writer.Start();
        var blocker = writer.Append(On("blocker")).AsTask();
        var gate = await store.NextBatch();
        var big = new Append("big", 0, [Some.Event(new string('x', 100))]);
        var appends = new[] { On("a"), big, On("b") }.Select(a => writer.Append(a).AsTask()).ToList();

        gate.Commit();
        var second = await store.NextBatch();
        second.Commit();
        var third = await store.NextBatch();
        third.Commit();

        await Task.WhenAll([blocker, .. appends]);
        Assert.Equal(["a", "big"], second.Streams);
        Assert.Equal(["b"], third.Streams);
        await writer.Stop(default);
    }

    [Fact]
    public async Task A_full_queue_fails_further_appends_after_a_bounded_wait()
    {
        var time = new FakeTimeProvider();
        var (writer, _, store) = GatedStore.Journal(new() { QueueCapacity = 2, EnqueueTimeout = TimeSpan.FromSeconds(3) }, time);
        writer.Start();
        var taken = writer.Append(On("taken")).AsTask();
        var gate = await store.NextBatch();
        var queued = new[] { writer.Append(On("b")).AsTask(), writer.Append(On("c")).AsTask() };

        var refused = writer.Append(On("d")).AsTask();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(refused.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("full", (await Assert.ThrowsAsync<JournalUnavailableException>(() => refused)).Message, StringComparison.Ordinal);
        gate.Commit();
        var next = await store.NextBatch();
        Assert.Equal(["b", "c"], next.Streams);
        next.Commit();
        await Task.WhenAll([taken, .. queued]);
        await writer.Stop(default);
    }

    [Fact]
    public async Task An_append_waits_for_room_and_then_commits()
    {
        var (writer, _, store) = GatedStore.Journal(new() { QueueCapacity = 1, EnqueueTimeout = TimeSpan.FromMinutes(1) });
        writer.Start();
        var first = writer.Append(On("a")).AsTask();
        var gate = await store.NextBatch();
        var queued = writer.Append(On("b")).AsTask();
        var waiting = writer.Append(On("c")).AsTask();

        gate.Commit();
        // The last may come into the batch of the one before: there is room as soon as that is taken from the queue.
        var committed = new List<string>();
        while (committed.Count < 2)
        {
            var batch = await store.NextBatch();
            committed.AddRange(batch.Streams);
            batch.Commit();
        }

        await Task.WhenAll(first, queued, waiting);
        Assert.Equal(["b", "c"], committed);
        await writer.Stop(default);
    }

    [Fact]
    public async Task An_append_cancelled_while_it_waits_is_never_stored()
    {
        using var cancel = new CancellationTokenSource();
        var (writer, _, store) = GatedStore.Journal(new());
        writer.Start();
        var first = writer.Append(On("a")).AsTask();
        var gate = await store.NextBatch();
        var withdrawn = writer.Append(On("b"), cancel.Token).AsTask();
        var last = writer.Append(On("b")).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        gate.Commit();
        var next = await store.NextBatch();
        next.Commit();

        Assert.Equal(["b"], next.Streams);
        Assert.Equal(new AppendResult.Committed(1), await last);
        await first;
        await writer.Stop(default);
    }

    [Fact]
    public async Task An_append_cancelled_while_it_is_being_stored_still_tells_how_it_ended()
    {
        using var cancel = new CancellationTokenSource();
        var (writer, _, store) = GatedStore.Journal(new());
        writer.Start();
        var append = writer.Append(On("a"), cancel.Token).AsTask();
        var batch = await store.NextBatch();

        await cancel.CancelAsync();
        Assert.False(append.IsCompleted);
        batch.Commit();

        Assert.Equal(new AppendResult.Committed(1), await append);
        await writer.Stop(default);
    }

    [Fact]
    public async Task A_cancelled_caller_is_refused_at_once()
    {
        var (writer, _, _) = GatedStore.Journal(new());
        writer.Start();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.Append(On("a"), new CancellationToken(canceled: true)));
        await writer.Stop(default);
    }

    [Fact]
    public async Task A_store_that_fails_fails_the_whole_batch_and_serves_the_next()
    {
        var (writer, health, store) = GatedStore.Journal(new());
        writer.Start();
        var first = writer.Append(On("a")).AsTask();
        var gate = await store.NextBatch();
        var lost = new[] { writer.Append(On("b")).AsTask(), writer.Append(On("c")).AsTask() };

        gate.Commit();
        (await store.NextBatch()).Fail(new JournalUnavailableException("The disk is full."));
        foreach (var append in lost)
            Assert.Equal("The disk is full.", (await Assert.ThrowsAsync<JournalUnavailableException>(() => append)).Message);

        store.ProbeFails = new JournalUnavailableException("Still full.");
        Assert.Equal("Still full.", await health.Problem(default));
        var retried = writer.Append(On("b")).AsTask();
        (await store.NextBatch()).Commit();
        Assert.Equal(new AppendResult.Committed(1), await retried);
        Assert.Null(await health.Problem(default));
        await first;
        await writer.Stop(default);
    }

    [Fact]
    public async Task Appends_are_refused_before_the_start_and_after_the_stop()
    {
        var (writer, health, _) = GatedStore.Journal(new());

        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await writer.Append(On("a")));
        Assert.NotNull(await health.Problem(default));
        writer.Start();
        Assert.Null(await health.Problem(default));
        await writer.Stop(default);

        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await writer.Append(On("a")));
        Assert.NotNull(await health.Problem(default));
    }

    [Fact]
    public async Task Stopping_commits_everything_that_was_accepted()
    {
        var (writer, _, store) = GatedStore.Journal(new());
        writer.Start();
        var first = writer.Append(On("a")).AsTask();
        var gate = await store.NextBatch();
        var queued = writer.Append(On("b")).AsTask();

        var stopping = writer.Stop(default);
        Assert.False(stopping.IsCompleted);
        gate.Commit();
        (await store.NextBatch()).Commit();
        await stopping;

        Assert.Equal([new AppendResult.Committed(1), new AppendResult.Committed(1)], await Task.WhenAll(first, queued));
    }

    [Fact]
    public async Task Health_trusts_a_recent_commit_and_probes_after_a_quiet_time()
    {
        var time = new FakeTimeProvider();
        var (writer, health, store) = GatedStore.Journal(new() { TrustLastCommitFor = TimeSpan.FromSeconds(10) }, time);
        writer.Start();

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(await health.Problem(default));
        Assert.Equal(0, store.Probes);
        time.Advance(TimeSpan.FromSeconds(1));
        store.ProbeFails = new JournalUnavailableException("Gone.");
        Assert.Equal("Gone.", await health.Problem(default));
        store.ProbeFails = null;
        Assert.Null(await health.Problem(default));

        Assert.Equal(2, store.Probes);
        await writer.Stop(default);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 4, 3)]
    public void A_policy_that_cannot_work_is_refused(int batch, int parallel, int queue) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GatedStore.Journal(new() { MaxBatch = batch, ParallelCommits = parallel, QueueCapacity = queue }));
}
