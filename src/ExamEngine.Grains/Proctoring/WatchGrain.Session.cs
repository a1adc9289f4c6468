using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

internal sealed partial class WatchGrain
{
    private const int LongestMessage = 64 * 1024;
    private static readonly TimeSpan PermitStays = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan JustSaid = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AfterDeadline = TimeSpan.FromSeconds(2);

    private WatchedSession? _session;
    private WatchedTerms? _terms;
    private WatchCell? _told;
    private (string Stage, string Consent)? _toldCheckIn;
    private DateTimeOffset? _armedFor;
    private IGrainTimer? _timer;

    private WatchedTerms Terms => _terms ?? throw new InvalidOperationException("The session was not looked at.");

    private IRoomGrain Room => GrainFactory.GetGrain<IRoomGrain>(State.CheckIn.Room);

    public async Task SessionMoved(string state)
    {
        await Refresh();
        if (_terms is { } terms && _toldCheckIn != (WatchViews.Stage(State, terms), terms.Consent.Version))
            TellCheckIn();
    }

    public async Task<WatchCell?> Board() => await Ready() is { } terms ? WatchViews.Cell(Id, State, terms) with { Version = Version } : null;

    public async Task<WatchForReview?> ForReview()
    {
        // The session's end may have been told to an activation that is gone: the review must find the flags closed.
        await Refresh();
        return _terms is { } terms && State.CheckIn.BeganAt is not null ? WatchViews.ForReview(State, terms) : null;
    }

    public async Task Carry(string message)
    {
        if (message != WatchDuties.Close)
            throw new InvalidOperationException($"Unknown duty '{message}'.");
        await Refresh();
        if (_terms is { Session.EndedAt: null })
            throw new UnavailableException("The session has not ended yet.");
    }

    /// <summary>The session's terms: read once, and again when it moved. Null when nobody watches it.</summary>
    private async ValueTask<WatchedTerms?> Ready()
    {
        if (_session is null)
        {
            await Look();
            Arm();
        }
        return _terms;
    }

    /// <summary>Changes no state of the stream, so it may interleave.</summary>
    private async Task Look()
    {
        var session = await Session.Watched();
        if (session is { Proctored: true })
        {
            var exam = await exams.Get(session.ExamId, session.Version);
            _terms = exam.Proctoring is { } policy ? WatchedTerms.Of(session, exam, policy) : null;
        }
        _session = session;
    }

    /// <summary>Takes up whatever the session has become.</summary>
    private async Task Refresh()
    {
        await Look();
        if (_terms is not { Session: var session } || State.CheckIn.BeganAt is null)
            return;
        await TakeNotice(session);
        if (session.EndedAt is { } ended)
            await Do(Actor.System.Id, new WatchCommand.Close(Now, ended));
        await AdmitByPolicy();
        Arm();
        TellBoard([]);
    }

    /// <summary>What the session noticed by itself: asked for, so that nothing of it is lost with a message. What is known already adds nothing.</summary>
    private async ValueTask TakeNotice(WatchedSession session)
    {
        foreach (var gap in session.Gaps ?? [])
            await Do(Actor.System.Id, new WatchCommand.LoseConnection(Now, gap.From, gap.To));
        var moves = (session.Moves ?? []).Where(move => !(move.At <= State.TakenOverAt)).Select(move => WatchMapping.TakenOver(move, Now)).ToImmutableArray();
        if (!moves.IsEmpty)
            await Do(Actor.System.Id, new WatchCommand.Note(Now, moves));
    }

    /// <summary>Whoever is ready is let in at once where the exam's policy says so.</summary>
    private async ValueTask AdmitByPolicy()
    {
        if (Terms is { Policy.Admit: AdmitBy.Policy, Session.State: "waiting" } && State.CheckIn.CompletedAt is { } ready)
            await Step(Actor.System, WatchDuties.AdmissionOf(Id, ready), CheckInStep.Admit);
    }

    private async ValueTask<Problem?> Step(Actor actor, Guid command, CheckInStep step, string room = "")
    {
        var reply = await Session.Step(actor, command, step, room);
        if (reply.Value is not { } status)
            return reply.Problems[0];
        if (_terms is { } terms)
        {
            _session = terms.Session with { State = status.State, EndedAt = status.EndedAt, Room = room.Length > 0 ? room : terms.Session.Room };
            _terms = terms with { Session = _session };
        }
        return null;
    }

    private WatchDecision Decide(WatchCommand command) =>
        WatchRules.Decide(State, command, command is WatchCommand.GiveConsent ? Terms.Rules : Terms.RulesUnder(State.CheckIn.Consent));

    private async ValueTask<Problem?> Do(string actor, WatchCommand command)
    {
        var decision = Decide(command);
        await CarryOut(actor, decision.Events);
        return decision.Refused?.ToProblem();
    }

    private async ValueTask CarryOut(string actor, ImmutableArray<WatchEvent> events)
    {
        if (events.IsEmpty)
            return;
        await Commit(actor, events, WatchDuties.Of(Id, State.Over is not null, events, Now));
        Arm();
        Measure(events);
        Tell(events);
    }

