using ExamEngine.LoadTests;

namespace Browser.Tests.Harness;

/// <summary>A cluster as it is run in production, started as the load test does it. Its tests come one after another: each kills processes, and waits until they have been replaced.</summary>
public sealed class EngineCluster : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-cluster-tests");
    private IStage? stage;
    private Desk? desk;

    public Uri Address => Stage.Address;

    /// <summary>Names of all its processes.</summary>
    public IEnumerable<string> Processes => Stage.Processes.Select(process => process.Name);

    internal Desk Desk => desk ?? throw new InvalidOperationException("The cluster does not run.");

    private IStage Stage => stage ?? throw new InvalidOperationException("The cluster does not run.");

    public async ValueTask InitializeAsync()
    {
        stage = await Stages.Start(new StagePlan(StageShape.Cluster, Line: null, directory.FullName), TestContext.Current.CancellationToken);
        desk = new Desk(stage);
    }

    /// <summary>SIGKILL, before this returns. The task ends when the process has been replaced and is ready.</summary>
    public Task Kill(string process) => Stage.Apply(new Fault.Kill(process), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        desk?.Dispose();
        if (stage is not null)
            await stage.DisposeAsync();
        directory.Delete(recursive: true);
    }
}

/// <summary>Tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class OnACluster : ICollectionFixture<EngineCluster>
{
    public const string Name = "cluster";
}
