using Microsoft.Extensions.DependencyInjection;

namespace Grains.Tests.Harness;

/// <summary>Two silos over one SQLite file, each with its own journal, as two processes would have.</summary>
public sealed class TwoSilos : Engine
{
    public TwoSilos() : base(2) { }

    /// <summary>Ends the silo that holds the grain, without letting it say goodbye.</summary>
    internal async Task KillTheSiloOf(IAddressable grain)
    {
        var holder = Cluster.Silos.Single(silo => silo.ServiceProvider.GetRequiredService<Orleans.Runtime.IGrainRuntime>().SiloAddress.Equals(AddressOf(grain)));
        await Cluster.KillSiloAsync(holder);
    }

    private Orleans.Runtime.SiloAddress AddressOf(IAddressable grain)
    {
        Assert.True(Cluster.TryGetGrainContext(grain.GetGrainId(), out var context));
        return Assert.IsType<Orleans.Runtime.SiloAddress>(context.Address.SiloAddress);
    }
}
