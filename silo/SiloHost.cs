using System.Net;
using System.Net.Sockets;
using ExamEngine.Grains.Hosting;
using ExamEngine.Storage;
using ExamEngine.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Orleans.Configuration;

namespace ExamEngine.Silo;

/// <summary>
/// Puts the engine together: storage, grains, web. Services start in the order they are named here and stop in the reverse: the
/// schema is brought up to date before the silo starts; the web server is last to start and first to leave, so no request
/// meets a silo that is not there.
/// </summary>
internal static class SiloHost
{
    private static readonly Dictionary<string, string> Switches = new() { ["--data"] = "ExamEngine:DataDirectory" };

    /// <summary>Serves until it is told to stop. Returns the exit code.</summary>
    public static async Task<int> Serve(string[] args)
    {
        await using var app = Build(args, out var settings);
        if (app is null)
            return Fail($"Another ExamEngine is using {Path.GetFullPath(settings.DataDirectory)}. Stop it, or give another directory with --data.");

        await app.StartAsync();
        Console.WriteLine($"ExamEngine is ready at {OperatorFileKeeper.ListeningOn(app.Services.GetRequiredService<IServer>())?.ToString().TrimEnd('/')}");
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>The server, not started; null when its data directory is taken.</summary>
    /// <param name="adjust">Has the last word on what is registered; for tests.</param>
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
        if (!TryAddEngine(builder, args, out settings))
            return null;

        var publicAddress = settings.PublicAddress;
        builder.Services.Configure<WebOptions>(options => options.PublicAddress = publicAddress);
        builder.Services.AddExamEngineWeb();
        builder.Services.AddHostedService<OperatorFileKeeper>();
        builder.Services.AddHealthChecks().AddCheck<JournalCheck>("journal", tags: ["ready"]);
        if (settings.Demo)
            builder.AddDemo();
        else
            builder.Services.AddHostedService<DemoLeftovers>();

        adjust?.Invoke(builder.Services);
        return builder.Build().UseExamEngineWeb();
    }

    public static int Fail(string problem)
    {
        Console.Error.WriteLine(problem);
        return 1;
    }

    private static bool TryAddEngine(IHostApplicationBuilder builder, string[] args, out EngineSettings settings)
    {
        builder.Configuration.AddCommandLine(args, Switches);
        settings = builder.Configuration.GetSection(EngineSettings.Section).Get<EngineSettings>() ?? new EngineSettings();
        if (DataDirectory.TryTake(settings.DataDirectory) is not { } data)
            return false;

        var issuer = settings.Issuer;
        var address = settings.PublicAddress ?? new Uri(builder.Configuration["urls"]?.Split(';')[0] ?? "http://localhost:5000");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        // By factory, so that the container closes it.
        builder.Services.AddSingleton(_ => data);
        builder.Services.AddExamEngineStorage(settings.StorageOptions);
        builder.UseOrleans(silo =>
        {
            // Alone in its cluster, under a name and at a port of its own, so that several run side by side. Nothing connects
            // to it but itself, so it has no gateway.
            var name = $"examengine-{Guid.NewGuid():N}";
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "examengine", clusterId: name);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
            silo.Services.AddExamEngineGrains(new GrainOptions
            {
                KeysDirectory = data.Keys,
                Issuer = issuer,
                PublicAddress = address,
            });
        });
        return true;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)(socket.LocalEndPoint ?? throw new InvalidOperationException("The socket has no address."))).Port;
    }
}
