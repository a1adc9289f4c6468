using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Agents;

namespace ExamEngine.LoadTests.Learners;

/// <summary>What a sender needs of the page around it.</summary>
internal interface IRoutes
{
    bool HubConnected { get; }

    Task<Reply<Saved>> ByHub(List<Entry> entries);

    Task<Reply<Saved>> ByHttp(List<Entry> entries);

    void Saved(Kept kept, Acknowledgement ack);

    void TakeTime(TimeView time, TimeSpan sentAt);

    void Failed();

    /// <summary>A refusal that concerns the whole session; sending stops until it is opened again.</summary>
    void Stopped(Refusal refusal);
}

/// <summary>
/// Empties the outbox, in order, one batch at a time: by hub, or by plain HTTP while the hub is down, when entries gather and go together.
/// A batch leaves the outbox only by its
/// acknowledgements and the server knows repeated entries by command id, so whatever is lost on the way is sent again.
/// </summary>
internal sealed class Sender(Outbox outbox, Ledger ledger, IRoutes routes, LearnerClock clock, Random chance, CancellationToken ct)
{
    private const int MostEntries = 100;

    /// <summary>While the hub is away: so long between two batches, and at first until it has had its chance to come back.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1), Returning = TimeSpan.FromSeconds(2);

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15), chance);
    private readonly List<TaskCompletionSource<bool>> _drained = [];
    private TaskCompletionSource? _rest, _gathering;
    private bool _open, _running;
    private TimeSpan _notBefore, _gatherUntil;
    private int _hubLost;
    private long _sentSeq;

    public void Open()
    {
        if (!_open && !routes.HubConnected)
            Lost();
        _open = true;
        Kick();
    }

    public void Close()
    {
        _open = false;
        _rest?.TrySetResult();
        _gathering?.TrySetResult();
        TellDrained();
    }

    /// <summary>The hub is gone and will try to come back.</summary>
    public void Lost() => _gatherUntil = clock.Now + Backoff.Spread(Returning, chance);

    /// <summary>The hub is back, or it is known that it will not be at once: what has gathered goes now.</summary>
    public void Settled()
    {
        _gatherUntil = TimeSpan.Zero;
        _gathering?.TrySetResult();
        Kick();
    }

    /// <summary>There is something to send.</summary>
    public void Wake()
    {
        if (_open && !_running)
            OneThread.Mind(Run());
    }

    /// <summary>There is reason to hope: sends at once instead of waiting out the pause. A wait that the server asked for is kept.</summary>
    public void Kick()
    {
        _rest?.TrySetResult();
        Wake();
    }

    /// <summary>True when nothing is left to send; false when sending was stopped before that.</summary>
    public Task<bool> Drained()
    {
        if (outbox.Count == 0)
            return Task.FromResult(true);
        if (!_open)
            return Task.FromResult(false);
        var drained = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _drained.Add(drained);
        _gathering?.TrySetResult();
        Kick();
        return drained.Task;
    }

    private async Task Run()
    {
        _running = true;
        try
        {
            while (_open && outbox.Count > 0)
            {
                if (_notBefore - clock.Now is { Ticks: > 0 } wait)
                    await clock.Pause(wait, ct);
                await Gather();
                if (_open)
                    await Send(outbox.First(MostEntries));
            }
        }
        finally
        {
            _running = false;
            TellDrained();
        }
    }

    private async Task Gather()
    {
        var wait = _gatherUntil - clock.Now;
        if (wait <= TimeSpan.Zero || routes.HubConnected || _drained.Count > 0)
            return;
        _gathering = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAny(clock.Pause(wait, ct), _gathering.Task);
        _gathering = null;
    }

    private async Task Send(List<Kept> batch)
    {
        if (batch.Count == 0)
            return;
        var sentAt = clock.Now;
        foreach (var kept in batch)
        {
            if (kept.Entry.Seq > _sentSeq)
                ledger.Sent(kept.Entry);
        }

        _sentSeq = Math.Max(_sentSeq, batch[^1].Entry.Seq);
        if (await Carry([.. batch.Select(kept => kept.Entry)]) is not { } reply)
            return;
        if (reply.Value is { } saved)
            await Settle(saved, sentAt);
        else if (reply.IsPassing)
            await Later(reply.Refusal);
        else if (reply.Refusal is { } refusal)
            Stop(refusal);
    }

    /// <summary>Null when the hub went away under the batch: it gathers again with what comes meanwhile, unless that happens time after time.</summary>
    private async Task<Reply<Saved>?> Carry(List<Entry> entries)
    {
        if (routes.HubConnected)
        {
            var byHub = await routes.ByHub(entries);
            if (byHub.Value is not null)
                _hubLost = 0;
            if (byHub is not { Value: null, Refusal: null })
                return byHub;
            if (!routes.HubConnected && _hubLost++ == 0)
            {
                Lost();
                return null;
            }
        }

        var byHttp = await routes.ByHttp(entries);
        if (byHttp.Value is not null)
            _gatherUntil = clock.Now + Backoff.Spread(Gathering, chance);
        return byHttp;
    }

    private async Task Settle(Saved saved, TimeSpan sentAt)
    {
        Refusal? late = null;
        var settled = 0;
        foreach (var ack in saved.Acks)
        {
            if (ack is { Status: AckStatus.Refused, Problem.Code: "session.ended" or "session.deadline-passed" })
            {
                // Came after the end: such an entry stays here.
                late = new Refusal(0, ack.Problem.Code);
                continue;
            }

            settled++;
            if (outbox.Take(ack.CommandId) is { } kept)
                routes.Saved(kept, ack);
        }

        routes.TakeTime(saved.Time, sentAt);
        if (late is not null)
            Stop(late);
        else if (settled == 0)
            await Later(null);
        else
            _backoff.Reset();
    }

    private void Stop(Refusal refusal)
    {
        _open = false;
        routes.Stopped(refusal);
    }

    private async Task Later(Refusal? refusal)
    {
        routes.Failed();
        var wait = _backoff.Next(refusal?.RetryAfter);
        if (refusal?.RetryAfter is not null)
        {
            _notBefore = clock.Now + wait;
            return;
        }

        _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAny(clock.Pause(wait, ct), _rest.Task);
        _rest = null;
    }

    private void TellDrained()
    {
        if (outbox.Count > 0 && _open)
            return;
        foreach (var drained in _drained)
            drained.TrySetResult(outbox.Count == 0);
        _drained.Clear();
    }
}
