using System.Diagnostics.Metrics;
using ExamEngine.Silo.Hosting;
using ExamEngine.Silo.Operability;
using ExamEngine.Storage;
using ExamEngine.Web.Proctoring;
using ExamEngine.Web.Sessions;
using Orleans.Configuration;

namespace ExamEngine.Silo.Cluster;

/// <summary>A web process as a client of the cluster's silos.</summary>
internal static class ClusterClient
{
    /// <summary>
    /// A call that was under way to a silo that died gets no answer and no error: it waits this long before it is made again. What takes
    /// longer though its silo lives, such as an act on a whole room, is found under way by the call that is made again.
    /// </summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// Calls go by way of a silo that hangs until the list is read again after it was missed; reading it is one small query. So long, too, a
    /// gateway that refused a connection is left alone, and then refuses at once another time.
    /// </summary>
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan BetweenConnects = TimeSpan.FromMilliseconds(500);

    public static void AddClusterClient(this IHostApplicationBuilder builder, ClusterSettings settings, StorageOptions.Postgres storage)
    {
        var gateways = new ClusterGateways();
        builder.Services.AddSingleton(gateways);
        builder.Services.AddSingleton(services => new GatewayInstruments(services.GetRequiredService<IMeterFactory>()).Of(gateways));
        builder.Services.AddHealthChecks().AddCheck<GatewaysCheck>("gateways", tags: ["ready"]);
        builder.Services.AddKnownInterfaces();
        builder.UseOrleansClient(client =>
        {
            client.UseAdoNetClustering(storage.Configure);
            client.Configure<ClusterOptions>(settings.Configure);
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayRefresh);
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = AnswerWithin);
            client.UseConnectionRetryFilter(KeepTrying);
            client.AddClusterConnectionStatusObserver(gateways);
            client.AddOutgoingGrainCallFilter<GrainCallRetry>();
            client.AddOperability();
        });
        builder.Services.AddHostedService<WatchRenewal>();
    }

    /// <summary>A web process may be there before the first silo is, and waits for it.</summary>
    private static async Task<bool> KeepTrying(Exception exception, CancellationToken stopping)
    {
        await Task.Delay(BetweenConnects, stopping);
        return true;
    }
}

/// <summary>
/// A session that went down with its silo comes up elsewhere and knows nobody who watches it. So whenever a gateway is lost, every
/// session's next presence watches it again, and every room is observed again at once.
/// </summary>
internal sealed class WatchRenewal(ClusterGateways gateways, SessionWatch watch, Attendance attendance, RoomWatch rooms) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        gateways.Lost += watch.RenewAll;
        gateways.Lost += rooms.RenewAll;
        gateways.Lost += attendance.RenewAll;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        gateways.Lost -= watch.RenewAll;
        gateways.Lost -= rooms.RenewAll;
        gateways.Lost -= attendance.RenewAll;
        return Task.CompletedTask;
    }
}
