using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Learners;

/// <summary>The HTTP calls of one session by one device, with as many tries as the browser client gives each.</summary>
internal sealed class SessionServer(Door door, Guid session, Guid device, LearnerClock clock, Random chance, CancellationToken ct)
{
    private readonly string _root = $"api/sessions/{session}";

    public Guid Session => session;

    public Guid Device => device;

    public Task<Reply<SessionView>> Open() => Tries(4, () => door.Get($"{_root}?device={device}", Wire.Default.SessionView, ct));

    public Task<Reply<SessionView>> Start() => Command("start");

    public Task<Reply<SessionView>> TakeOver() => Command("lease");

    public Task<Reply<SessionView>> EnterSection(int index) => Command($"sections/{index}");

    public Task<Reply<Saved>> Save(List<Entry> entries) => door.Post(
        $"{_root}/entries", new SaveBody(device, entries), Wire.Default.SaveBody, Wire.Default.Saved, ct, TimeSpan.FromSeconds(10));

    public Task<Reply<TimeView>> Presence() => door.Post(
        $"{_root}/presence", new PresenceBody(device), Wire.Default.PresenceBody, Wire.Default.TimeView, ct, TimeSpan.FromSeconds(8));

    /// <summary>One try: the caller has a loop of its own.</summary>
    public Task<Reply<Receipt>> Submit(Guid commandId, long lastSeq) => door.Post(
        $"{_root}/submit", new SubmitBody(commandId, device, lastSeq), Wire.Default.SubmitBody, Wire.Default.Receipt, ct);

    public Task<Reply<Receipt>> Receipt() => Tries(4, () => door.Get($"{_root}/receipt", Wire.Default.Receipt, ct));

    private Task<Reply<SessionView>> Command(string name)
    {
        var body = new DeviceBody(clock.NewId(), device);
        return Tries(3, () => door.Post($"{_root}/{name}", body, Wire.Default.DeviceBody, Wire.Default.SessionView, ct));
    }

    /// <summary>Repeats what may pass, as the page does by itself; after that the learner would have to press again.</summary>
    public async Task<Reply<T>> Tries<T>(int most, Func<Task<Reply<T>>> once)
        where T : class
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15), chance);
        for (var left = most; ; left--)
        {
            var reply = await once();
            if (!reply.IsPassing || left <= 1)
                return reply;
            await clock.Pause(backoff.Next(reply.Refusal?.RetryAfter), ct);
        }
    }
}
