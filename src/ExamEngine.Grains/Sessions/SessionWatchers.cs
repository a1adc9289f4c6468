using ExamEngine.Contracts.Sessions;

namespace ExamEngine.Grains.Sessions;

/// <summary>
/// The web processes that serve this session's browsers; one or two. A watch lasts two minutes unless renewed, and telling never waits:
/// what is lost is told again by the next presence.
/// </summary>
internal sealed class SessionWatchers
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private List<(ISessionObserver Observer, DateTimeOffset Until)>? _watchers;

    public void Add(ISessionObserver observer, DateTimeOffset now)
    {
        _watchers ??= new(1);
        _watchers.RemoveAll(watcher => watcher.Until < now || watcher.Observer.Equals(observer));
        _watchers.Add((observer, now + Lifetime));
    }

    public void Tell(Guid session, Guid holder, TimeView time, DateTimeOffset now)
    {
        if (_watchers is null)
            return;
        _watchers.RemoveAll(watcher => watcher.Until < now);
        foreach (var (observer, _) in _watchers)
            observer.Changed(session, holder, time).Ignore();
    }
}
