using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Silo;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Definitions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Identity;

namespace Web.Tests.Cluster;

/// <summary>
/// Two silos as processes of their own, which start together on an empty database, and a web process in this one, which starts before
/// either is there. Only AdoNet clustering on PostgreSQL connects them.
/// </summary>
public sealed class TwoSilos : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-cluster-tests");
    private readonly Member?[] silos = new Member?[2];
    private readonly string[] siloPorts = [Member.FreePort(), Member.FreePort()], gatewayPorts = [Member.FreePort(), Member.FreePort()];
    private ClusterDatabase? database;
    private WebApplication? web;
    private Uri address = new("http://localhost");
    private int learners;

    public IGrainFactory Grains => Web.Services.GetRequiredService<IGrainFactory>();

    private WebApplication Web => web ?? throw new InvalidOperationException("The web process does not run.");

    private ClusterDatabase Database => database ?? throw new InvalidOperationException("There is no database.");

    public async ValueTask InitializeAsync()
    {
        database = await ClusterDatabase.Create();
        web = SiloHost.Build(Arguments("web", "web", "--urls", "http://127.0.0.1:0", "--environment", "Production"), out _, static services =>
            // Passwords of tests need no protection.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000));
        await Task.WhenAll(Web.StartAsync(), Start(0), Start(1));
        address = OperatorFileKeeper.ListeningOn(Web.Services.GetRequiredService<IServer>())!;

        var importer = Grains.GetGrain<IImportGrain>(0);
        foreach (var file in (ImportRequest[])[TestExam.Program, TestExam.Exam])
            Assert.Empty((await importer.Import(Actor.System, ImportApi.ToAuthoringFile(file))).Problems);
    }

    public async ValueTask DisposeAsync()
    {
        if (web is not null)
        {
            await web.StopAsync();
            await web.DisposeAsync();
        }

        foreach (var silo in silos)
        {
            if (silo is not null)
                await silo.DisposeAsync();
        }

        if (database is not null)
            await database.DisposeAsync();
        directory.Delete(recursive: true);
    }

    /// <summary>The two silos, both up: one that a test before did something to is started again.</summary>
    internal async Task<(Member One, Member Other)> BothUp(CancellationToken stop)
    {
        for (var i = 0; i < silos.Length; i++)
        {
            if (silos[i] is { IsSound: true })
                continue;
            if (silos[i] is { } lost)
                await lost.DisposeAsync();
            await Start(i);
        }

        var management = Grains.GetGrain<IManagementGrain>(0);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await management.GetHosts(onlyActive: true, stop)).Count != silos.Length)
            await timer.WaitForNextTickAsync(stop);

        return (silos[0]!, silos[1]!);
    }

    /// <summary>A web process of its own.</summary>
    internal Task<Member> AnotherWeb(params string[] arguments) => Member.Start([.. Arguments("web", $"web-{Guid.NewGuid():N}"), .. arguments]).Ready();

    /// <summary>What makes a process a member of this cluster.</summary>
    internal string[] Arguments(string role, string name, params string[] more) =>
        ["--role", role, "--data", Path.Combine(directory.FullName, name), "--keys", Path.Combine(directory.FullName, "keys"), .. Database.Arguments,
         "--ExamEngine:Evidence:Shared", "true", "--ExamEngine:Evidence:Directory", Path.Combine(directory.FullName, "evidence"), .. more];

    /// <summary>Learners who sit the exam, spread over the silos by chance.</summary>
    internal async Task<Sitter[]> Seat(int count)
    {
        var sitters = new Sitter[count];
        for (var i = 0; i < count; i++)
            sitters[i] = await Sitter.Begin(await AddLearner());

        return sitters;
    }

    /// <summary>A browser of a new learner, signed in.</summary>
    internal async Task<Visitor> AddLearner(Uri? at = null)
    {
        const string password = "correct horse battery";
        var name = $"learner{Interlocked.Increment(ref learners)}";
        var learner = Grains.GetGrain<ILearnerGrain>(name);
        Assert.Empty((await learner.Describe(Actor.System, new LearnerProfile("Test Learner", "AM"))).Problems);
        Assert.Empty((await learner.Register(Actor.System, new Registration(TestExam.Id, null, null))).Problems);
        await using (var scope = Web.Services.CreateAsyncScope())
        {
            var office = scope.ServiceProvider.GetRequiredService<AccountOffice>();
            Assert.Empty((await office.Put(name, new AccountRequest("A Learner", [RoleNames.Learner], name, password))).Problems);
        }

        var visitor = new Visitor(at ?? address);
        using var answer = await visitor.SignIn(name, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return visitor;
    }

    private async Task Start(int index) => silos[index] = await Member.Start(
        Arguments("silo", $"silo-{index}", "--silo-port", siloPorts[index], "--gateway-port", gatewayPorts[index])).Ready();
}
