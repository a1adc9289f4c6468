using System.Text.Json;

namespace ExamEngine.LoadTests;

/// <summary>The server as anybody would start it, on SQLite.</summary>
internal sealed class OneProcessStage : IStage
{
    private readonly ServerProcess _server;

    private OneProcessStage(ServerProcess server, string operatorKey) => (_server, OperatorKey) = (server, operatorKey);

    public Uri Address => _server.Address;

    public Uri DirectAddress => _server.Address;

    public string OperatorKey { get; }

    public IReadOnlyList<StageProcess> Processes => [new("server", _server.Id)];

    public static async Task<IStage> Start(StagePlan plan, CancellationToken ct)
    {
        var server = await ServerProcess.Start(plan.DataDirectory);
        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(plan.DataDirectory, "operator.json"), ct));
        return new OneProcessStage(server, file.RootElement.GetProperty("Key").GetString() ?? throw new InvalidOperationException("The server left no operator key."));
    }

    public Task Apply(Fault fault, CancellationToken ct) => throw new NotSupportedException($"{fault} cannot be done to one process.");

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
