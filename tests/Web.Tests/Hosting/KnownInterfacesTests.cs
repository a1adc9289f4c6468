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
        Assert.True(Interfaces.Length > 10);
        Assert.Equal(Interfaces.Select(Orleans().GetGrainInterfaceType), Interfaces.Select(Engine.GetGrainInterfaceType));
        // Asked first: behind Orleans' own it would save nothing.
        Assert.IsType<KnownInterfaces>(Providers[0]);
    }

    [Fact]
    public void To_know_a_name_again_takes_a_fraction_of_the_garbage()
    {
        var (orleans, engine) = (Garbage(Orleans()), Garbage(Engine));

        TestContext.Current.TestOutputHelper?.WriteLine($"{orleans} B by Orleans, {engine} B here");
        Assert.InRange(engine, 0, orleans / 4);
    }

    private IGrainInterfaceTypeProvider[] Providers => [.. silo.Services.GetServices<IGrainInterfaceTypeProvider>()];

    private GrainInterfaceTypeResolver Engine => silo.Services.GetRequiredService<GrainInterfaceTypeResolver>();

    /// <summary>As it would be without ours.</summary>
    private GrainInterfaceTypeResolver Orleans() => new(Providers.Where(provider => provider is not KnownInterfaces), silo.Services.GetRequiredService<TypeConverter>());

    /// <returns>Bytes of a hundred questions, after a first one.</returns>
    private static long Garbage(GrainInterfaceTypeResolver resolver)
    {
        resolver.GetGrainInterfaceType(typeof(ISessionGrain));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++)
            resolver.GetGrainInterfaceType(typeof(ISessionGrain));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
