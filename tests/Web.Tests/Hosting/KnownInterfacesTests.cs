using ExamEngine.Contracts.Sessions;
using ExamEngine.Silo.Hosting;
using Orleans.Metadata;
using Orleans.Serialization.TypeSystem;

namespace Web.Tests.Hosting;

public sealed class KnownInterfacesTests(RunningSilo silo)
{
    private static readonly Type[] Interfaces = [.. typeof(ISessionGrain).Assembly.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))];

    [Fact]
    public void Every_grain_is_known_by_the_name_that_Orleans_gives_it()
    {
        var known = silo.Services.GetServices<IGrainInterfaceTypeProvider>().ToArray();
        var orleans = new GrainInterfaceTypeResolver(known.Where(provider => provider is not KnownInterfaces), silo.Services.GetRequiredService<TypeConverter>());
        var engine = silo.Services.GetRequiredService<GrainInterfaceTypeResolver>();

        Assert.True(Interfaces.Length > 10);
        Assert.Equal(Interfaces.Select(orleans.GetGrainInterfaceType), Interfaces.Select(engine.GetGrainInterfaceType));
        // Asked first: behind Orleans' own it would save nothing.
        Assert.IsType<KnownInterfaces>(known[0]);
    }

    [Fact]
    public void To_know_a_name_again_costs_nothing()
    {
        var engine = silo.Services.GetRequiredService<GrainInterfaceTypeResolver>();
        engine.GetGrainInterfaceType(typeof(ISessionGrain));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var n = 0; n < 1_000; n++)
            engine.GetGrainInterfaceType(typeof(ISessionGrain));

        // What Orleans does besides is a few bytes; reading the attributes is some 400 each time.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }
}
