using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Grains.Sessions;

/// <summary>
/// Who is told how a session goes: the web processes of its browsers; and of a proctored one its room and its watch. Nobody is waited
/// for, and nothing hangs on it that comes through: presence, the board and the watch find the same out by asking.
/// </summary>
internal sealed class SessionAudience(IGrainFactory grains)
{
    /// <summary>What only ticks, how far the learner has come and that they are there, is told to the room this often at the most.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FollowedFor = TimeSpan.FromMinutes(2);

    private readonly SessionWatchers _watchers = new();
    private DateTimeOffset _ticked, _followedUntil;

    public void Add(ISessionObserver observer, DateTimeOffset now) => _watchers.Add(observer, now);

    /// <summary>Some console has the session open.</summary>
    public void Follow(DateTimeOffset now) => _followedUntil = now + FollowedFor;

    /// <summary>The clock, the holder or the state moved: everybody hears of it at once.</summary>
    public void Moved(Guid id, ImmutableArray<SessionEvent> events, SessionState after, SessionPaper paper, DateTimeOffset? heardAt, DateTimeOffset now)
    {
        _watchers.Tell(id, after is SessionState.Sitting sitting ? sitting.Holder : Guid.Empty, SessionViews.Time(after, paper, now), now);
        // Before the check-in there is nothing to watch, and a class that is seated ahead wakes no watch.
        if (after.Taken is not { Proctored: true } seat || after is SessionState.Before { Stage: Stage.Seated })
            return;
        grains.GetGrain<IWatchGrain>(id).SessionMoved(SessionMapping.StateName(after)).Ignore();
        TellRoom(id, seat, after, paper, heardAt, now, events);
    }

    /// <summary>The learner went on or was heard of. What they did is told at once while somebody looks, and costs nothing while nobody does.</summary>
    public void Ticked(Guid id, ImmutableArray<SessionEvent> entries, SessionState state, SessionPaper paper, DateTimeOffset? heardAt, DateTimeOffset now)
    {
        var told = entries.IsEmpty || now > _followedUntil ? [] : entries;
        if (state.Taken is { Proctored: true } seat && (!told.IsEmpty || now - _ticked >= Pace))
            TellRoom(id, seat, state, paper, heardAt, now, told);
    }

    private void TellRoom(
        Guid id, Seat seat, SessionState state, SessionPaper paper, DateTimeOffset? heardAt, DateTimeOffset now, ImmutableArray<SessionEvent> events)
    {
        if (seat.Room.Length == 0)
            return;
        _ticked = now;
        grains.GetGrain<IRoomGrain>(seat.Room).SessionChanged(SessionViews.Cell(id, state, paper, heardAt, now), SessionStories.Entries(events)).Ignore();
    }
}
