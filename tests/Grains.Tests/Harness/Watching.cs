using ExamEngine.Contracts.Sessions;

namespace Grains.Tests.Harness;

/// <summary>A web process that watches one session: keeps what it is told, and lets a test await it.</summary>
internal sealed class Watching : ISessionObserver
{
    private readonly Lock _gate = new();
    private readonly List<(Guid Holder, TimeView Time)> _told = [];
    private readonly List<(Func<Guid, TimeView, bool> Of, TaskCompletionSource Done)> _waiting = [];
    private ISessionObserver? _reference;

    public int Told
    {
        get
        {
            lock (_gate)
                return _told.Count;
        }
    }

    public static async Task<Watching> Session(Engine engine, Candidate candidate)
    {
        var watching = new Watching();
        watching._reference = engine.Grains.CreateObjectReference<ISessionObserver>(watching);
        await watching.Renew(candidate);
        return watching;
    }

    public Task Renew(Candidate candidate) => candidate.Session.Watch(_reference!);

    public Task Changed(Guid session, Guid holder, TimeView time)
    {
        lock (_gate)
        {
            _told.Add((holder, time));
            foreach (var (_, done) in _waiting.Where(waiting => waiting.Of(holder, time)))
                done.TrySetResult();
        }
        return Task.CompletedTask;
    }

    /// <summary>Completes when it is told so; arm it before the act.</summary>
    public async Task Until(Func<Guid, TimeView, bool> of, string what)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_told.Any(told => of(told.Holder, told.Time)))
                return;
            _waiting.Add((of, done));
        }
        try
        {
            await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The observer was not told within 20 seconds that {what}; it was told: {string.Join("; ", _told.Select(told => told.Time))}");
        }
    }
}
