using System.Diagnostics;
using System.Net.WebSockets;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Learners;
using ExamEngine.LoadTests.Learners.Watched;

namespace ExamEngine.LoadTests.Proctors;

/// <summary>Which room, and who watches it.</summary>
internal sealed record ConsoleOrder(int Room, string RoomId, string UserName, string Password);

/// <summary>
/// A proctor with one console: signs in, watches a room for the whole run as the console's page does, lets in whoever waits where that is theirs,
/// and acts on the room when it is due. Runs on the agent's one thread.
/// </summary>
internal sealed class VirtualProctor(ConsoleOrder order, IReadOnlyList<TimeSpan> acts, bool admits, Door door, Meter meter, Random chance, CancellationToken ct)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15), Blink = TimeSpan.FromMilliseconds(250);

    /// <summary>A busy board may say for a while that somebody waits who was let in: nobody presses twice at once.</summary>
    private static readonly TimeSpan LetInAgain = TimeSpan.FromSeconds(20);

    private readonly ShownBoard _board = new();
    private readonly RoomActs _acts = new(meter);
    private readonly Dictionary<Guid, long> _letIn = [];
    private readonly List<string> _troubles = [];
    private readonly TaskCompletionSource _open = new();
    private ConsoleSocket? _socket;
    private int _turn;
    private bool _reading, _admitting;

    /// <summary>By password, as proctors do.</summary>
    public async Task SignIn()
    {
        var body = new SignInBody(order.UserName, order.Password);
        while (true)
        {
            var reply = await door.Post("api/account/sign-in", body, WatchWire.Default.SignInBody, Wire.Default.Me, ct);
            if (reply.Value is not null)
                return;
            if (!reply.IsPassing)
                throw new InvalidOperationException($"{order.UserName} was not let in: {reply.Refusal?.Code}.");
            await Task.Delay(reply.Refusal?.RetryAfter ?? TimeSpan.FromSeconds(1), ct);
        }
    }

    /// <summary>Opens the console; done when the board is there. It stays open for as long as the agent runs.</summary>
    public Task Open()
    {
        OneThread.Mind(KeepConnected());
        return _open.Task;
    }

    /// <summary>Everything that is due on the room.</summary>
    /// <param name="begin">When learners began to arrive, as a timestamp of the stopwatch.</param>
    public async Task Act(long begin)
    {
        if (acts.Count == 0)
            return;
        await Order(ActKind.Announce, Operation.Announce, "Ten minutes until the doors are opened again.");
        await Order(ActKind.Pause, Operation.Pause);
        var extension = await Order(ActKind.AddTime, Operation.Extend, minutes: 5);
        await Order(ActKind.Resume, Operation.Resume);
        await TakeBack(extension);

        async Task<Guid> Order(ActKind kind, Operation operation, string text = "", int? minutes = null)
        {
            var due = await Due(begin);
            meter.Offered(operation);
            var what = new ActOrder(Guid.CreateVersion7(), kind, null, "routine", text, minutes);
            // Whoever is not there hears of it when they come back, and nobody waits for them.
            var arrived = _acts.Begin(what.Id, operation, due, Online());
            await Until(() => _socket?.Act(order.RoomId, what), "act", progress => _acts.Take(progress));
            await arrived;
            return what.Id;
        }

        async Task TakeBack(Guid extension)
        {
            var due = await Due(begin);
            meter.Offered(Operation.Undo);
            var command = Guid.CreateVersion7();
            await Until(() => _socket?.Undo(order.RoomId, command, extension, "mistake"), "undo", progress =>
            {
                _acts.Take(progress);
                if (progress.UndoneAt is not null && progress.Outcomes.All(outcome => outcome.UndoProblem is null))
                    meter.Done(Operation.Undo, due);
                else
                    _troubles.Add("an undo was not carried out everywhere");
            });
        }
    }

    /// <param name="begin">See <see cref="Act"/>.</param>
    public ConsoleJournal Journal(long begin) => new(
        order.UserName, order.RoomId, door.Cookies,
        _board.Sightings.ToDictionary(seen => seen.Key, seen => seen.Value.ConvertAll(sighting => sighting with { At = Moments.Micros(sighting.At, begin) })),
        _acts.Acknowledged(), [.. _troubles, .. _acts.Unanswered().Select(what => $"{what} never came to everybody")]);

    /// <returns>The moment of the next act, once it has come.</returns>
    private async Task<long> Due(long begin)
    {
        var due = begin + (long)(acts[_turn++].TotalSeconds * Stopwatch.Frequency);
        await OneThread.Until(due, ct);
        return due;
    }

    /// <summary>Sessions whose page was heard of lately, as the board has it.</summary>
    private HashSet<Guid> Online() =>
        [.. _board.Cells.Values.Where(cell => DateTimeOffset.UtcNow - cell.State.LastHeard < TimeSpan.FromSeconds(30)).Select(cell => cell.Session)];

    /// <summary>The same command again until the server has judged it.</summary>
    private async Task Until(Func<Task<Reply<ActProgress>>?> ask, string what, Action<ActProgress> done)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), chance);
        while (true)
        {
            var reply = ask() is { } asked ? await asked : Reply<ActProgress>.Silence;
            if (reply.Value is { } progress)
            {
                done(progress);
                return;
            }

            if (!reply.IsPassing)
            {
                Trouble($"{what}: {reply.Refusal?.Code}");
                return;
            }

            await Task.Delay(reply.Refusal is null ? Blink : backoff.Next(reply.Refusal.RetryAfter), ct);
        }
    }

    private async Task KeepConnected()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), chance);
        while (!ct.IsCancellationRequested)
        {
            if (await Connect() is { } socket)
            {
                var listening = socket.Listen();
                _socket = socket;
                OneThread.Mind(Ping(socket));
                OneThread.Mind(Read());
                await listening;
                _socket = null;
                backoff.Reset();
            }

            await Task.Delay(backoff.Next(null), ct);
        }
    }

    private async Task<ConsoleSocket?> Connect()
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(TimeSpan.FromSeconds(8));
            _board.Expect();
            return new ConsoleSocket(await HubWire.Open(door.Server, door.Cookies, door.Campus, patience.Token, "proctor"), Changed, ct);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task Ping(ConsoleSocket socket)
    {
        while (_socket == socket)
        {
            await Task.Delay(PingEvery, ct);
            await socket.Ping();
        }
    }

    /// <summary>Watches the room: what is read is everything up to its version, and what changes from then on is told.</summary>
    private async Task Read()
    {
        if (_reading)
            return;
        _reading = true;
        try
        {
            while (_socket is { } socket)
            {
                _board.Expect();
                var reply = await socket.Watch(order.RoomId);
                if (reply.Value is { } board && _board.Take(board, Stopwatch.GetTimestamp()))
                {
                    foreach (var act in board.Acts)
                        _acts.Take(act);
                    _open.TrySetResult();
                    Admit();
                    return;
                }

                if (reply is { IsPassing: false, Refusal: { } refusal })
                    Trouble($"watch: {refusal.Code}");
                await Task.Delay(reply.Refusal?.RetryAfter ?? Blink, ct);
            }
        }
        finally
        {
            _reading = false;
        }
    }

    private void Changed(BoardDelta delta)
    {
        if (!_board.Take(delta, Stopwatch.GetTimestamp()))
            OneThread.Mind(Read());
        foreach (var act in delta.Acts)
            _acts.Take(act);
        Admit();
    }

    private void Admit()
    {
        if (admits && !_admitting && Waiting().Any())
            OneThread.Mind(AdmitAll());
    }

    /// <summary>Together whoever waits, and then whoever has come meanwhile.</summary>
    private async Task AdmitAll()
    {
        _admitting = true;
        try
        {
            while (Waiting().ToImmutableArray() is { IsEmpty: false } waiting)
            {
                var what = new ActOrder(Guid.CreateVersion7(), ActKind.Admit, waiting, "routine");
                await Until(() => _socket?.Act(order.RoomId, what), "admit", progress => _acts.Take(progress));
                foreach (var session in waiting)
                    _letIn[session] = Stopwatch.GetTimestamp();
                await Task.Delay(Blink, ct);
            }
        }
        finally
        {
            _admitting = false;
        }
    }

    private IEnumerable<Guid> Waiting() => _board.Cells.Values.Where(cell => cell.Watch.Stage == "waiting").Select(cell => cell.Session)
        .Where(session => !_letIn.TryGetValue(session, out var at) || Stopwatch.GetElapsedTime(at) > LetInAgain);

    private void Trouble(string what)
    {
        if (_troubles.Count < 10)
            _troubles.Add(what);
    }
}
