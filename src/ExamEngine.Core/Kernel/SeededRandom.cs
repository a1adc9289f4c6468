namespace ExamEngine.Core.Kernel;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same sequence from the same seed on every machine for ever, which forms depend on.
/// The golden tests of form drawing hold it in place. A mutable struct: pass it by reference.
/// </summary>
public struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 uniform bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>), without modulo bias (Lemire 2019). <paramref name="bound"/> is at least 1.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var high = Math.BigMul(Next(), (ulong)bound, out var low);
        if (low < (ulong)bound)
        {
            var floor = (0UL - (ulong)bound) % (ulong)bound;
            while (low < floor)
                high = Math.BigMul(Next(), (ulong)bound, out low);
        }
        return (int)high;
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fisher–Yates, in place.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Fisher–Yates over the places that are not pinned; what is pinned keeps its place.</summary>
    public void ShuffleAround<T>(Span<T> values, ReadOnlySpan<bool> pinned)
    {
        Span<int> places = values.Length <= 256 ? stackalloc int[values.Length] : new int[values.Length];
        var free = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!pinned[i])
                places[free++] = i;
        }
        for (var i = free - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (values[places[i]], values[places[j]]) = (values[places[j]], values[places[i]]);
        }
    }

    /// <summary>A seed for a named part, independent of how much chance any other part used.</summary>
    public static ulong Derive(ulong seed, ulong part) => Mix(seed ^ Mix(part + 0x9E3779B97F4A7C15));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
