using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Transforms;

namespace ExamEngine.Silo.Proxy;

/// <summary>
/// Spreads browsers over the web processes and leaves one within about a second when it dies or says that it is going. Nothing sticks:
/// hubs speak WebSockets without negotiation, and whatever a process needs to know comes from the grains.
/// </summary>
internal static class ReverseProxy
{
    private const string Everything = "web";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public static void AddReverseProxy(this IHostApplicationBuilder builder, ProxySettings settings)
    {
        if (settings.Destinations.Length == 0)
            throw new StartRefusedException("A proxy needs web processes: set ExamEngine:Proxy:Destinations:0 to the address of the first.");

        builder.Services.ConfigureOptions<ProxyLimits>();
        builder.Services.Configure<ConsecutiveFailuresHealthPolicyOptions>(options => options.DefaultThreshold = 1);
        builder.Services.AddReverseProxy()
            .LoadFromMemory([Route], [Cluster(settings)])
            // Limits go by the browser's address, and hubs take connections from pages of the address that the browser knows.
            .AddTransforms(context => context.AddOriginalHost().AddXForwarded(ForwardedTransformActions.Set));
    }

    private static RouteConfig Route => new() { RouteId = Everything, ClusterId = Everything, Match = new RouteMatch { Path = "{**path}" } };

    private static ClusterConfig Cluster(ProxySettings settings) => new()
    {
        ClusterId = Everything,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        Destinations = settings.Destinations.ToDictionary(
            address => address.Authority, address => new DestinationConfig { Address = address.ToString() }),
        HealthCheck = new HealthCheckConfig
        {
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Interval = Every,
                Timeout = Every,
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                Path = "/health/ready",
            },
        },
    };
}
