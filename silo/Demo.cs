using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Schools;
using ExamEngine.Storage;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Definitions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ExamEngine.Silo;

/// <summary>What a newcomer finds: five programs, their exams, and an account for each part. It is put up once: what people have changed since stays.</summary>
internal static class Demo
{
    /// <summary>Known to everybody who can read this: the sign-in page shows it. Demonstrations only.</summary>
    public const string Password = "try-the-engine";

    /// <summary>The exam that is sat under a proctor.</summary>
    public const string ProctoredExam = "scm-proctored";

    /// <summary>The school that counts the supply chain program.</summary>
    public const string School = "northern";

    /// <summary>Id of the command that gives its rooms to the demonstration's proctor.</summary>
    public static readonly Guid Assignment = new("5d3f6a0e-2f5b-4d0a-9a86-0b6b7c1e4d11");

    /// <summary>Name of the lock under which the demonstration is put up or taken down.</summary>
    public const string Turn = "demo";

    public static readonly ImmutableArray<DemoPerson> People =
    [
        new("learner", "Անի Պետրոսյան", RoleNames.Learner, new LearnerProfile("Անի Պետրոսյան", "AM"), "demo-1"),
        new("learner2", "ليلى حداد", RoleNames.Learner, new LearnerProfile("ليلى حداد", "JO"), "demo-2", TimeMultiplierPercent: 150),
        new("proctor", "Pilar Ferreira", RoleNames.Proctor),
        new("grader", "Grace Okafor", RoleNames.Grader),
        new("staff", "Søren Lindqvist", RoleNames.Staff),
        new("admin", "Admin", RoleNames.Admin),
        new("school", "Ingrid Aalto", RoleNames.School, SchoolId: School),
    ];

    /// <summary>When it was that somebody earned a program elsewhere.</summary>
    public static readonly DateTimeOffset Earlier = new(2024, 6, 28, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The supply chain program of the second learner, with its courses.</summary>
    public static ImmutableArray<AwardOrder> EarnedEarlier =>
    [
        Earned(CredentialKinds.Program, "scm", "Supply Chain Management", 0),
        Earned(CredentialKinds.Course, "sc0x", "Supply Chain Analytics", 700),
        Earned(CredentialKinds.Course, "sc1x", "Supply Chain Fundamentals", 560),
        Earned(CredentialKinds.Course, "sc2x", "Supply Chain Design", 420),
        Earned(CredentialKinds.Course, "sc3x", "Supply Chain Dynamics", 280),
        Earned(CredentialKinds.Course, "sc4x", "Supply Chain Technology and Systems", 140),
    ];

    private static AwardOrder Earned(string kind, string subject, string title, int daysBefore) => new(
        "demo-2", "ليلى حداد", "JO", kind, subject, title, "scm", kind == CredentialKinds.Program ? "" : "Supply Chain Management", "en", Earlier.AddDays(-daysBefore), true);

    public static void AddDemo(this IHostApplicationBuilder builder)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton(new DemoAccounts(
            [.. People.Select(person => new DemoAccount(person.UserName, person.DisplayName, Password, person.Role))])));
        builder.Services.AddHostedService<DemoSeed>();
    }
}

/// <summary>
/// Locks the demonstration's accounts where a demonstration was before and none is now: everybody knows their password. A new password,
/// by <c>silo/run account</c>, opens an account again.
/// </summary>
internal sealed partial class DemoLeftovers(IServiceScopeFactory scopes, IProcessLocks locks, ILogger<DemoLeftovers> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var turn = await locks.Take(Demo.Turn, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        foreach (var person in Demo.People)
        {
            if (await accounts.FindByNameAsync(person.UserName) is not { } account || !await accounts.CheckPasswordAsync(account, Demo.Password))
                continue;
            await accounts.SetLockoutEnabledAsync(account, true);
            await accounts.SetLockoutEndDateAsync(account, DateTimeOffset.MaxValue);
            LogLocked(logger, person.UserName);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "The demonstration account {UserName} is locked: its password is known to everybody.")]
    private static partial void LogLocked(ILogger logger, string userName);
}

