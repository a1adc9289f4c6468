using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.LoadTests.Learners.Watched;

/// <summary>The HTTP calls about the watch over one session. Each that changes something is repeated as the browser client repeats it.</summary>
internal sealed class WatchServer(Door door, Guid session, Guid device, LearnerClock clock, Random chance, CancellationToken ct)
{
    /// <summary>A photo as small as a browser makes it when asked for little.</summary>
    private const int PhotoBytes = 16 * 1024;

    private readonly Patience _patience = new(clock, chance, ct);
    private readonly string _root = $"api/sessions/{session}";

    public Task<Reply<AttendView>> Attend() => _patience.Tries(4, () => door.Get($"{_root}/attend?device={device}", WatchWire.Default.AttendView, ct));

    public Task<Reply<AttendView>> Begin() => Command("check-in");

    public Task<Reply<AttendView>> Complete() => Command("check-in/complete");

    public Task<Reply<AttendView>> Consent(ConsentText text)
    {
        var body = new ConsentBody(clock.NewId(), device, text.Version, text.Camera, text.Microphone, text.Screen);
        return _patience.Tries(Patience.UntilJudged, () => door.Post($"{_root}/consent", body, WatchWire.Default.ConsentBody, WatchWire.Default.AttendView, ct));
    }

    /// <param name="kind"><c>face</c>, <c>document</c>, <c>room-scan</c>.</param>
    public Task<Reply<EvidenceId>> Photo(string kind)
    {
        var picture = new byte[PhotoBytes];
        chance.NextBytes(picture);
        ((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(picture);
        return _patience.Tries(Patience.UntilJudged, () => door.Put($"{_root}/evidence/{kind}", picture, "image/jpeg", WatchWire.Default.EvidenceId, ct));
    }

    public Task<Reply<AttendView>> ShowIdentity(string face, string document)
    {
        var body = new IdentityBody(clock.NewId(), device, NameConfirmed: true, face, document);
        return _patience.Tries(Patience.UntilJudged, () => door.Post($"{_root}/identity", body, WatchWire.Default.IdentityBody, WatchWire.Default.AttendView, ct));
    }

    // One try: the callers of these have loops of their own.

    public Task<Reply<SignalsNoted>> Signals(List<SignalReport> signals) => door.Post(
        $"{_root}/signals", new SignalsBody(device, signals), WatchWire.Default.SignalsBody, WatchWire.Default.SignalsNoted, ct, TimeSpan.FromSeconds(10));

    public Task<Refusal?> Acknowledge(Guid act, bool confirmed) =>
        door.Tell($"{_root}/acts/{act}/acknowledge", new AcknowledgeBody(confirmed), WatchWire.Default.AcknowledgeBody, ct);

    private Task<Reply<AttendView>> Command(string name)
    {
        var body = new WatchCommandBody(clock.NewId(), device);
        return _patience.Tries(Patience.UntilJudged, () => door.Post($"{_root}/{name}", body, WatchWire.Default.WatchCommandBody, WatchWire.Default.AttendView, ct));
    }
}
