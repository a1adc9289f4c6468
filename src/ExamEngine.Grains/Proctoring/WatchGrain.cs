using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;
using Orleans.Placement;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// The watch over one session. Calls go one way, from here to the session, which never waits for it. An act asks the session for its part first
/// and is written when that is done, under the id it came with, so a repeat after any crash finds both or does both. What interleaves with a
/// commit reads only.
/// </summary>
/// <remarks>This part: the learner's side. <c>.Proctors</c>: those who watch. <c>.Session</c>: what moves with the session and with time.</remarks>
[GrainType("watch"), RandomPlacement, CollectionAgeLimit(Minutes = 5)]
internal sealed partial class WatchGrain(IJournal journal, TimeProvider time, ExamVersions exams, IceDirectory ice, WatchInstruments meters)
    : EventSourcedGrain<WatchState, WatchEvent>(journal, time, WatchJournal.Codec, WatchState.Empty), IWatchGrain
{
    /// <summary>Far more than anybody changes to; beyond, another one says nothing more.</summary>
    private const int MostAddresses = 64;

    private static readonly Problem Unknown = new("session.unknown", "There is no such session.");
    private static readonly Problem NotProctored = new("session.not-proctored", "The session has no proctor.");

    private readonly IJournal _journal = journal;
    private readonly WatchObservers _observers = new();
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    private Guid Id => this.GetPrimaryKey();

    private ISessionGrain Session => GrainFactory.GetGrain<ISessionGrain>(Id);

    protected override string StreamName() => WatchJournal.StreamOf(Id);

    protected override WatchState Evolve(WatchState state, WatchEvent happened, long version) => WatchState.Evolve(state, happened);

    public async Task<Reply<AttendView>> Attend(Actor actor, Guid device)
    {
        await Refresh();
        return _session is not { } session || session.LearnerId != actor.LearnerId ? Unknown
            : _terms is not null ? View(device)
            : WatchViews.Unwatched(session.State);
    }

    public async Task<Reply<AttendView>> BeginCheckIn(FromDevice from)
    {
        if (await RefuseLearner(from.Actor) is { } problem)
            return problem;
        var session = Terms.Session;
        if (State.CheckIn.BeganAt is null)
        {
            var rooms = session.WindowId is { } window ? $"w~{window}" : $"e~{session.ExamId}";
            var room = session.Room.Length > 0 ? session.Room : await GrainFactory.GetGrain<IRoomsGrain>(rooms).Place(Id);
            if (await Step(from.Actor, from.CommandId, CheckInStep.Begin, room) is { } refused)
                return refused;
            // A deadline can have met the session meanwhile.
            if (await Do(from.Actor.Id, new WatchCommand.Begin(Now, from.CommandId, room, session.LearnerId, session.ExamId, session.Version)) is { } late)
                return late;
        }
        return View(from.Device);
    }

    public Task<Reply<AttendView>> Consent(FromDevice from, ConsentGiven consent) =>
        Change(from, new WatchCommand.GiveConsent(Now, from.CommandId, consent.TextVersion ?? "", consent.Camera, consent.Microphone, consent.Screen));

    public Task<Reply<AttendView>> ShowIdentity(FromDevice from, IdentityShown shown) =>
        Change(from, new WatchCommand.ShowIdentity(Now, from.CommandId, shown.NameConfirmed, shown.Face, shown.Document));

    public async Task<Reply<AttendView>> CompleteCheckIn(FromDevice from)
    {
        if (await RefuseLearner(from.Actor) is { } problem)
            return problem;
        var decision = Decide(new WatchCommand.CompleteCheckIn(Now, from.CommandId));
        if (decision.Refused is { } refused)
            return refused.ToProblem();
        // Asked for again while the exam runs, it is shown without a step of the session.
        if (Terms.Session.State is "checkingIn" && await Step(from.Actor, from.CommandId, CheckInStep.Complete) is { } late)
            return late;
        await CarryOut(from.Actor.Id, decision.Events);
        await AdmitByPolicy();
        return View(from.Device);
    }

    public async Task<Reply<SignalsNoted>> Note(Actor actor, Guid device, ImmutableArray<SignalReport> signals)
    {
        if (await RefuseLearner(actor) is { } problem)
            return problem;
        if (signals.ToCore(device, Now) is not { } noticed)
            return new Problem("watch.signal-invalid", "One of these is no signal of the catalogue.", "signals");
        // An end that was told to an activation that is gone: what comes now is judged by it.
        if (State.Over is null && Terms.Session.EndedAt is not null)
            await Refresh();
        var decision = Decide(new WatchCommand.Note(Now, noticed));
        await CarryOut(actor.Id, decision.Events);
        if (decision.Refused == WatchRules.Over)
            meters.Refused(noticed.Count(signal => FlagRules.MomentOf(signal) > State.Over), "after-end");
        else if (decision.Refused == WatchRules.TooLate)
            meters.Refused(noticed.Length, "too-late");
        return decision.Refused is { } refused ? refused.ToProblem() : new SignalsNoted(State.LastSeq.GetValueOrDefault(device));
    }

    public async Task Notice(string kind, Guid device)
    {
        // Before the check-in and after the end it is refused, and nobody has to know.
        if (await Ready() is not null && WatchMapping.Noticed(kind, device, Now) is { } noticed)
            await Do(Actor.System.Id, new WatchCommand.Note(Now, [noticed]));
    }

    public Task Heard(Guid device, string address)
    {
        // One that was heard of before is no news: one-way calls overtake one another, and a device goes back and forth between two networks.
        if (_addresses.Count >= MostAddresses || !_addresses.Add(address) || _addresses.Count == 1)
            return Task.CompletedTask;
        return Notice("address-changed", device);
    }

    public async Task<Reply<Done>> Acknowledge(Actor actor, Guid act, bool confirmed)
    {
        if (await RefuseLearner(actor) is { } problem)
            return problem;
        var refused = await Do(actor.Id, new WatchCommand.Acknowledge(Now, act, confirmed));
        return refused is not null ? refused : Done.It;
    }

    public async Task<Reply<Done>> RaiseHand(Actor actor, Guid command, bool raised)
    {
        if (await RefuseLearner(actor) is { } problem)
            return problem;
        var refused = await Do(actor.Id, new WatchCommand.RaiseHand(Now, command, raised));
        return refused is not null ? refused : Done.It;
    }

    public async Task<Reply<ChatLine>> Say(Actor actor, Guid command, string text)
    {
        if (await Refuse(actor) is { } problem)
            return problem;
        var (side, name) = IsLearner(actor) ? (Side.Learner, Terms.Session.LegalName) : (Side.Proctor, "Proctor");
        if (await Do(actor.Id, new WatchCommand.Say(Now, command, side, actor.Id, name, text ?? "")) is { } refused)
            return refused;
        // A repeat is answered with what was said: the trail of commands is shorter than the lines at hand.
        return State.Talk.Lines.LastOrDefault(line => line.Id == command) is { } said ? WatchViews.Line(said) : new Problem("input.invalid", "The command's id is taken.", "commandId");
    }

    public async Task<Reply<EvidencePermit>> Permit(Actor actor)
    {
        if (await Refuse(actor) is { } problem)
            return problem;
        // Nothing is recorded after a deadline, though the session is closed a grace later; it may have moved since the watch last heard of it.
        if (Terms.Session is { EndedAt: null, Time.Deadline: { } known } && known <= Now)
            await Look();
        var (checkIn, terms) = (State.CheckIn, Terms);
        var (ended, deadline) = (State.Over ?? terms.Session.EndedAt, terms.Session.Time.Deadline);
        var given = ended is null && !(deadline <= Now) ? checkIn.Consent : null;
        return new EvidencePermit(
            checkIn.Room, deadline > Now && deadline < Now + PermitStays ? deadline.Value : Now + PermitStays, given is { Camera: true } && terms.Rules.Camera,
            given is { Screen: true } && terms.Rules.Screen, given is not null && terms.RulesUnder(given).Camera && checkIn.NeedsIdentity(terms.Rules),
            ended is { } at ? WatchViews.Rest(checkIn.Consent, terms.Policy, at) : null, given is not null && terms.Policy.Record);
    }

    public async Task EvidenceStored(string kind, string evidence)
    {
        if (await Ready() is not null && kind == "room-scan")
            await Do(Actor.System.Id, new WatchCommand.ShowRoom(Now, evidence));
    }

    public async Task<Reply<Done>> Relay(Actor actor, string peer, string message)
    {
        if (await Refuse(actor) is { } problem)
            return problem;
        if (NothingLive() is { } closed)
            return closed;
        if (message is not { Length: > 0 and <= LongestMessage } || peer is not { Length: > 0 and <= WatchRules.LongestId })
            return new Problem("input.too-long", $"A message has 1 to {LongestMessage} characters.", "message");
        if (IsLearner(actor))
            Room.Relayed(Id, peer, message).Ignore();
        else
            _observers.Tell(Now, observer => observer.Relayed(Id, peer, message));
        return Done.It;
    }

    public async Task Observe(IWatchObserver observer)
    {
        // Another activation may have ended with what it told on the way, or after something was ordered that nobody was there to be told of.
        if (_observers.Add(observer, Now) && await Ready() is not null)
            CatchUp(observer);
    }

    /// <summary>Not null before the consent and after the end: nothing is shown live then.</summary>
    private Problem? NothingLive() => State.Over is not null ? WatchRules.Over.ToProblem() : State.CheckIn.Consent is null ? WatchRules.ConsentMissing.ToProblem() : null;

    private async Task<Reply<AttendView>> Change(FromDevice from, WatchCommand command)
    {
        if (await RefuseLearner(from.Actor) is { } problem)
            return problem;
        var refused = await Do(from.Actor.Id, command);
        return refused is not null ? refused : View(from.Device);
    }

    private AttendView View(Guid device) => WatchViews.Attend(State, Terms, device, ice.For(Id.ToString(), Now));
}
