using System.Threading.Channels;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Storage.Tests.Journal;

/// <summary>A store that shows each batch and commits it when the test says how.</summary>
internal sealed class GatedStore : IJournalStore
{
    private readonly Channel<Batch> _batches = Channel.CreateUnbounded<Batch>();

    public Exception? ProbeFails { get; set; }

    public int Probes { get; private set; }

    public static (JournalWriter Writer, JournalHealth Health, GatedStore Store) Journal(CommitPolicy policy, TimeProvider? time = null)
    {
        var store = new GatedStore();
        // Batches are what has gathered during the last one, and nothing else: lingering has tests of its own.
        policy = policy with { Linger = TimeSpan.Zero };
        var health = new JournalHealth(store, policy, time ?? TimeProvider.System, NullLogger<JournalHealth>.Instance);
        return (new(store, policy, new(time ?? TimeProvider.System), health, new JournalInstruments(), time ?? TimeProvider.System, NullLogger<JournalWriter>.Instance), health, store);
    }

    public ValueTask<Batch> NextBatch() => _batches.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask Commit(ReadOnlyMemory<Append> appends, Memory<bool> won)
    {
        var batch = new Batch([.. appends.Span.ToArray().Select(a => a.Stream)]);
        await _batches.Writer.WriteAsync(batch);
        await batch.Outcome.Task;
        won.Span.Fill(true);
    }

    public IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion, CancellationToken ct) => AsyncEnumerable.Empty<StoredEvent>();

    public ValueTask Probe(CancellationToken ct)
    {
        Probes++;
        return ProbeFails is null ? ValueTask.CompletedTask : ValueTask.FromException(ProbeFails);
    }

    internal sealed record Batch(string[] Streams)
    {
        public TaskCompletionSource Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Commit() => Outcome.SetResult();

        public void Fail(Exception error) => Outcome.SetException(error);
    }
}
