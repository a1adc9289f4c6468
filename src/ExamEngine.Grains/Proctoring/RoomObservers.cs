using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Grains.Proctoring;

/// <summary>The web processes with consoles of this room; a few. An observer lasts two minutes unless renewed, and telling never waits.</summary>
internal sealed class RoomObservers
{
    /// <summary>Far more web processes than a cluster has; beyond, the one that was renewed longest ago makes room.</summary>
    private const int Most = 64;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private readonly List<Watcher> _watchers = [];

    /// <summary>True when it was not known.</summary>
    public bool Add(IRoomObserver observer, int consoles, ImmutableArray<Guid> open, DateTimeOffset now)
    {
        Forget(now);
        var known = _watchers.RemoveAll(watcher => watcher.Observer.Equals(observer)) > 0;
        if (consoles <= 0)
            return false;
        if (_watchers.Count == Most)
            _watchers.RemoveAt(0);
        _watchers.Add(new(observer, consoles, open, now + Lifetime));
        return !known;
    }

    public int Consoles(DateTimeOffset now)
    {
        Forget(now);
        return _watchers.Sum(watcher => watcher.Consoles);
    }

    public bool Any(DateTimeOffset now)
    {
        Forget(now);
        return _watchers.Count > 0;
    }

    public void Tell(DateTimeOffset now, Func<IRoomObserver, Task> news)
    {
        Forget(now);
        foreach (var watcher in _watchers)
            news(watcher.Observer).Ignore();
    }

    /// <summary>Tells those who have the session open.</summary>
    public void TellOf(Guid session, DateTimeOffset now, Func<IRoomObserver, Task> news)
    {
        foreach (var watcher in _watchers)
        {
            if (watcher.Until >= now && (watcher.Open.IsDefault || watcher.Open.Contains(session)))
                news(watcher.Observer).Ignore();
        }
    }

    private void Forget(DateTimeOffset now) => _watchers.RemoveAll(watcher => watcher.Until < now);

    /// <param name="Open">A few of each of its consoles; default of one that does not say, and is told everything.</param>
    private sealed record Watcher(IRoomObserver Observer, int Consoles, ImmutableArray<Guid> Open, DateTimeOffset Until);
}
