using System.Net;
using System.Net.Sockets;
using ExamEngine.Grains.Hosting;
using ExamEngine.Silo.Cluster;
using ExamEngine.Silo.Operability;
using ExamEngine.Web.Hosting;
using Orleans.Configuration;

namespace ExamEngine.Silo.Hosting;

/// <summary>The tiers that roles are made of.</summary>
internal static class Tiers
{
    public static void AddDraining(this IHostApplicationBuilder builder, EngineSettings settings, Role role)
    {
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddSingleton<Departure>();
        builder.Services.AddSingleton(new DrainPlan(settings.Drain, HasOthers: role == Role.Web));
        builder.Services.AddSingleton<IHostLifetime, DrainingLifetime>();
    }

    /// <summary>
    /// Grains in a cluster of one, under a name and at a port of its own, so that several servers run side by side. Nothing connects to it
    /// but itself, so it has no gateway.
    /// </summary>
    public static void AddLoneSilo(this IHostApplicationBuilder builder, EngineSettings settings) => builder.AddSilo(settings, silo =>
    {
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "examengine", clusterId: $"examengine-{Guid.NewGuid():N}");
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
    });

    public static void AddClusterSilo(this IHostApplicationBuilder builder, EngineSettings settings) =>
        builder.AddSilo(settings, silo => silo.UseCluster(settings.Cluster, settings.SharedStorage));

    /// <summary>What browsers and the command line talk to.</summary>
    public static void AddSite(this IHostApplicationBuilder builder, EngineSettings settings)
    {
        var trusted = settings.TrustedProxies.Select(text => IPNetwork.TryParse(text, out var network)
            ? network
            : throw new StartRefusedException($"ExamEngine:TrustedProxies has '{text}'; it takes networks such as 10.0.0.0/8.")).ToList();
        builder.Services.Configure<WebOptions>(options =>
        {
            options.PublicAddress = settings.PublicAddress;
            options.TrustedProxies = trusted;
        });
        builder.Services.AddExamEngineWeb();
        builder.Services.AddHostedService<OperatorFileKeeper>();
        if (settings.Demo)
            builder.AddDemo();
        else
            builder.Services.AddHostedService<DemoLeftovers>();
    }

    private static void AddSilo(this IHostApplicationBuilder builder, EngineSettings settings, Action<ISiloBuilder> cluster)
    {
        var address = settings.PublicAddress ?? OperatorFileKeeper.Reachable(builder.Configuration["urls"]?.Split(';')[0] ?? "http://localhost:5000");
        builder.Services.AddKnownInterfaces();
        builder.UseOrleans(silo =>
        {
            cluster(silo);
            silo.AddOperability();
            silo.Services.AddExamEngineGrains(new GrainOptions
            {
                KeysDirectory = settings.KeysDirectory ?? DataDirectory.KeysIn(settings.DataDirectory),
                Issuer = settings.Issuer,
                PublicAddress = address,
                BadgeIdentity = settings.Badges.IdentityFor(address),
                BadgeSecretFile = settings.Badges.SecretFile,
                Windows = settings.Windows,
            });
        });
        builder.Services.AddHealthChecks().AddCheck<JournalCheck>("journal", tags: [HealthApi.Ready]);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)(socket.LocalEndPoint ?? throw new InvalidOperationException("The socket has no address."))).Port;
    }
}
