using System.Collections.Concurrent;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Windows;

namespace ExamEngine.Grains.Windows;

/// <summary>
/// When windows close, one answer a silo for all attempts of a window, which come within the same second. An answer of a window that has
/// closed by its own clock is kept for good: from then on it takes no change. One of a window that is open is kept for two seconds, and
/// never past the close it names.
/// </summary>
internal sealed class WindowCloses(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, Answer> _known = new(StringComparer.Ordinal);

    /// <summary>Null when there is no such window.</summary>
    /// <exception cref="UnavailableException">It is said to have closed by now, and by its own clock it has not: ask again.</exception>
    public async ValueTask<DateTimeOffset?> Of(string window)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(window, out var known) && (known.Final || (now < known.Closes && now < known.Until)))
            return known.Closes;
        if (await grains.GetGrain<IWindowGrain>(window).Times() is not { } times)
            return null;
        _known[window] = new(times.Closes, now + Lifetime, times.HasClosed);
        return times.HasClosed || times.Closes > now ? times.Closes : throw new UnavailableException("The window has not closed yet.");
    }

    private sealed record Answer(DateTimeOffset Closes, DateTimeOffset Until, bool Final);
}
