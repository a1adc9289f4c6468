using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>How the board comes to be and how consoles are told.</summary>
internal sealed partial class RoomGrain
{
    /// <summary>Between two deltas at least: five a second.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>What merely goes on, such as a clock or the number of answers, waits so long for company.</summary>
    private static readonly TimeSpan Unhurried = TimeSpan.FromSeconds(1);

    private const int LoadedAtOnce = 16, LoadTries = 3;
    private static readonly TimeSpan LoadWithin = TimeSpan.FromSeconds(5);

    private IGrainTimer? _timer;
    private DateTimeOffset? _dueAt;
    private DateTimeOffset _toldAt, _writtenAt;
    private readonly List<TaskCompletionSource> _awaitLoaded = [];
    private Task _reading = Task.CompletedTask;
    private int _loading;
    private bool _readAgain;

    private void TellWhatHappened(Guid session, ImmutableArray<TimelineEntry> happened)
    {
        if (!happened.IsDefaultOrEmpty)
            _observers.TellOf(session, Now, observer => observer.Happened(Id, session, happened));
    }

    /// <summary>What goes on in a session is told by it while somebody has it open. One that is over has nothing more to tell.</summary>
    private void Follow(ImmutableArray<Guid> open)
    {
        foreach (var session in open.IsDefault ? [] : open)
        {
            if (Shown.Find(session) is { IsOver: false })
                GrainFactory.GetGrain<ISessionGrain>(session).Follow().Ignore();
        }
    }

    private Task Take(Guid session, Func<RoomBoard.Cell, Urgency> take)
    {
        if (Shown.Find(session) is { } cell)
            Changed(cell, take(cell));
        else
            return FindOut(session, take);
        return Task.CompletedTask;
    }

    /// <summary>The session may have been placed here just now, and this room has not heard of it.</summary>
    private async Task FindOut(Guid session, Func<RoomBoard.Cell, Urgency> take)
    {
        await TryReadTerms();
        if (Shown.Find(session) is { } cell)
            Changed(cell, take(cell));
    }

    private void Changed(RoomBoard.Cell cell, Urgency urgency)
    {
        if (urgency is Urgency.None)
            return;
        Shown.Changed(cell);
        Tell(urgency);
    }

    /// <summary>Sets the timer: at once when the last delta is long enough ago.</summary>
    private void Tell(Urgency urgency)
    {
        var (now, due) = (Now, _toldAt + (urgency is Urgency.Now ? Pace : Unhurried));
        if (due < now)
            due = now;
        if (_dueAt <= due)
            return;
        _dueAt = due;
        _timer?.Change(due - now, Timeout.InfiniteTimeSpan);
    }

    private async Task OnTimer(CancellationToken _)
    {
        var now = Now;
        (_dueAt, _toldAt) = (null, now);
        if (Shown.HasNews)
        {
            var delta = Shown.Take(now, id => State.Act(id)?.ToWire(_arrived), Staffing);
            if (_observers.Any(now))
            {
                _observers.Tell(now, observer => observer.BoardChanged(delta));
                meters.Told();
            }
        }
        if (_readAgain)
            await TryReadTerms();
        await Settle(now);
    }

    /// <summary>Writes down what arrived, and says which sessions are over: once a second is enough.</summary>
    private async Task Settle(DateTimeOffset now)
    {
        if (!HasArrivals && !Shown.HasTurned)
            return;
        if (now - _writtenAt < Unhurried)
        {
            Tell(Urgency.Soon);
            return;
        }
        _writtenAt = now;
        SayWhoIsOver();
        await WriteDown();
    }

    private void SayWhoIsOver()
    {
        if (RoomId.Parse(Id) is not { } id || Shown.TakeTurned() is not { Count: > 0 } turned)
            return;
        Rooms(id).Settle([.. turned.Where(cell => cell.IsOver).Select(cell => cell.Session)], [.. turned.Where(cell => !cell.IsOver).Select(cell => cell.Session)]).Ignore();
    }

    /// <summary>As <see cref="ReadTerms"/>; when there is no answer, a second later again.</summary>
    private async Task TryReadTerms()
    {
        try
        {
            await ReadTerms();
        }
        catch (Exception e) when (ActRunner.IsNoAnswer(e))
        {
            LogNoTerms(log, Id, e);
            _readAgain = true;
            Tell(Urgency.Soon);
        }
    }

    /// <summary>Who sits here and who may watch; asked once at a time, and once more when there was news meanwhile.</summary>
    private Task ReadTerms()
    {
        _readAgain = true;
        return _reading.IsCompleted ? _reading = Read() : _reading;
    }

    private async Task Read()
    {
        while (_readAgain && RoomId.Parse(Id) is { } id)
        {
            _readAgain = false;
            var (before, terms) = (_terms, await Rooms(id).RoomOf(Id));
            _terms = terms;
            var fresh = Shown.Seat(terms.Sessions, State.Care);
            if (fresh.Count > 0)
                LoadAll(fresh).Ignore();
            if (!before.Proctors.SequenceEqual(terms.Proctors) || !before.Leads.SequenceEqual(terms.Leads))
            {
                Shown.StaffingChanged();
                _observers.Tell(Now, observer => observer.TermsChanged(Id));
            }
            if (Shown.HasNews)
                Tell(Urgency.Now);
            await ForgetCare();
        }
    }

    private async Task LoadAll(IReadOnlyList<Guid> sessions)
    {
        _loading++;
        await FanOut.Each(sessions, LoadedAtOnce, Load);
        if (--_loading > 0)
            return;
        foreach (var waiting in _awaitLoaded)
            waiting.TrySetResult();
        _awaitLoaded.Clear();
    }

    /// <summary>When all sessions were asked, or this time has passed: what is missing then comes as changes.</summary>
    private async Task Loaded(TimeSpan within)
    {
        if (_loading == 0)
            return;
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaitLoaded.Add(loaded);
        await Task.WhenAny(loaded.Task, Task.Delay(within));
    }

    /// <summary>Asks once how the session stands. What it says itself meanwhile is newer, and stays.</summary>
    private async Task Load(Guid session)
    {
        for (var left = LoadTries; left > 0; left--)
        {
            try
            {
                if (await GrainFactory.GetGrain<ISessionGrain>(session).Cell().WaitAsync(LoadWithin) is { } state && Shown.Find(session) is { State: null } sitting)
                    Changed(sitting, sitting.Take(state));
                if (await GrainFactory.GetGrain<IWatchGrain>(session).Board().WaitAsync(LoadWithin) is { } watch && Shown.Find(session) is { Watch: null } watched)
                    Changed(watched, watched.Take(watch));
                return;
            }
            catch (Exception e) when (ActRunner.IsNoAnswer(e))
            {
                LogNotLoaded(log, Id, e);
            }
        }
    }

    private async Task ForgetCare()
    {
        var gone = State.Care.Keys.Except(_terms.Sessions).ToArray();
        if (gone.Length == 0)
            return;
        using var turn = await _turn.Take();
        await Decide("system", new RoomCommand.Forget(Now, [.. gone]));
    }

    private IRoomsGrain Rooms(RoomId id) => GrainFactory.GetGrain<IRoomsGrain>(id.Scope.ToString());
}
