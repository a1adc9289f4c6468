using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Schools;
using ExamEngine.Silo;
using ExamEngine.Storage.Journal;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Definitions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Identity;

[assembly: AssemblyFixture(typeof(RunningSilo))]

namespace Web.Tests.Harness;

/// <summary>The server as Program.cs makes it, listening on a free port, with SQLite in a directory of its own. One for all tests of the assembly.</summary>
public sealed class RunningSilo : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-web-tests");
    private readonly SwitchableHealth health = new();
    private readonly Dictionary<Who, Visitor> visitors = [];
    private WebApplication? app;
    private int accounts;

    public Uri Address { get; private set; } = new("http://localhost");

    public IServiceProvider Services => Running.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public HeldCalls Calls { get; } = new();

    public string DataDirectory => directory.FullName;

    /// <summary>A session of <see cref="Who.Learner"/>.</summary>
    public Guid LearnersSession { get; private set; }

    private WebApplication Running => app ?? throw new InvalidOperationException("The server does not run.");

    public async ValueTask InitializeAsync()
    {
        app = SiloHost.Build(Arguments(DataDirectory), out _, services =>
        {
            services.AddSingleton<IJournalHealth>(health);
            services.AddSingleton<IOutgoingGrainCallFilter>(Calls);
            // Passwords of tests need no protection.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
        });
        await Running.StartAsync();
        Address = OperatorFileKeeper.ListeningOn(Services.GetRequiredService<IServer>())!;

        var importer = Grains.GetGrain<IImportGrain>(0);
        foreach (var file in (ImportRequest[])[TestExam.Program, TestExam.Exam, TestExam.Watched, TestExam.Asking])
            Assert.Empty((await importer.Import(Actor.System, ImportApi.ToAuthoringFile(file))).Problems);

        visitors[Who.Anonymous] = new Visitor(Address);
        visitors[Who.Learner] = await AddLearner();
        visitors[Who.OtherLearner] = await AddLearner();
        visitors[Who.Proctor] = await Add(RoleNames.Proctor);
        visitors[Who.Grader] = await Add(RoleNames.Grader);
        visitors[Who.Staff] = await Add(RoleNames.Staff);
        visitors[Who.Admin] = await Add(RoleNames.Admin);
        visitors[Who.School] = await AddSchool("some-school");
        LearnersSession = await Sitting.Begin(visitors[Who.Learner]);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        directory.Delete(recursive: true);
    }

    /// <summary>Nothing is refused for load, however slow the machine is that the tests run on.</summary>
    public static string[] Arguments(string dataDirectory) =>
    [
        "--urls", "http://127.0.0.1:0", "--data", dataDirectory, "--environment", "Production", "--Logging:Console:LogLevel:Default=None",
        "--ExamEngine:Load:CanWait:Delay=01:00:00", "--ExamEngine:Load:Begins:Delay=01:00:00", "--ExamEngine:Load:CannotWait:Delay=01:00:00",
    ];

    /// <summary>A browser of its own with <paramref name="who"/> signed in.</summary>
    public Visitor Visit(Who who) => visitors[who].Clone();

    /// <summary>An account that no other test uses, signed in.</summary>
    public Task<Visitor> Add(string role, string? learnerId = null, string? schoolId = null) => Add([role], learnerId, schoolId);

    public async Task<Visitor> Add(string[] roles, string? learnerId = null, string? schoolId = null)
    {
        var name = await AddAccount(roles, learnerId, schoolId);
        var visitor = new Visitor(Address);
        using var answer = await visitor.SignIn(name, Password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return visitor;
    }

    /// <summary>A school that counts the tests' program, and an account of it, signed in.</summary>
    public async Task<Visitor> AddSchool(string id)
    {
        var school = Grains.GetGrain<ISchoolGrain>(id);
        Assert.Empty((await school.Describe(Actor.System, new($"School {id}", ""))).Problems);
        Assert.Empty((await school.Agree(Actor.System, "web", new(15, "MSc", "", DateTimeOffset.UnixEpoch, null))).Problems);
        return await Add(RoleNames.School, schoolId: id);
    }

    /// <summary>A learner that no other test uses, registered for <see cref="TestExam"/>, signed in.</summary>
    public async Task<Visitor> AddLearner()
    {
        var id = $"learner-{Guid.NewGuid():N}";
        var learner = Grains.GetGrain<ILearnerGrain>(id);
        Assert.Empty((await learner.Describe(Actor.System, new LearnerProfile("Test Learner", "AM"))).Problems);
        Assert.Empty((await learner.Register(Actor.System, new Registration(TestExam.Id, null, null))).Problems);
        return await Add(RoleNames.Learner, id);
    }

    /// <returns>The name of a new account with <see cref="Password"/>.</returns>
    public Task<string> AddAccount(string role, string? learnerId = null, string? schoolId = null) => AddAccount([role], learnerId, schoolId);

    public async Task<string> AddAccount(string[] roles, string? learnerId = null, string? schoolId = null)
    {
        var name = $"{roles[0]}{Interlocked.Increment(ref accounts)}";
        await using var scope = Services.CreateAsyncScope();
        var office = scope.ServiceProvider.GetRequiredService<AccountOffice>();
        Assert.Empty((await office.Put(name, new AccountRequest($"The {roles[0]}", [.. roles], learnerId, Password, schoolId))).Problems);
        return name;
    }

    /// <summary>Accounts without passwords, as a program's system hands them over.</summary>
    internal async Task<AccountsTaken> Batch(params NewAccount[] accounts)
    {
        await using var scope = Services.CreateAsyncScope();
        var taken = await scope.ServiceProvider.GetRequiredService<AccountBatch>().Take(Actor.System, [.. accounts], CancellationToken.None);
        Assert.Empty(taken.Problems);
        return taken.Value!;
    }

    /// <summary>Makes the journal report a problem until what is returned is disposed.</summary>
    public IDisposable BreakJournal(string problem) => health.Break(problem);

    private sealed class SwitchableHealth : IJournalHealth
    {
        private volatile string? problem;

        public ValueTask<string?> Problem(CancellationToken ct) => ValueTask.FromResult(problem);

        public IDisposable Break(string what)
        {
            problem = what;
            return new Mended(this);
        }

        private sealed class Mended(SwitchableHealth health) : IDisposable
        {
            public void Dispose() => health.problem = null;
        }
    }
}
