using ExamEngine.LoadTests;
using ExamEngine.LoadTests.SetUp;

namespace Browser.Tests.Harness;

/// <summary>A cluster as it is run in production, started as the load test does it, with one exam and one learner who has a seat in its window.</summary>
internal sealed class EngineCluster : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-cluster-tests");
    private Caller? learner;
    private IStage? stage;

    private EngineCluster()
    {
    }

    public Uri Address => Stage.Address;

    public Caller Learner => learner ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Names of all its processes.</summary>
    public IEnumerable<string> Processes => Stage.Processes.Select(process => process.Name);

    private IStage Stage => stage ?? throw new InvalidOperationException("The cluster does not run.");

    /// <param name="exam">Its id; its file in the folder <c>Exams</c> has the same name.</param>
    public static async Task<EngineCluster> Create(string exam)
    {
        var cluster = new EngineCluster();
        try
        {
            await cluster.Prepare(exam, TestContext.Current.CancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL, before this returns. The task ends when the process has been replaced and is ready.</summary>
    public Task Kill(string process) => Stage.Apply(new Fault.Kill(process), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        learner?.Dispose();
        if (stage is not null)
            await stage.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private async Task Prepare(string exam, CancellationToken ct)
    {
        const string name = "ada";
        stage = await Stages.Start(new StagePlan(StageShape.Cluster, Line: null, directory.FullName), ct);
        using var office = new Office(stage);
        await office.Import(Preparation.Text("program.yaml"), ct);
        await office.Import(Preparation.Text($"{exam}.yaml"), ct);
        await office.AddAccounts([name], ct);
        await office.Seat(exam, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddHours(1), [name], ct);
        learner = await Caller.SignInByTicket(stage.Address, (await office.DrawTickets([name], ct))[0]);
    }
}
