namespace ExamEngine.LoadTests;

/// <summary>
/// Two silos and two web processes on a PostgreSQL of their own, behind the proxy that comes with the engine. The last silo and the last web process are the
/// ones that faults happen to; set-up and audit talk to the first web process.
/// </summary>
internal sealed class ClusterStage : IStage
{
    private readonly StageGround _ground;
    private readonly SupervisedProcess[] _silos, _webs;
    private readonly SupervisedProcess _proxy;

    private ClusterStage(StageGround ground)
    {
        _ground = ground;
        var webs = Enumerable.Range(1, 2).Select(number => (Name: $"web-{number}", Address: EngineCommand.FreeAddress())).ToArray();
        var proxy = EngineCommand.FreeAddress();
        var keys = ground.DataOf("keys");
        _silos = [.. Enumerable.Range(1, 2).Select(number => Start($"silo-{number}", EngineCommand.FreeAddress(),
            ["--role", "silo", "--keys", keys, "--silo-port", $"{LocalPorts.Free()}", "--gateway-port", $"{LocalPorts.Free()}", .. ground.StorageSettings, .. ground.SharedEvidence],
            EngineCommand.FreeAddress("metrics")))];
        _webs = [.. webs.Select(web => Start(web.Name, web.Address, ["--role", "web", .. ground.StorageSettings, .. ground.SharedEvidence]))];
        _proxy = Start("proxy", proxy, ["--role", "proxy", .. webs.Select((web, index) => $"--ExamEngine:Proxy:Destinations:{index}={web.Address}")]);
        DirectAddress = webs[0].Address;
        Address = ground.LineTo(proxy);
    }

    public Uri Address { get; }

    public Uri DirectAddress { get; }

    /// <summary>The first web process's: each makes a new key whenever it starts.</summary>
    public string OperatorKey => EngineCommand.OperatorKey(_ground.DataOf(_webs[0].Name));

    public IReadOnlyList<StageProcess> Processes => [.. Everyone.Select(process => process.Told), .. _ground.Processes];

    public IReadOnlyList<string> Falls => [.. Everyone.SelectMany(process => process.Falls)];

    private IEnumerable<SupervisedProcess> Everyone => [.. _silos, .. _webs, _proxy];

    public static async Task<IStage> Start(StagePlan plan, CancellationToken ct)
    {
        var stage = new ClusterStage(await StageGround.Prepare(plan, withPostgres: true, ct));
        try
        {
            await Task.WhenAll(stage.Everyone.Select(process => process.WaitUntilReady(ct)));
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
        Fault.KillSilo => _silos[^1].Kill(ct),
        Fault.KillWeb => _webs[^1].Kill(ct),
        Fault.Kill(var name) when Everyone.FirstOrDefault(process => process.Name == name) is { } process => process.Kill(ct),
        Fault.HangSilo hang => _silos[^1].Hang(hang.For, ct),
        Fault.RollingRestart => RestartInTurn(ct),
        Fault.CutAllSockets when !_ground.HasLine => _proxy.Kill(ct),
        _ => _ground.Apply(fault, ct),
    };

    public async ValueTask DisposeAsync()
    {
        // From the front, so that nobody waits for what has left.
        await _proxy.DisposeAsync();
        await Task.WhenAll(_webs.Select(web => web.DisposeAsync().AsTask()));
        await Task.WhenAll(_silos.Select(silo => silo.DisposeAsync().AsTask()));
        await _ground.DisposeAsync();
    }

    private async Task RestartInTurn(CancellationToken ct)
    {
        foreach (var process in (SupervisedProcess[])[.. _silos, .. _webs])
            await process.Restart(ct);
    }

    /// <param name="metrics">Null where nothing is asked: a web process commits nothing and has no agenda.</param>
    private SupervisedProcess Start(string name, Uri address, IEnumerable<string> settings, Uri? metrics = null) => SupervisedProcess.Start(new ProcessPlan(
        name,
        EngineCommand.Of(address, _ground.DataOf(name), [.. settings, .. metrics is null ? [] : EngineCommand.Showing(metrics)]),
        EngineCommand.Production,
        address,
        _ground.Logs,
        metrics));
}
