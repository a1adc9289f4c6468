namespace ExamEngine.LoadTests;

/// <summary>What a run happens on: server processes that were started for it, or an address somebody gave.</summary>
internal interface IStage : IAsyncDisposable
{
    /// <summary>Where learners connect; through the line of the plan when it has one.</summary>
    Uri Address { get; }

    /// <summary>Where set-up, metrics and audit go: the same server without the plan's line.</summary>
    Uri DirectAddress { get; }

    /// <summary>Bearer key for set-up, metrics and audit. A server that is restarted may have another one: ask each time.</summary>
    string OperatorKey { get; }

    /// <summary>Whose processor time and memory are sampled; empty when they run elsewhere. A process that is restarted keeps its name.</summary>
    IReadOnlyList<StageProcess> Processes { get; }

    /// <summary>Each process that ended and nobody had broken it, in words: a supervisor hides it from learners and must not hide it from the run.</summary>
    IReadOnlyList<string> Falls { get; }

    /// <summary>Carries out a fault. Returns when it is done: the process runs and is ready again, the line is back.</summary>
    /// <exception cref="NotSupportedException">The stage has nothing of that kind.</exception>
    Task Apply(Fault fault, CancellationToken ct);
}

/// <param name="Name">Stable through restarts: <c>silo-1</c>, <c>web-2</c>, <c>postgres</c>.</param>
/// <param name="Metrics">Where it shows its metrics as Prometheus text; null when it has none of its own.</param>
internal sealed record StageProcess(string Name, int Pid, Uri? Metrics = null);
