using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Decade.Plan;
using ExamEngine.Decade.Reading;
using ExamEngine.Grains.Hosting;
using ExamEngine.Storage;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Decade.Replay;

/// <summary>
/// The engine without its web tier in this process, as the server composes it: silo, journal, agenda. Its clock is one that walks; what Orleans does
/// by time goes by the machine's.
/// </summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly IHost _host;

    private Engine(IHost host, WalkingClock clock)
    {
        (_host, Clock) = (host, clock);
        Grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    public WalkingClock Clock { get; }

    public QueryPlans Plans { get; private init; } = new();

    public IGrainFactory Grains { get; }

    public static async Task<Engine> Start(StorageOptions storage, DirectoryInfo keys)
    {
        var clock = new WalkingClock();
        clock.WalkTo(DecadePlan.Start.AddDays(-1));
        var plans = new QueryPlans();
        var builder = Host.CreateApplicationBuilder();
        // A new database has no history of migrations, which EF Core asks for and reports as a failure.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans", LogLevel.Error).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.Services.AddSingleton<IHostLifetime, ProgramLifetime>();
        builder.Services.AddSingleton<TimeProvider>(clock);
        foreach (var area in (string[])[
            TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory, TimeProviderNames.ActivationManagement])
            builder.Services.AddKeyedSingleton(area, TimeProvider.System);
        builder.Services.AddExamEngineStorage(storage);
        plans.Watch(builder.Services);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(LocalPorts.Free(), gatewayPort: 0, serviceId: "examengine", clusterId: $"examengine-{Guid.NewGuid():N}");
            silo.Services.AddExamEngineGrains(new GrainOptions
            {
                KeysDirectory = keys.FullName,
                Issuer = "The Institute",
                PublicAddress = new Uri("https://exams.example"),
                // Each of the 240 days on which something is sat ends when all that follows from it has happened; nobody waits for the next round here.
                AgendaInterval = TimeSpan.FromMilliseconds(25),
            });
        });
        var engine = new Engine(builder.Build(), clock) { Plans = plans };
        await engine._host.StartAsync();
        return engine;
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Publishes every program and every exam.</summary>
    public async Task Publish(DecadePlan plan)
    {
        foreach (var program in plan.Programs)
        {
            await Import(ExamFile.Program(program));
            for (var course = 0; course <= Sitting.Practice; course++)
                await Import(ExamFile.Exam(program, course));
        }
    }

    public async Task<ExamEngineDb> Db() => await Get<IDbContextFactory<ExamEngineDb>>().CreateDbContextAsync();

    /// <summary>Returns when nothing is left to be done later: everything that was submitted is graded, told and awarded.</summary>
    public async Task Settle(CancellationToken ct)
    {
        while (await Get<IAgenda>().NextDue(ct) is not null)
            await Task.Delay(10, ct);
    }

    /// <summary>
    /// Lets everybody leave memory who has nothing to do, as they would within a quarter of an hour of quiet; the months of this clock are shorter
    /// than that. Returns how many grains had been there.
    /// </summary>
    public async Task<int> LetLeave()
    {
        var management = Grains.GetGrain<IManagementGrain>(0);
        var there = await management.GetTotalActivationCount();
        await management.ForceActivationCollection(TimeSpan.Zero);
        return there;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>The program starts and stops this host itself; signals are the program's.</summary>
    private sealed class ProgramLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private async Task Import(string yaml) => (await Grains.GetGrain<IImportGrain>(0).Import(Actor.System, new AuthoringFile(yaml, []))).Require();
}

internal static class Replies
{
    /// <exception cref="InvalidOperationException">It was refused; nothing in a decade is.</exception>
    public static T Require<T>(this Reply<T> reply) where T : class =>
        reply.Value ?? throw new InvalidOperationException(string.Join("; ", reply.Problems.Select(problem => $"{problem.Code}: {problem.Message}")));
}