/// <param name="LearnerId">With <paramref name="Profile"/>, for those who sit exams.</param>
/// <param name="TimeMultiplierPercent">100 is no accommodation.</param>
internal sealed record DemoPerson(
    string UserName, string DisplayName, string Role, LearnerProfile? Profile = null, string? LearnerId = null, int TimeMultiplierPercent = 100, string? SchoolId = null);

/// <summary>Fills an empty engine with the demonstration, before the web server takes its first request. Processes that start together take turns.</summary>
internal sealed partial class DemoSeed(IServiceScopeFactory scopes, IGrainFactory grains, IProcessLocks locks, ILogger<DemoSeed> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var turn = await locks.Take(Demo.Turn, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var office = scope.ServiceProvider.GetRequiredService<AccountOffice>();
        // Made last, it says that everything else is there.
        var last = Demo.People[^1];
        if (await office.Knows(last.UserName))
            return;
        foreach (var person in Demo.People[..^1])
            await AddAccount(office, person);
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var exams = await ImportAll(cancellationToken);
        await AddSchool();
        foreach (var person in Demo.People)
        {
            if (person is { Profile: { } profile, LearnerId: { } learnerId })
                await AddLearner(learnerId, profile, person.TimeMultiplierPercent, exams);
            else if (person.Role == RoleNames.Proctor && exams.Contains(Demo.ProctoredExam) && await accounts.FindByNameAsync(person.UserName) is { } account)
                await AssignProctor(account.Id);
        }

        await AddAccount(office, last);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task AddAccount(AccountOffice office, DemoPerson person)
    {
        if (!await office.Knows(person.UserName))
            Require(await office.Put(person.UserName, new AccountRequest(person.DisplayName, [person.Role], person.LearnerId, Demo.Password, person.SchoolId)));
    }

    /// <returns>The exams there are.</returns>
    private async Task<List<string>> ImportAll(CancellationToken ct)
    {
        var importer = grains.GetGrain<IImportGrain>(0);
        var exams = new List<string>();
        // Exams belong to programs, so programs come first.
        foreach (var folder in (string[])["programs", "exams"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "demo", folder), "*.yaml").Order(StringComparer.Ordinal))
            {
                ct.ThrowIfCancellationRequested();
                var reply = await importer.Import(Actor.System, ImportApi.ToAuthoringFile(AuthoringFiles.Read(file)));
                if (reply.Value is not { } done)
                    LogRefused(logger, Path.GetFileName(file), string.Join("; ", reply.Problems.Select(problem => $"{problem.Where}: {problem.Message}")));
                else if (done.Kind == "exam")
                    exams.Add(done.Id);
            }
        }

        return exams;
    }

    private async Task AddLearner(string learnerId, LearnerProfile profile, int timeMultiplierPercent, List<string> exams)
    {
        var learner = grains.GetGrain<ILearnerGrain>(learnerId);
        Require(await learner.Describe(Actor.System, profile));
        foreach (var exam in exams)
            Require(await learner.Register(Actor.System, new Registration(exam, null, null, timeMultiplierPercent)));
    }

    /// <summary>All rooms of the proctored exam: whoever tries it out finds their session there.</summary>
    private async Task AssignProctor(string account) =>
        Require(await grains.GetGrain<IRoomsGrain>($"e~{Demo.ProctoredExam}").Assign(Actor.System, new(Demo.Assignment, null, [account])));

    /// <summary>A school to share with, and somebody who earned its program before this engine was there.</summary>
    private async Task AddSchool()
    {
        var school = grains.GetGrain<ISchoolGrain>(Demo.School);
        Require(await school.Describe(Actor.System, new("Northern Institute of Logistics", "https://northern.example")));
        Require(await school.Agree(Actor.System, "scm", new(
            15, "Master of Science in Logistics", "Counts for the first semester. You still apply for a place, and the institute decides on it.", Demo.Earlier, null)));
        Require(await grains.GetGrain<ICredentialBatchGrain>("demo-earlier").Order(Actor.System, Demo.EarnedEarlier));
    }

    private static void Require<T>(Reply<T> reply) where T : class
    {
        if (reply.Value is null)
            throw new InvalidOperationException(string.Join("; ", reply.Problems.Select(problem => problem.Message)));
    }

    [LoggerMessage(LogLevel.Error, "The demonstration file {File} was not taken: {Problems}")]
    private static partial void LogRefused(ILogger logger, string file, string problems);
}
