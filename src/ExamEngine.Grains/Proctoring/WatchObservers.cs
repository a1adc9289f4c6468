using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// The web processes that serve this session's learner; one or two. An observer lasts two minutes unless renewed, and telling never waits: what is
/// lost is told again by <see cref="IWatchGrain.Attend"/>.
/// </summary>
internal sealed class WatchObservers
{
    private const int Most = 8;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private readonly List<(IWatchObserver Observer, DateTimeOffset Until)> _watchers = new(1);

    /// <returns>True for one that was not told until now.</returns>
    public bool Add(IWatchObserver observer, DateTimeOffset now)
    {
        _watchers.RemoveAll(watcher => watcher.Until < now);
        var isNew = _watchers.RemoveAll(watcher => watcher.Observer.Equals(observer)) == 0;
        if (_watchers.Count == Most)
            _watchers.RemoveAt(0);
        _watchers.Add((observer, now + Lifetime));
        return isNew;
    }

    public void Tell(DateTimeOffset now, Func<IWatchObserver, Task> news)
    {
        _watchers.RemoveAll(watcher => watcher.Until < now);
        foreach (var (observer, _) in _watchers)
            news(observer).Ignore();
    }
}
