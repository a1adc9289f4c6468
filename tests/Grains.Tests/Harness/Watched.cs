using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;

namespace Grains.Tests.Harness;

/// <summary>A learner under watch, with their page and whoever watches them.</summary>
internal sealed class Watched(Engine engine, Candidate learner) : IWatchObserver
{
    private readonly Lock _gate = new();
    private readonly List<(Func<bool> Is, TaskCompletionSource Done)> _waiting = [];
    private IWatchObserver? _reference;
    private long _seq;

    public Candidate Learner => learner;

    public Actor Actor => learner.Actor;

    public IWatchGrain Grain => engine.Grains.GetGrain<IWatchGrain>(learner.SessionId);

    public string Stream => $"watch/{learner.SessionId}";

    // What the page was told.

    public List<ActNotice> Notices { get; } = [];

    public List<ChatLine> Lines { get; } = [];

    public List<CheckInView> Stages { get; } = [];

    public List<string> Messages { get; } = [];

    /// <summary>Seated, with a page that watches; the check-in has not begun.</summary>
    /// <param name="closesIn">When the learner's window closes; null for never.</param>
    public static async Task<Watched> Seat(Engine engine, string exam = "watched", TimeSpan? closesIn = null)
    {
        var learner = await engine.Candidate();
        await learner.Rehearse();
        await learner.Register(exam, closesIn);
        await learner.Begin(exam);
        var watched = new Watched(engine, learner);
        watched._reference = engine.Grains.CreateObjectReference<IWatchObserver>(watched);
        await watched.Watch();
        return watched;
    }

    public Task Watch() => Grain.Observe(_reference!);

    /// <summary>Ready to be admitted.</summary>
    public static async Task<Watched> Waiting(Engine engine, TimeSpan? closesIn = null)
    {
        var watched = await Seat(engine, closesIn: closesIn);
        await watched.BeginCheckIn();
        await watched.Consent();
        await watched.ShowIdentity();
        await watched.Grain.EvidenceStored("room-scan", "room-1");
        (await watched.Grain.CompleteCheckIn(watched.From())).Ok();
        return watched;
    }

    /// <summary>Admitted and started.</summary>
    public static async Task<Watched> Sitting(Engine engine, TimeSpan? closesIn = null)
    {
        var watched = await Waiting(engine, closesIn);
        await watched.Take(ActKind.Admit);
        await learner(watched).Start();
        return watched;

        static Candidate learner(Watched watched) => watched.Learner;
    }

    public ExamEngine.Contracts.Sessions.FromDevice From(Guid? command = null) => learner.From(command);

    public async Task<AttendView> Attend() => (await Grain.Attend(Actor, learner.Device)).Ok();

    public async Task<AttendView> BeginCheckIn() => (await Grain.BeginCheckIn(From())).Ok();

    public async Task<AttendView> Consent()
    {
        var text = (await Attend()).CheckIn.Consent;
        return (await Grain.Consent(From(), new(text.Version, text.Camera, text.Microphone, text.Screen))).Ok();
    }

    public async Task<AttendView> ShowIdentity() => (await Grain.ShowIdentity(From(), new(true, "face-1", "document-1"))).Ok();

    public SignalReport Began(string kind) => Report(kind, "began");

    public SignalReport Ended(string kind) => Report(kind, "ended");

    public SignalReport Did(string kind) => Report(kind, "did");

    public Task<Reply<SignalsNoted>> TryNote(params SignalReport[] signals) => Grain.Note(Actor, learner.Device, [.. signals]);

    public async Task<SignalsNoted> Note(params SignalReport[] signals) => (await TryNote(signals)).Ok();

    public static ActOrder Order(ActKind kind, string text = "", int? minutes = null) => new(Guid.NewGuid(), kind, null, "routine", text, minutes);

    public async Task<Guid> Take(ActKind kind, string text = "", int? minutes = null)
    {
        var order = Order(kind, text, minutes);
        (await Grain.Take(People.Staff, order)).Ok();
        return order.Id;
    }

    public async Task<WatchView> View() => (await Grain.View(People.Staff)).Ok();

    /// <summary>Completes when the page has been told so.</summary>
    public async Task Until(Func<bool> isSo)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (isSo())
                return;
            _waiting.Add((isSo, done));
        }
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    Task IWatchObserver.Told(Guid session, ActNotice notice) => Take(() => Notices.Add(notice));

    Task IWatchObserver.Said(Guid session, ChatLine line) => Take(() => Lines.Add(line));

    Task IWatchObserver.CheckInMoved(Guid session, CheckInView checkIn) => Take(() => Stages.Add(checkIn));

    Task IWatchObserver.Relayed(Guid session, string peer, string message) => Take(() => Messages.Add($"{peer}: {message}"));

    private SignalReport Report(string kind, string phase) => new(++_seq, kind, phase, engine.Now, new());

    private Task Take(Action take)
    {
        lock (_gate)
        {
            take();
            foreach (var (isSo, done) in _waiting)
            {
                if (isSo())
                    done.TrySetResult();
            }
        }
        return Task.CompletedTask;
    }
}
