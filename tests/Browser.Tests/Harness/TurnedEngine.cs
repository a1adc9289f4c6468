using ExamEngine.LoadTests;
using ExamEngine.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Browser.Tests.Harness;

/// <summary>The server as it is shipped, in this process, so that a test can set its clock forward by days. Orleans itself goes by the machine's clock.</summary>
internal sealed class TurnedEngine : IAsyncDisposable
{
    private readonly DirectoryInfo directory;
    private readonly WebApplication app;

    private TurnedEngine(DirectoryInfo directory, WebApplication app, TurnedClock clock)
    {
        (this.directory, this.app, Clock) = (directory, app, clock);
        Address = OperatorFileKeeper.ListeningOn(app.Services.GetRequiredService<IServer>()) ?? throw new InvalidOperationException("The server does not listen.");
        Desk = new Desk(new GivenStage(Address, EngineCommand.OperatorKey(directory.FullName)));
    }

    public Uri Address { get; }

    public TurnedClock Clock { get; }

    public Desk Desk { get; }

    public static async Task<TurnedEngine> Start()
    {
        var directory = Directory.CreateTempSubdirectory("examengine-turned");
        var clock = new TurnedClock();
        var app = SiloHost.Build(
            ["--urls", "http://127.0.0.1:0", "--data", directory.FullName, "--environment", "Production", "--Logging:Console:LogLevel:Default=None"],
            out _,
            services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                foreach (var area in (string[])[
                    TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory, TimeProviderNames.ActivationManagement])
                    services.AddKeyedSingleton(area, TimeProvider.System);
            }) ?? throw new InvalidOperationException("The directory is taken.");
        await app.StartAsync();
        return new TurnedEngine(directory, app, clock);
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        directory.Delete(recursive: true);
    }
}
