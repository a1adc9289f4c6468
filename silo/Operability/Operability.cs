using ExamEngine.Web.Load;
using Orleans.Configuration;

namespace ExamEngine.Silo.Operability;

/// <summary>What makes a process one that can be operated, in one call for each place of the composition.</summary>
internal static class Operability
{
    /// <summary>Most calls that may wait for one grain; the next is refused as busy.</summary>
    public const int MailboxLimit = 1_000;

    /// <summary>For a process with a silo.</summary>
    public static void AddOperability(this ISiloBuilder silo)
    {
        silo.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = MailboxLimit);
        silo.AddTracing();
        silo.AddClusterView();
    }

    /// <summary>For a web process that asks the silos of a cluster.</summary>
    public static void AddOperability(this IClientBuilder client)
    {
        client.AddTracing();
        client.AddClusterView();
    }

    /// <summary>For a process that has journal and web tier: the one's queue is the other's load.</summary>
    public static void AddJournalLoad(this IServiceCollection services) => services.AddSingleton<IQueueBehind, JournalLoad>();

    /// <summary>First in the way of a request, in every process.</summary>
    public static void UseOperability(this WebApplication app)
    {
        app.UseMetricsAddress();
        app.UseRequestSpans();
    }

    /// <summary>The operators' doors of a process with a site.</summary>
    public static void MapOperability(this WebApplication app)
    {
        app.MapMetrics();
        app.MapClusterView();
    }
}
