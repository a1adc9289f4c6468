using System.Diagnostics;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Learners.Watched;

namespace ExamEngine.LoadTests.Learners;

internal enum Phase
{
    Loading,
    Seated,

    /// <summary>Somebody has to let the learner in.</summary>
    Waiting,
    Running,

    /// <summary>Stopped by a proctor: nothing is shown and nothing is answered.</summary>
    Paused,
    Elsewhere,
    Ended,
    Gone,
}

/// <summary>What a page keeps of the server's view; the items it has seen are kept once for the learner.</summary>
internal sealed record Standing(string State, int Section, long LastSeq);

/// <summary>
/// One page on one device, as the browser client's controller is: what the server says, what the learner does, and what lies between. The
/// parts own their rules; this says when each has its turn.
/// </summary>
internal sealed class Sitting : IRoutes, IHubEvents
{
    private static readonly TimeSpan PresenceEvery = TimeSpan.FromSeconds(10);

    private readonly Sitter _who;
    private readonly SessionServer _server;
    private readonly Sender _sender;
    private readonly HubLink _link;
    private readonly Backoff _again;
    private readonly CancellationTokenSource _page;
    private readonly CancellationToken _run;
    private readonly Guid _device;
    private DateTimeOffset _viewOf;
    private long _acknowledgedSeq;
    private bool _present, _repairing, _ending, _tooLate;
    private bool _returning = true;
    private TimeSpan _heardAt = -PresenceEvery, _quietUntil;
    private Task? _reloading;

