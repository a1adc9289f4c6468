namespace LoadTests.Tests.Harness;

/// <summary>A stage with a directory of its own, which goes with it.</summary>
internal sealed class OwnStage : IAsyncDisposable
{
    private readonly DirectoryInfo directory;

    private OwnStage(IStage stage, DirectoryInfo directory) => (Stage, this.directory) = (stage, directory);

    public IStage Stage { get; }

    public string Log(string process) => File.ReadAllText(Path.Combine(directory.FullName, "logs", $"{process}.log"));

    public static async Task<OwnStage> Start(StageShape shape, LineQuality? line = null, bool slowableDisk = false)
    {
        var directory = Directory.CreateTempSubdirectory("examengine-stage-tests");
        return new OwnStage(await Stages.Start(new StagePlan(shape, line, directory.FullName, slowableDisk), TestContext.Current.CancellationToken), directory);
    }

    public async ValueTask DisposeAsync()
    {
        await Stage.DisposeAsync();
        directory.Delete(recursive: true);
    }
}
