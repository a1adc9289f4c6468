using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Agents;

namespace ExamEngine.LoadTests.Learners.Watched;

/// <summary>
/// A page's part in being watched: checks in, tells what it notices, and says of every act that it has arrived. What it is told by the hub it
/// hears again when it attends, so nothing hangs on one message.
/// </summary>
internal sealed class Attendance : ISignalRoutes
{
    /// <summary>Without news of the check-in the page asks.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(8);

    private readonly Sitter _who;
    private readonly HubLink _link;
    private readonly WatchServer _server;
    private readonly CancellationToken _page;
    private readonly HashSet<(Guid Act, bool Confirmed)> _acknowledged = [];
    private TaskCompletionSource _moved = new();

    public Attendance(Sitter who, HubLink link, Guid session, Guid device, ExamClock time, CancellationToken page)
    {
        (_who, _link, _page) = (who, link, page);
        _server = new(who.Door, session, device, who.Clock, who.Chance, page);
        Signals = new(who, time, this, page);
    }

    public SignalSender Signals { get; }

    bool ISignalRoutes.HubConnected => _link.IsJoined;

    Task<Reply<SignalsNoted>> ISignalRoutes.ByHub(List<SignalReport> signals) => _link.Signals(signals);

    Task<Reply<SignalsNoted>> ISignalRoutes.ByHttp(List<SignalReport> signals) => _server.Signals(signals);

    /// <summary>The whole way to the start, step by step as the server misses them, and the wait to be admitted.</summary>
    /// <returns>Null when the learner may start.</returns>
    public async Task<Refusal?> CheckIn()
    {
        var reply = await _server.Attend();
        if (reply.Value is { CheckIn.Stage: "seated" })
            reply = await _server.Begin();
        if (reply.Value is { } begun && begun.CheckIn.Missing.Contains("consent"))
            reply = await _server.Consent(begun.CheckIn.Consent);
        if (reply.Value is { } agreed && agreed.CheckIn.Missing.Contains("identity"))
            reply = await ShowIdentity();
        if (reply.Value is { } shown && shown.CheckIn.Missing.Contains("roomScan"))
            reply = (await _server.Photo("room-scan")).Value is null ? Reply<AttendView>.Silence : await _server.Attend();
        if (reply.Value is { CheckIn.Stage: "checkingIn" })
            reply = await _server.Complete();
        while (reply.Value is { CheckIn.Stage: "waiting" })
        {
            await Task.WhenAny(_moved.Task, _who.Clock.Pause(AskEvery * (0.75 + _who.Chance.NextDouble() / 2), _page));
            reply = await _server.Attend();
        }

        return reply.Value is { CheckIn.Stage: var stage }
            ? stage is "admitted" or "over" ? null : new Refusal(0, $"check-in.{stage}")
            : reply.Refusal ?? new Refusal(0, "unreachable");
    }

    /// <summary>The hub is there: from now on it tells, and what was missed is read.</summary>
    public void Joined()
    {
        Signals.Wake();
        OneThread.Mind(Attend());
    }

    public void Moved()
    {
        var moved = _moved;
        _moved = new();
        moved.TrySetResult();
    }

    public void Told(ActNotice notice)
    {
        if (notice is { Delivered: false } && _acknowledged.Add((notice.Id, false)))
            OneThread.Mind(Acknowledge(notice.Id, confirmed: false));
        // A person reads it first.
        if (notice is { Kind: ActKind.Announce or ActKind.Warn, Confirmed: false, Withdrawn: false } && _acknowledged.Add((notice.Id, true)))
            OneThread.Mind(Acknowledge(notice.Id, confirmed: true, TimeSpan.FromSeconds(1 + 4 * _who.Chance.NextDouble())));
    }

    private async Task Attend()
    {
        foreach (var notice in (await _link.Attend()).Value?.Notices ?? [])
            Told(notice);
    }

    private async Task<Reply<AttendView>> ShowIdentity()
    {
        var (face, document) = (await _server.Photo("face"), await _server.Photo("document"));
        return face.Value is { } one && document.Value is { } other ? await _server.ShowIdentity(one.Id, other.Id) : face.Refusal ?? document.Refusal ?? new Refusal(0, "unreachable");
    }

    /// <summary>Until the server has it.</summary>
    private async Task Acknowledge(Guid act, bool confirmed, TimeSpan after = default)
    {
        if (after > TimeSpan.Zero)
            await _who.Clock.Pause(after, _page);
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), _who.Chance);
        while (true)
        {
            Refusal? refusal;
            if (_link.IsJoined)
            {
                var reply = await _link.Acknowledge(act, confirmed);
                refusal = reply.Value is not null ? null : reply.Refusal ?? new Refusal(503, "unreachable");
            }
            else
                refusal = await _server.Acknowledge(act, confirmed);
            if (refusal is null)
                return;
            if (!refusal.IsPassing && refusal.Code != "unreachable")
            {
                _who.Trouble($"an act was not acknowledged: {refusal.Code}");
                return;
            }

            await _who.Clock.Pause(backoff.Next(refusal.RetryAfter), _page);
        }
    }
}