    public Sitting(Sitter who, Guid session, CancellationToken ct)
    {
        (_who, _run) = (who, ct);
        _page = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _device = Guid.CreateVersion7();
        _server = new(who.Door, session, _device, who.Clock, who.Chance, ct);
        _sender = new(Outbox, who.Ledger, this, who.Clock, who.Chance, _page.Token);
        _link = new(who.Door, session, _device, this, who.Meter, who.Clock, who.Chance, ct);
        _again = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), who.Chance);
        Time = new(who.Clock);
    }

    public Outbox Outbox { get; } = new();

    public ExamClock Time { get; }

    public Phase Phase { get; private set; }

    public Receipt? Receipt { get; private set; }

    /// <summary>Null while nobody watches, and before the server has said so.</summary>
    public Attendance? Watch { get; private set; }

    /// <summary>Where the session stood when the server last showed it; null before that.</summary>
    public Standing? Standing { get; private set; }

    /// <summary>Nothing may be changed any more, or not yet.</summary>
    public bool IsLocked => Phase != Phase.Running || _ending || Time.Remaining == TimeSpan.Zero;

    /// <summary>Nothing can be changed any more, on whichever device.</summary>
    public bool IsOver => Phase is Phase.Ended or Phase.Gone || Time.Remaining == TimeSpan.Zero;

    public async Task<Refusal?> Open()
    {
        var reply = await Held(await _server.Open(patient: true), patient: true);
        return Take(reply);
    }

    /// <summary>Checks in where somebody watches, and starts.</summary>
    public async Task<Refusal?> Start() =>
        Watch is { } watch && Standing?.State != "admitted" && await watch.CheckIn() is { } refused ? refused : Take(await _server.Start());

    public async Task<Refusal?> TakeOver() => Take(await _server.TakeOver(patient: true));

    /// <summary>Leaves the section; everything is sent first, since a closed section takes no more answers.</summary>
    public async Task<Refusal?> EnterSection(int index)
    {
        if (!await _sender.Drained())
            return new Refusal(0, "session.answers-unsent");
        return Take(await _server.EnterSection(index));
    }

    /// <param name="due">When the learner did it.</param>
    public void Record(Func<Guid, long, Entry> make, long due)
    {
        var id = _who.Clock.NewId();
        _who.Meter.Unsent += 1 - Outbox.Add(seq => make(id, seq), due);
        _sender.Wake();
    }

    /// <summary>Hands in: unsent answers go first, then the submission is repeated under one command id until there is a receipt.</summary>
    public Task ByLearner() => End(_sender.Drained);

    /// <summary>At zero: what was made in time is flushed within the grace. Given up when the server says there is time left after all.</summary>
    public Task ByDeadline()
    {
        var grace = _who.Clock.Pause(TimeSpan.FromMilliseconds(Time.View?.GraceMs ?? 0), _run);
        return End(async () =>
        {
            await Task.WhenAny(_sender.Drained(), grace);
            var sentAt = _who.Clock.Now;
            if ((await AskTime()).Value is { } time)
                Time.Sync(time, sentAt);
            return Time.Remaining == TimeSpan.Zero;
        });
    }

    /// <summary>The page is closed, or the computer is: nothing more is sent.</summary>
    public void Leave()
    {
        if (Phase is not (Phase.Ended or Phase.Gone))
            Finish(Phase.Gone);
    }

    /// <summary>How it was graded, by the line while that is there; what fails on it, for any reason but a busy server, is asked by plain HTTP.</summary>
    public async Task<Reply<ResultView>> Result()
    {
        if (_link.IsJoined)
        {
            var reply = await _link.Result();
            if (reply.Value is not null || reply.Refusal is { IsBusy: true })
                return reply;
            HangUp();
        }

        return await _server.Result();
    }

    /// <summary>Nothing more is asked.</summary>
    public void HangUp() => _link.Stop();

    bool IRoutes.HubConnected => _link.IsJoined;

    Task<Reply<Saved>> IRoutes.ByHub(List<Entry> entries) => _link.Save(entries);

    Task<Reply<Saved>> IRoutes.ByHttp(List<Entry> entries) => _server.Save(entries);

    void IRoutes.Saved(Kept kept, Acknowledgement ack)
    {
        _who.Meter.Unsent--;
        if (ack.Status == AckStatus.Refused)
        {
            _who.Trouble($"an entry was refused: {ack.Problem?.Code}");
            return;
        }

        _acknowledgedSeq = Math.Max(_acknowledgedSeq, kept.Entry.Seq);
        _who.Ledger.Acknowledge(kept.Entry, superseded: ack.Status == AckStatus.Superseded);
        if (kept.Entry is Entry.Answer)
            _who.Meter.Done(Operation.Save, kept.Due);
    }

    void IRoutes.TakeTime(TimeView time, TimeSpan sentAt)
    {
        _heardAt = _who.Clock.Now;
        TakeTime(time, sentAt);
    }

    void IRoutes.Failed() => _who.Meter.Failed(Operation.Save);

    void IRoutes.Stopped(Refusal refusal) => RefusedBySession(refusal);

    void IHubEvents.Joined(TimeView time, TimeSpan sentAt)
    {
        _returning = false;
        TakeTime(time, sentAt);
        _sender.Settled();
        Watch?.Joined();
    }

    void IHubEvents.Lost()
    {
        if (Phase == Phase.Ended)
        {
            HangUp();
            return;
        }

        _returning = true;
        _sender.Lost();
    }

    /// <summary>The hub did not come back at the first attempt: now it is worth asking whether plain HTTP gets through.</summary>
    void IHubEvents.Failed()
    {
        if (!_returning)
            return;
        _returning = false;
        _sender.Settled();
        if (Outbox.Count == 0)
            OneThread.Mind(Present(due: Stopwatch.GetTimestamp()));
    }

    void IHubEvents.Refused(Refusal refusal)
    {
        // The server lets only the holder listen.
        if (refusal.Code == "session.held-elsewhere")
            _link.Stop();
        RefusedBySession(refusal);
    }

    void ILearnerNews.Changed(Guid? holder, TimeView time)
    {
        if (Phase == Phase.Ended)
            return;
        if (holder is { } other && other != Guid.Empty && other != _device && Phase is Phase.Running or Phase.Paused)
            Lose();
        TakeTime(time, null);
    }

    void ILearnerNews.Told(ActNotice notice) => Watch?.Told(notice);

    void ILearnerNews.CheckInMoved(CheckInView checkIn) => Watch?.Moved();

    private Refusal? Take(Reply<SessionView> reply)
    {
        if (reply.Value is not { } view)
            return reply.Refusal ?? new Refusal(0, "unreachable");
        Apply(view);
        return null;
    }

    private void Apply(SessionView view)
    {
        // Two answers may overtake each other: what was asked while the learner was let in must not undo the start.
        if (view.Time.ServerNow < _viewOf)
            return;
        _viewOf = view.Time.ServerNow;
        Outbox.Raise(view.LastSeq);
        _acknowledgedSeq = Math.Max(_acknowledgedSeq, view.LastSeq);
        if (view.State is "submitted" or "expired" or "terminated")
        {
            // Its receipt is what counts; who ends by the clock gets it there.
            if (!_ending)
                OneThread.Mind(ByDeadline());
            return;
        }

        Standing = new(view.State, view.CurrentSection, view.LastSeq);
        if (view.Proctored && Watch is null)
        {
            Watch = new(_who, _link, view.Id, _device, Time, _page.Token);
            if (_link.IsJoined)
                Watch.Joined();
        }

        _who.See(view);
        Phase = PhaseOf(view);
        Time.Sync(view.Time, null);
        _link.Start();
        if (!_present)
            OneThread.Mind(StayPresent());
        if (Phase == Phase.Running)
            _tooLate = false;
        // A pause lets through what was given before it, for a moment.
        if (Phase == Phase.Running || (Phase == Phase.Paused && !_tooLate))
            _sender.Open();
        else
            _sender.Close();
    }

    private static Phase PhaseOf(SessionView view) =>
        view.State is "seated" or "admitted" ? Phase.Seated
        : view.HeldElsewhere || (view.State == "running" && !view.Holds) ? Phase.Elsewhere
        : view.State switch { "running" => Phase.Running, "paused" => Phase.Paused, _ => Phase.Waiting };

    /// <summary>A lease that nobody holds any more is taken without asking, unless the learner was told that it is elsewhere.</summary>
    private async Task<Reply<SessionView>> Held(Reply<SessionView> reply, bool patient) =>
        reply.Value is { State: "running", Holds: false, HeldElsewhere: false } && Phase != Phase.Elsewhere ? await _server.TakeOver(patient) : reply;

    private void TakeTime(TimeView time, TimeSpan? sentAt)
    {
        if (Time.Sync(time, sentAt) && Standing is { } shown && (time.State != shown.State || time.CurrentSection != shown.Section) && !_ending)
            OneThread.Mind(Reload());
    }

    private void Lose()
    {
        _sender.Close();
        Phase = Phase.Elsewhere;
    }

    private async Task StayPresent()
    {
        _present = true;
        var started = Stopwatch.GetTimestamp();
        for (var n = 1; ; n++)
        {
            var due = started + (long)(n * PresenceEvery.TotalSeconds * Stopwatch.Frequency);
            await OneThread.Until(due, _page.Token);
            // By plain HTTP a batch of answers that went a moment ago is enough.
            if (_link.IsJoined || _who.Clock.Now - _heardAt >= PresenceEvery / 2)
                OneThread.Mind(Present(due));
        }
    }

    /// <summary>The device says it is there, by whichever way is open, and takes the time from the answer.</summary>
    private async Task Present(long due)
    {
        var sentAt = _who.Clock.Now;
        if (Phase is Phase.Elsewhere or Phase.Ended or Phase.Gone or Phase.Loading || sentAt < _quietUntil)
            return;
        _who.Meter.Offered(Operation.Presence);
        var reply = await AskTime();
        if (reply.Value is { } time)
        {
            _who.Meter.Done(Operation.Presence, due);
            TakeTime(time, sentAt);
            _sender.Kick();
            return;
        }

        _who.Meter.Failed(Operation.Presence);
        if (reply.Refusal is { IsBusy: true } busy)
            _quietUntil = _who.Clock.Now + Backoff.Spread(busy.RetryAfter ?? PresenceEvery, _who.Chance);
        if (reply is { IsPassing: false, Refusal: { } refusal })
            RefusedBySession(refusal);
    }

    private Task<Reply<TimeView>> AskTime() => _link.IsJoined ? _link.Presence() : _server.Presence();

    private void RefusedBySession(Refusal refusal)
    {
        if (Phase is Phase.Ended or Phase.Gone)
            return;
        if (refusal.Code == "session.held-elsewhere")
        {
            // It may answer a call that was made before a take-over: the server's view says who holds the session now.
            if (Phase != Phase.Elsewhere)
                OneThread.Mind(Reload());
            return;
        }

        if (refusal.Code == "session.paused")
            _tooLate = true;
        if (refusal.IsSignedOut || refusal.Code == "session.unknown")
            _who.Trouble(refusal.Code);
        OneThread.Mind(Repair(refusal.RetryAfter));
    }

    /// <summary>Asks for the session again after a pause, for ever.</summary>
    private async Task Repair(TimeSpan? retryAfter)
    {
        if (_repairing || Phase is Phase.Ended or Phase.Gone)
            return;
        _repairing = true;
        try
        {
            await _who.Clock.Pause(_again.Next(retryAfter), _page.Token);
        }
        finally
        {
            _repairing = false;
        }

        await Reload();
    }

    private Task Reload() => _reloading ??= LoadAgain();

    private async Task LoadAgain()
    {
        // A browser's answer never comes within the call; here it may, and would be over before it counts as under way.
        await Task.Yield();
        try
        {
            var reply = await Held(await _server.Open(patient: false), patient: false);
            if (Phase is Phase.Ended or Phase.Gone)
                return;
            if (reply.Value is { } view)
            {
                _again.Reset();
                Apply(view);
            }
            else if (reply is { IsPassing: false, Refusal: { } refusal })
                RefusedBySession(refusal);
            else
                OneThread.Mind(Repair(reply.Refusal?.RetryAfter));
        }
        finally
        {
            _reloading = null;
        }
    }

    private async Task End(Func<Task<bool>> prepare)
    {
        if (_ending || Phase is Phase.Gone or Phase.Ended)
            return;
        _ending = true;
        try
        {
            var commandId = _who.Clock.NewId();
            var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), _who.Chance);
            while (Phase != Phase.Gone && await prepare())
            {
                var lastSeq = Math.Max(_acknowledgedSeq, Outbox.HighestUnsent);
                var reply = _link.IsJoined ? await _link.Submit(commandId, lastSeq) : await _server.Submit(commandId, lastSeq);
                // Ended already, by the deadline or by an earlier try whose reply was lost: the receipt is there, or soon will be.
                if (reply.Refusal is { IsOver: true })
                    reply = _link.IsJoined ? await _link.Receipt() : await _server.Receipt();
                if (reply.Value is { } receipt)
                {
                    Receipt = receipt;
                    Finish(Phase.Ended);
                    return;
                }

                _who.Meter.Failed(Operation.Submit);
                if (!reply.IsPassing && reply.Refusal is { IsOver: false, Code: not ("session.answers-missing" or "session.not-ended") } refusal)
                {
                    _ending = false;
                    RefusedBySession(refusal);
                    return;
                }

                await _who.Clock.Pause(backoff.Next(reply.Refusal?.RetryAfter), _run);
            }
        }
        finally
        {
            _ending = false;
        }
    }

    private void Finish(Phase phase)
    {
        Phase = phase;
        _who.Meter.Unsent -= Outbox.Count;
        _sender.Close();
        // Whoever handed in asks for the result by it.
        if (phase != Phase.Ended)
            HangUp();
        _page.Cancel();
    }
}
