using System.Diagnostics;
using System.Net.WebSockets;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Agents;
using Done = ExamEngine.Contracts.Kernel.Done;

namespace ExamEngine.LoadTests.Learners;

/// <summary>What becomes of a link.</summary>
internal interface IHubEvents : ILearnerNews
{
    void Joined(TimeView time, TimeSpan sentAt);

    void Lost();

    /// <summary>An attempt to connect came to nothing, and the server did not say why.</summary>
    void Failed();

    void Refused(Refusal refusal);
}

/// <summary>Keeps a joined hub connection for one page: connects again for ever, with growing jittered pauses.</summary>
internal sealed class HubLink(Door door, Guid session, Guid device, IHubEvents events, Meter meter, LearnerClock clock, Random chance, CancellationToken ct)
{
    /// <summary>The first attempt after a loss is spread over two seconds, since a server that leaves drops everybody at once.</summary>
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), chance);

    private CancellationTokenSource? _life;
    private LearnerSocket? _joined;

    public bool IsJoined => _joined is not null;

    public void Start()
    {
        if (_life is null)
            OneThread.Mind(KeepConnected((_life = CancellationTokenSource.CreateLinkedTokenSource(ct)).Token));
    }

    public void Stop()
    {
        var (life, joined) = (_life, _joined);
        (_life, _joined) = (null, null);
        if (joined is null)
            life?.Cancel();
        else
            OneThread.Mind(SayGoodbye(joined, life));
    }

    public Task<Reply<Saved>> Save(List<Entry> entries) => _joined?.Save(session, device, entries) ?? Task.FromResult(Reply<Saved>.Silence);

    public Task<Reply<TimeView>> Presence() => _joined?.Presence(session, device) ?? Task.FromResult(Reply<TimeView>.Silence);

    public Task<Reply<Receipt>> Submit(Guid commandId, long lastSeq) => _joined?.Submit(session, device, commandId, lastSeq) ?? Task.FromResult(Reply<Receipt>.Silence);

    public Task<Reply<Receipt>> Receipt() => _joined?.Receipt(session) ?? Task.FromResult(Reply<Receipt>.Silence);

    public Task<Reply<ResultView>> Result() => _joined?.Result(session) ?? Task.FromResult(Reply<ResultView>.Silence);

    public Task<Reply<AttendView>> Attend() => _joined?.Attend(session, device) ?? Task.FromResult(Reply<AttendView>.Silence);

    public Task<Reply<SignalsNoted>> Signals(List<SignalReport> signals) => _joined?.Signals(session, device, signals) ?? Task.FromResult(Reply<SignalsNoted>.Silence);

    public Task<Reply<Done>> Acknowledge(Guid act, bool confirmed) => _joined?.Acknowledge(session, act, confirmed) ?? Task.FromResult(Reply<Done>.Silence);

    private async Task KeepConnected(CancellationToken life)
    {
        var (operation, since) = (Operation.Connect, Stopwatch.GetTimestamp());
        meter.Offered(operation);
        while (!life.IsCancellationRequested)
        {
            var (link, refusal) = await Connect(life);
            if (link is not null)
            {
                meter.Done(operation, since);
                await Hold(link);
                (operation, since) = (Operation.Reconnect, Stopwatch.GetTimestamp());
                if (_life?.Token != life)
                    return;
                meter.Offered(operation);
                events.Lost();
            }
            else
                meter.Failed(operation);

            await clock.Pause(_backoff.Next(refusal?.RetryAfter), life);
        }
    }

    private static async Task SayGoodbye(LearnerSocket joined, CancellationTokenSource? life)
    {
        await joined.Leave();
        life?.Cancel();
    }

    private async Task Hold(Link link)
    {
        _backoff.Reset();
        meter.Joined++;
        await link.Listening;
        _joined = null;
        meter.Joined--;
    }

    private async Task<(Link? Link, Refusal? Refusal)> Connect(CancellationToken life)
    {
        HubWire wire;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(life);
            patience.CancelAfter(TimeSpan.FromSeconds(8));
            wire = await HubWire.Open(door.Server, door.Cookies, door.Campus, patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException || (e is OperationCanceledException && !life.IsCancellationRequested))
        {
            events.Failed();
            return default;
        }

        var socket = new LearnerSocket(wire, events, life);
        var listening = socket.Listen();
        var sentAt = clock.Now;
        var reply = await socket.Join(session, device);
        if (reply.Value is { } time)
        {
            // Told once it is seen as joined, so that what waits goes this way.
            _joined = socket;
            events.Joined(time, sentAt);
            return (new Link(listening), null);
        }

        socket.Close();
        await listening;
        if (reply.Refusal is null)
            events.Failed();
        else if (!reply.Refusal.IsBusy)
            events.Refused(reply.Refusal);
        return (null, reply.Refusal);
    }

    private sealed record Link(Task Listening);
}
