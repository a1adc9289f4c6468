namespace ExamEngine.LoadTests.Learners.Watched;

/// <summary>What one learner's pages noticed, in order, and which of it was acknowledged: evidence of the audit, as the <see cref="Ledger"/> is.</summary>
internal sealed class SignalLedger
{
    private readonly List<SentSignal> _sent = [];

    public IReadOnlyList<SentSignal> Sent => _sent;

    public SentSignal Add(string what, DateTimeOffset at, long due)
    {
        var signal = new SentSignal { What = what, At = at, Due = due };
        _sent.Add(signal);
        return signal;
    }
}

/// <summary>One signal.</summary>
internal sealed class SentSignal
{
    /// <summary>As a timeline says it, such as <c>page-hidden.began</c>.</summary>
    public required string What { get; init; }

    /// <summary>By the page's clock as it knows the server's, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was due, as a timestamp of the stopwatch while the run goes on; in a journal in microseconds since learners began to arrive.</summary>
    public required long Due { get; init; }

    /// <summary>The server said that it is durable.</summary>
    public bool Noted { get; set; }
}
