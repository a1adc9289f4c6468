namespace ExamEngine.LoadTests;

/// <summary>A server that somebody else runs. Faults and samples of its processes are not to be had.</summary>
internal sealed class GivenStage(Uri address, string operatorKey) : IStage
{
    public Uri Address => address;

    public Uri DirectAddress => address;

    public string OperatorKey => operatorKey;

    public IReadOnlyList<StageProcess> Processes => [];

    public IReadOnlyList<string> Falls => [];

    public Task Apply(Fault fault, CancellationToken ct) => throw new NotSupportedException("Faults need a server that the load test has started itself.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