    private void Tell(ImmutableArray<WatchEvent> events)
    {
        var (id, now) = (Id, Now);
        foreach (var happened in events)
        {
            switch (happened)
            {
                case WatchEvent.LineSaid said:
                    var line = WatchViews.Line(new(said.Command, said.By, said.Account, said.Name, said.At, said.Text));
                    Room.Said(id, line).Ignore();
                    _observers.Tell(now, observer => observer.Said(id, line));
                    break;
                case WatchEvent.ActTaken { Act: var act, Kind: var kind } when ProctorAct.IsTold(kind):
                    TellAct(act);
                    break;
                case WatchEvent.ActUndone { Act: var act } when State.Act(act) is { } undone && ProctorAct.IsTold(undone.Kind):
                    TellAct(act);
                    break;
                case WatchEvent.ActDelivered { Act: var act }:
                    Room.Acknowledged(id, act, false, happened.At).Ignore();
                    break;
                case WatchEvent.ActConfirmed { Act: var act }:
                    Room.Acknowledged(id, act, true, happened.At).Ignore();
                    break;
                default:
                    break;
            }
        }
        if (events.Any(MovesCheckIn))
            TellCheckIn();
        TellBoard(WatchTimeline.Of(events, State));
    }

    private void TellCheckIn()
    {
        var checkIn = WatchViews.CheckIn(State, Terms);
        _toldCheckIn = (checkIn.Stage, checkIn.Consent.Version);
        _observers.Tell(Now, observer => observer.CheckInMoved(Id, checkIn));
    }

    /// <summary>Tells one web process what it may have missed: the check-in, acts that have not arrived or were taken back, and what a proctor said a moment ago.</summary>
    private void CatchUp(IWatchObserver observer)
    {
        if (State.CheckIn.BeganAt is null || State.Over is not null)
            return;
        observer.CheckInMoved(Id, WatchViews.CheckIn(State, Terms)).Ignore();
        foreach (var act in State.Acts.Where(act => (act.DeliveredAt is null || act.Undo is not null) && ProctorAct.IsTold(act.Kind)))
            observer.Told(Id, WatchViews.Notice(act)).Ignore();
        foreach (var line in State.Talk.Lines.Where(line => line.By is Side.Proctor && Now - line.At < JustSaid))
            observer.Said(Id, WatchViews.Line(line)).Ignore();
    }

    private void TellAct(Guid act)
    {
        if (State.Act(act) is { } known)
            _observers.Tell(Now, observer => observer.Told(Id, WatchViews.Notice(known)));
    }

    /// <summary>The board is told of what shows on it, and of what happened for those who have the session open.</summary>
    private void TellBoard(ImmutableArray<TimelineEntry> happened)
    {
        if (State.CheckIn.Room.Length == 0)
            return;
        var cell = WatchViews.Cell(Id, State, Terms) with { Version = Version };
        if (happened.IsEmpty && _told is { } told && told.Open.SequenceEqual(cell.Open) && told == cell with { Open = told.Open, Version = told.Version })
            return;
        _told = cell;
        Room.WatchChanged(cell, happened).Ignore();
    }

    private void Measure(ImmutableArray<WatchEvent> events)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                case WatchEvent.SignalsNoted noted:
                    meters.Noted(noted.Signals.Length);
                    break;
                case WatchEvent.FlagRaised raised:
                    meters.Flagged(raised.Excuse is not null);
                    break;
                case WatchEvent.ActTaken taken:
                    meters.Acted(WatchNames.Camel(taken.Kind));
                    break;
                case WatchEvent.ActDelivered delivered when State.Act(delivered.Act) is { } act:
                    meters.Delivered(delivered.At - act.At);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Wakes when something will have lasted long enough, and when the session should have ended.</summary>
    private void Arm()
    {
        var due = _terms is { } terms && State.Over is null && State.CheckIn.BeganAt is not null
            ? Earlier(FlagRules.NextDue(State, terms.Rules.Rules, terms.Rules.Exemptions), EndOf(terms.Session))
            : null;
        // What is due later than the timer rings is looked for when it does: signals come and go, and seldom does anything come of them.
        if (due == _armedFor || _armedFor < due)
            return;
        _armedFor = due;
        var wait = due is { } at ? Wait(at) : Timeout.InfiniteTimeSpan;
        if (_timer is null)
            _timer = this.RegisterGrainTimer(OnTimer, new() { DueTime = wait, Period = Timeout.InfiniteTimeSpan });
        else
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private async Task OnTimer(CancellationToken _)
    {
        _armedFor = null;
        try
        {
            if (EndOf(Terms.Session) <= Now)
                await Refresh();
            await Do(Actor.System.Id, new WatchCommand.MeetTime(Now));
        }
        finally
        {
            Arm();
        }
    }

    /// <summary>At most an hour, and a second for what should have come already: then it looks again.</summary>
    private TimeSpan Wait(DateTimeOffset until) => until <= Now ? TimeSpan.FromSeconds(1) : until - Now < TimeSpan.FromHours(1) ? until - Now : TimeSpan.FromHours(1);

    private static DateTimeOffset? EndOf(WatchedSession session) =>
        session is { EndedAt: null, Time.Deadline: { } deadline } ? deadline + TimeSpan.FromMilliseconds(session.Time.GraceMs) + AfterDeadline : null;

    private static bool MovesCheckIn(WatchEvent happened) => happened is WatchEvent.Began or WatchEvent.ConsentGiven or WatchEvent.IdentityShown or WatchEvent.RoomShown
        or WatchEvent.CheckInCompleted or WatchEvent.Over
        or WatchEvent.ActTaken { Kind: ProctorActKind.AskIdentity or ProctorActKind.AskRoomScan or ProctorActKind.ConfirmIdentity or ProctorActKind.Admit or ProctorActKind.Deny };

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
