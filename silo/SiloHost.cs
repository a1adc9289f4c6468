using ExamEngine.Silo.Cluster;
using ExamEngine.Silo.Hosting;
using ExamEngine.Silo.Operability;
using ExamEngine.Silo.Proxy;
using ExamEngine.Storage;
using ExamEngine.Storage.Evidence;
using ExamEngine.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;

namespace ExamEngine.Silo;

/// <summary>
/// Puts a process together from the tiers of its role. Services start in the order they are named here and stop in the reverse: the
/// schema is brought up to date before the silo starts; the web server is last to start and first to leave, so no request
/// meets a silo that is not there.
/// </summary>
internal static class SiloHost
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--data"] = "ExamEngine:DataDirectory",
        ["--role"] = "ExamEngine:Role",
        ["--keys"] = "ExamEngine:KeysDirectory",
        ["--silo-port"] = "ExamEngine:Cluster:SiloPort",
        ["--gateway-port"] = "ExamEngine:Cluster:GatewayPort",
    };

    /// <summary>Serves until it is told to stop. Returns the exit code.</summary>
    public static async Task<int> Serve(string[] args)
    {
        try
        {
            await using var app = Build(args, out var settings);
            if (app is null)
                return Fail($"Another ExamEngine is using {Path.GetFullPath(settings.DataDirectory)}. Stop it, or give another directory with --data.");

            await app.StartAsync();
            Console.WriteLine($"ExamEngine is ready at {OperatorFileKeeper.ListeningOn(app.Services.GetRequiredService<IServer>())?.ToString().TrimEnd('/')}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            return Fail(refused.Message);
        }
    }

    /// <summary>The process, not started; null when its data directory is taken.</summary>
    /// <param name="adjust">Has the last word on what is registered; for tests.</param>
    /// <exception cref="StartRefusedException">The settings ask for what cannot be.</exception>
    public static WebApplication? Build(string[] args, out EngineSettings settings, Action<IServiceCollection>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(SiloHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // A build that was not published finds the browser client through its manifest, in Production as well.
        builder.WebHost.UseStaticWebAssets();
        builder.Configuration.AddCommandLine(args, Switches);
        settings = builder.Configuration.GetSection(EngineSettings.Section).Get<EngineSettings>() ?? new EngineSettings();
        var role = settings.ParsedRole;
        if (!TryAddData(builder, settings, role))
            return null;

        builder.AddDraining(settings, role);
        switch (role)
        {
            case Role.All:
                builder.Services.AddExamEngineStorage(settings.StorageOptions);
                builder.AddLoneSilo(settings);
                builder.AddSite(settings);
                builder.Services.AddJournalLoad();
                break;
            case Role.Silo:
                builder.Services.AddExamEngineStorage(settings.SharedStorage);
                builder.AddClusterSilo(settings);
                builder.Services.AddHealth();
                break;
            case Role.Web:
                builder.Services.AddExamEngineReadModel(settings.SharedStorage);
                builder.AddClusterClient(settings.Cluster, settings.SharedStorage);
                builder.AddSite(settings);
                break;
            case Role.Proxy:
                builder.AddReverseProxy(settings.Proxy);
                break;
        }

        builder.AddTelemetry();
        adjust?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseOperability();
        switch (role)
        {
            case Role.All or Role.Web:
                app.UseExamEngineWeb();
                app.MapOperability();
                break;
            case Role.Silo:
                app.MapHealth();
                break;
            case Role.Proxy:
                app.MapReverseProxy();
                break;
        }

        return app;
    }

    public static int Fail(string problem)
    {
        Console.Error.WriteLine(problem);
        return 1;
    }

    /// <summary>False when another process has the data directory. A proxy keeps nothing and needs none.</summary>
    private static bool TryAddData(WebApplicationBuilder builder, EngineSettings settings, Role role)
    {
        if (role == Role.Proxy)
            return true;
        // Before the directory is taken, so that a mistake in the settings leaves nothing behind.
        var storage = role == Role.All ? settings.StorageOptions : settings.SharedStorage;
        var (evidence, ice) = (settings.EvidenceOptions, settings.Ice.Directory);
        if (DataDirectory.TryTake(settings.DataDirectory) is not { } data)
            return false;

        // By factory, so that the container closes it.
        builder.Services.AddSingleton(_ => data);
        builder.Services.AddEvidence(evidence);
        builder.Services.AddSingleton(ice);
        if (storage is StorageOptions.Postgres)
            builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<DatabaseTenancy>(services, role));

        return true;
    }
}
