using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Learners;

/// <summary>The HTTP calls of one session by one device, repeated as the browser client repeats each.</summary>
internal sealed class SessionServer(Door door, Guid session, Guid device, LearnerClock clock, Random chance, CancellationToken ct)
{
    private readonly Patience _patience = new(clock, chance, ct);
    private readonly string _root = $"api/sessions/{session}";

    public Guid Session => session;

    public Guid Device => device;

    public Task<Reply<SessionView>> Open(bool patient) =>
        _patience.Tries(patient ? Patience.UntilJudged : 4, () => door.Get($"{_root}?device={device}", Wire.Default.SessionView, ct));

    public Task<Reply<SessionView>> Start() => _patience.UntilOpen(() => Command("start", Patience.UntilJudged));

    public Task<Reply<SessionView>> TakeOver(bool patient) => Command("lease", patient ? Patience.UntilJudged : 3);

    public Task<Reply<SessionView>> EnterSection(int index) => Command($"sections/{index}", 3);

    public Task<Reply<Saved>> Save(List<Entry> entries) => door.Post(
        $"{_root}/entries", new SaveBody(device, entries), Wire.Default.SaveBody, Wire.Default.Saved, ct, TimeSpan.FromSeconds(10));

    public Task<Reply<TimeView>> Presence() => door.Post(
        $"{_root}/presence", new PresenceBody(device), Wire.Default.PresenceBody, Wire.Default.TimeView, ct, TimeSpan.FromSeconds(8));

    /// <summary>One try: the caller has a loop of its own.</summary>
    public Task<Reply<Receipt>> Submit(Guid commandId, long lastSeq) => door.Post(
        $"{_root}/submit", new SubmitBody(commandId, device, lastSeq), Wire.Default.SubmitBody, Wire.Default.Receipt, ct);

    public Task<Reply<Receipt>> Receipt() => _patience.Tries(4, () => door.Get($"{_root}/receipt", Wire.Default.Receipt, ct));

    /// <summary>One try: the caller has a loop of its own.</summary>
    public Task<Reply<ResultView>> Result() => door.Get($"{_root}/result", Wire.Default.ResultView, ct);

    private Task<Reply<SessionView>> Command(string name, int tries)
    {
        var body = new DeviceBody(clock.NewId(), device);
        return _patience.Tries(tries, () => door.Post($"{_root}/{name}", body, Wire.Default.DeviceBody, Wire.Default.SessionView, ct));
    }
}
