using System.Collections.Concurrent;
using Orleans.Metadata;

namespace ExamEngine.Silo.Hosting;

/// <summary>
/// Remembers by what name Orleans knows a grain's interface. Orleans reads it off the interface's attributes at each <c>GetGrain</c>; in a
/// trace of a watched exam that was a twentieth of what the server did, and it is 1.3 KB of garbage a call. To be registered before Orleans, whose own answer it keeps.
/// </summary>
internal sealed class KnownInterfaces(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _known = new();

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        if (_known.TryGetValue(type, out grainInterfaceType))
            return true;
        // What a generic interface is called is put together from its arguments; the engine has none.
        if (type.IsGenericType)
            return false;
        _known[type] = grainInterfaceType = Ask(type);
        return true;
    }

    private GrainInterfaceType Ask(Type type)
    {
        foreach (var other in services.GetServices<IGrainInterfaceTypeProvider>())
        {
            if (other != this && other.TryGetGrainInterfaceType(type, out var name))
                return name;
        }
        return services.GetRequiredService<GrainInterfaceTypeResolver>().GetGrainInterfaceTypeByConvention(type);
    }
}

internal static class KnownInterfacesRegistration
{
    /// <summary>Before Orleans is added, for a silo and for a client.</summary>
    public static void AddKnownInterfaces(this IServiceCollection services) => services.AddSingleton<IGrainInterfaceTypeProvider, KnownInterfaces>();
}
