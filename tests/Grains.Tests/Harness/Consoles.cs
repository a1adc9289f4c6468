using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;

namespace Grains.Tests.Harness;

/// <summary>A web process with consoles of one room: keeps what it is told, and lets a test await it.</summary>
internal sealed class Consoles : IRoomObserver
{
    private readonly Lock _gate = new();
    private readonly List<BoardDelta> _deltas = [];
    private readonly List<(Func<bool> So, TaskCompletionSource Done)> _waiting = [];
    private readonly List<string> _told = [];
    private IRoomObserver? _reference;

    public ImmutableArray<BoardDelta> Deltas
    {
        get
        {
            lock (_gate)
                return [.. _deltas];
        }
    }

    /// <summary>What was said, happened, relayed or changed of the terms, in short.</summary>
    public ImmutableArray<string> Told
    {
        get
        {
            lock (_gate)
                return [.. _told];
        }
    }

    public static async Task<Consoles> Of(Engine engine, IRoomGrain room, Actor actor, int count = 1)
    {
        var consoles = new Consoles();
        consoles._reference = engine.Grains.CreateObjectReference<IRoomObserver>(consoles);
        await consoles.Renew(room, actor, count);
        return consoles;
    }

    public async Task Renew(IRoomGrain room, Actor actor, int count = 1, params ImmutableArray<Guid> open) =>
        (await room.Observe(actor, _reference!, count, Deltas.LastOrDefault()?.Version ?? 0, open)).Ok();

    public Task BoardChanged(BoardDelta delta) => Take(() => _deltas.Add(delta));

    public Task Said(string room, Guid session, ChatLine line) => Take(() => _told.Add($"said {line.Text}"));

    public Task Happened(string room, Guid session, ImmutableArray<TimelineEntry> entries) => Take(() => _told.Add($"happened {entries[0].What}"));

    public Task Relayed(string room, Guid session, string peer, string message) => Take(() => _told.Add($"relayed {peer} {message}"));

    public Task TermsChanged(string room) => Take(() => _told.Add("terms"));

    /// <summary>Completes when a delta is so, even if it came before.</summary>
    public async Task<BoardDelta> Until(Func<BoardDelta, bool> of, string what)
    {
        await So(() => _deltas.Any(of), what);
        return Deltas.First(of);
    }

    public Task UntilTold(string told) => So(() => _told.Contains(told), told);

    private async Task So(Func<bool> so, string what)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (so())
                return;
            _waiting.Add((so, done));
        }
        try
        {
            await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The consoles were not told within 20 seconds that {what}; they were told {_deltas.Count} changes: {string.Join("; ", Deltas.TakeLast(3))}");
        }
    }

    private Task Take(Action keep)
    {
        lock (_gate)
        {
            keep();
            foreach (var (_, done) in _waiting.Where(waiting => waiting.So()))
                done.TrySetResult();
        }
        return Task.CompletedTask;
    }
}
