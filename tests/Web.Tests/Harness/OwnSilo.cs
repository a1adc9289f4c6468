using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Silo;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Definitions;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;

namespace Web.Tests.Harness;

/// <summary>A server of a test's own, with settings of its own, on a free port, with <see cref="TestExam"/>.</summary>
internal sealed class OwnSilo : IAsyncDisposable
{
    private readonly DirectoryInfo directory;
    private readonly WebApplication app;

    private OwnSilo(DirectoryInfo directory, WebApplication app)
    {
        this.directory = directory;
        this.app = app;
        Address = OperatorFileKeeper.ListeningOn(Services.GetRequiredService<IServer>())!;
    }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    public string DataDirectory => directory.FullName;

    public static async Task<OwnSilo> Start(string[] settings, Action<IServiceCollection> adjust)
    {
        var directory = Directory.CreateTempSubdirectory("examengine-own-silo");
        var app = SiloHost.Build([.. RunningSilo.Arguments(directory.FullName), .. settings], out _, adjust)!;
        await app.StartAsync();
        var silo = new OwnSilo(directory, app);
        var importer = silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IImportGrain>(0);
        foreach (var file in (ImportRequest[])[TestExam.Program, TestExam.Exam])
            Assert.Empty((await importer.Import(Actor.System, ImportApi.ToAuthoringFile(file))).Problems);
        return silo;
    }

    /// <summary>Learners registered for <see cref="TestExam"/>, signed in by tickets.</summary>
    public async Task<IReadOnlyList<Visitor>> Learners(int count, string name = "Test Learner")
    {
        var people = Enumerable.Range(0, count).Select(_ => $"own-{Guid.NewGuid():N}").ToArray();
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountBatch>().Take(
            Actor.System, [.. people.Select(id => new NewAccount(id, name, [RoleNames.Learner], id, name, "AM"))], CancellationToken.None);
        var made = await scope.ServiceProvider.GetRequiredService<TicketOffice>().Make(Actor.System, [.. people], CancellationToken.None);
        var visitors = new List<Visitor>();
        foreach (var ticket in made.Value!.Tickets)
        {
            Assert.Empty((await Services.GetRequiredService<IGrainFactory>().GetGrain<ILearnerGrain>(ticket.UserName).Register(Actor.System, new Registration(TestExam.Id, null, null))).Problems);
            var visitor = new Visitor(Address);
            await visitor.Ask(HttpMethod.Post, "api/account/ticket", $$"""{"ticket":"{{ticket.Value}}"}""", WireJson.Default.Me);
            visitors.Add(visitor);
        }

        return visitors;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        directory.Delete(recursive: true);
    }
}
