namespace ExamEngine.Storage.Journal;

/// <summary>How appends are gathered into transactions, and what happens when they come faster than the store commits.</summary>
public sealed record CommitPolicy
{
    /// <summary>Most appends in one transaction.</summary>
    public int MaxBatch { get; init; } = 1000;

    /// <summary>A batch takes no further append once its bodies exceed this many bytes, so that a few big ones do not hold up the rest.</summary>
    public int MaxBatchBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// How long a batch smaller than <see cref="Company"/> waits for company, in real time: when little is written, a transaction, a flush
    /// and the waking of threads would be each append's own. Zero commits at once.
    /// </summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Appends that are company enough: a batch that has gathered so many waits for no more. Under load the next batch has them before the
    /// last one is flushed, so nothing waits where waiting would cost throughput.
    /// </summary>
    public int Company { get; init; } = 8;

    /// <summary>Transactions under way at once. Streams are dealt to them by hash, so one stream's appends keep their order.</summary>
    public int ParallelCommits { get; init; } = 1;

    /// <summary>Appends that may wait for their batch, over all parallel commits.</summary>
    public int QueueCapacity { get; init; } = 8192;

    /// <summary>How long an append waits for room in a full queue before it fails with <see cref="JournalUnavailableException"/>.</summary>
    public TimeSpan EnqueueTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A commit this recent proves health without a probe.</summary>
    public TimeSpan TrustLastCommitFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ArgumentOutOfRangeException">A size is below 1 or a duration is negative.</exception>
    internal CommitPolicy Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatchBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Company, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ParallelCommits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(QueueCapacity, ParallelCommits);
        ArgumentOutOfRangeException.ThrowIfLessThan(Linger, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(EnqueueTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(TrustLastCommitFor, TimeSpan.Zero);
        return this;
    }
}
