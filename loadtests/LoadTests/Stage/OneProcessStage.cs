namespace ExamEngine.LoadTests;

/// <summary>The server as anybody would start it, on SQLite or on a PostgreSQL of its own. Being silo and web at once, it takes the faults of both.</summary>
internal sealed class OneProcessStage : IStage
{
    private readonly StageGround _ground;
    private readonly SupervisedProcess _server;

    private OneProcessStage(StageGround ground, SupervisedProcess server, Uri direct)
    {
        (_ground, _server, DirectAddress) = (ground, server, direct);
        Address = ground.LineTo(direct);
    }

    public Uri Address { get; }

    public Uri DirectAddress { get; }

    /// <summary>The running server's: it makes a new key each time it starts.</summary>
    public string OperatorKey => EngineCommand.OperatorKey(_ground.DataOf("server"));

    public IReadOnlyList<StageProcess> Processes => [_server.Told, .. _ground.Processes];

    public IReadOnlyList<string> Falls => [.. _server.Falls];

    public static async Task<IStage> Start(StagePlan plan, CancellationToken ct)
    {
        var onPostgres = plan.Shape == StageShape.OneProcessOnPostgres;
        var ground = await StageGround.Prepare(plan, onPostgres, ct);
        var (address, metrics) = (EngineCommand.FreeAddress(), EngineCommand.FreeAddress("metrics"));
        var server = SupervisedProcess.Start(new ProcessPlan(
            "server",
            EngineCommand.Of(address, ground.DataOf("server"), [.. EngineCommand.Showing(metrics), .. ground.StorageSettings]),
            onPostgres ? EngineCommand.Production : EngineCommand.Production.With(ground.Flushing),
            address,
            ground.Logs,
            metrics));
        var stage = new OneProcessStage(ground, server, address);
        try
        {
            await server.WaitUntilReady(ct);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public Task Apply(Fault fault, CancellationToken ct) => fault switch
    {
        Fault.KillSilo or Fault.KillWeb => _server.Kill(ct),
        Fault.Kill(var name) when name == _server.Name => _server.Kill(ct),
        Fault.HangSilo hang => _server.Hang(hang.For, ct),
        Fault.RollingRestart => _server.Restart(ct),
        _ => _ground.Apply(fault, ct),
    };

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _ground.DisposeAsync();
    }
}
