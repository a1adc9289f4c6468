using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

internal sealed partial class WatchGrain
{
    private const int MostAdmitted = 64;

    /// <summary>A proctor who is taken out of the room loses the session within this time.</summary>
    private static readonly TimeSpan AdmittedStays = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, DateTimeOffset> _admitted = new(StringComparer.Ordinal);

    public async Task<Reply<WatchView>> View(Actor actor, string? before)
    {
        await Refresh();
        if (await RefuseProctor(actor) is { } problem)
            return problem;
        var place = before is null ? null : WatchTimeline.Place(before);
        if (before is not null && place is null)
            return new Problem("input.invalid", "No page names this place.", "before");
        var (terms, story) = (Terms, await Session.Story());
        var session = terms.Session;
        var (timeline, earlier) = WatchTimeline.Page(story.Timeline, await WatchTimeline.Read(_journal, Id, State), place);
        return new WatchView(
            Id, State.CheckIn.Room, session.ExamId, session.ExamTitle, session.LearnerId, session.LegalName, session.State, WatchViews.CheckIn(State, terms),
            WatchViews.Identity(State), WatchViews.Flags(State), WatchViews.Incidents(State), WatchViews.Talk(State), State.Talk.HandSince is not null,
            timeline, story.Ledger, session.Accommodation, session.Time, earlier, WatchViews.Confirmed(State));
    }

    public async Task<Reply<Done>> Take(Actor actor, ActOrder order)
    {
        if (await RefuseProctor(actor) is { } problem)
            return problem;
        var decision = Decide(order.ToCore(actor, Now));
        if (decision.Refused is { } refused)
            return refused.ToProblem();
        if (decision.Events.IsEmpty)
            return Done.It;
        if (await OnSession(actor, order) is { } declined)
            return declined;
        await CarryOut(actor.Id, decision.Events);
        return Done.It;
    }

    public async Task<Reply<Done>> Undo(Actor actor, Guid command, Guid act, string reason, ActOrder? order = null)
    {
        if (await RefuseProctor(actor) is { } problem)
            return problem;
        var decision = Decide(new WatchCommand.Undo(Now, command, act, actor.Id, reason ?? "", order is null ? null : WatchMapping.KindOf(order.Kind)));
        if (decision.Refused is { } refused)
            return refused.ToProblem();
        if (decision.Events.IsEmpty)
            return Done.It;
        var declined = State.Act(act) is { } taken ? await Back(actor, command, act, taken.Kind, taken.Minutes, taken.Reason, isDone: true)
            : order is not null ? await Back(actor, command, act, WatchMapping.KindOf(order.Kind), order.Minutes, order.Reason, isDone: false)
            : null;
        if (declined is not null)
            return declined;
        await CarryOut(actor.Id, decision.Events);
        return Done.It;
    }

    public async Task EvidenceViewed(Actor actor, string evidence)
    {
        if (await Refuse(actor) is null)
            await Do(actor.Id, new WatchCommand.ViewEvidence(Now, IsLearner(actor) ? "learner" : actor.Id, evidence ?? ""));
    }

    public async Task<Reply<Done>> WatchedLive(Actor actor, string media)
    {
        if ((await RefuseProctor(actor) ?? NothingLive()) is { } problem)
            return problem;
        var refused = await Do(actor.Id, new WatchCommand.ViewEvidence(Now, actor.Id, $"live {media}"));
        return refused is not null ? refused : Done.It;
    }

    public async Task EvidenceErased(string kind, int count, string why)
    {
        if (await Ready() is not null)
            await Do(Actor.System.Id, new WatchCommand.RecordErasure(Now, kind, count, why));
    }

    /// <summary>The session's part of an act; null when it is done or there is none.</summary>
    private async ValueTask<Problem?> OnSession(Actor actor, ActOrder order)
    {
        var kind = WatchMapping.KindOf(order.Kind);
        if (WatchMapping.OnClock(kind, order.Id, order.Minutes, order.Reason, order.Text ?? "") is { } act)
            return await Intervene(actor, act);
        return kind switch
        {
            ProctorActKind.Admit => await Step(actor, order.Id, CheckInStep.Admit),
            ProctorActKind.Deny => await Step(actor, order.Id, CheckInStep.Deny),
            // Whoever waits or was admitted goes back to show it; while checking in or running it is only asked for.
            ProctorActKind.AskIdentity or ProctorActKind.AskRoomScan when Terms.Session.State is "waiting" or "admitted" => await Step(actor, order.Id, CheckInStep.AskAgain),
            _ => null,
        };
    }

    /// <summary>The session's part of taking back. It may have done its part of an act that did not get as far as here.</summary>
    private async ValueTask<Problem?> Back(Actor actor, Guid command, Guid act, ProctorActKind kind, int? minutes, string reason, bool isDone)
    {
        if (ProctorAct.Opposite(kind) is not { } opposite || WatchMapping.OnClock(opposite, command, minutes, reason, "") is not { } back)
            return null;
        // A silo of before would take back what was never done; the room asks again.
        if (!isDone && _session is { Gaps: null })
            return ActMapping.NoAnswer;
        var declined = await Intervene(actor, back with { Of = act, IfDone = !isDone });
        return !isDone && declined is { Code: "session.act-unknown" } ? null : declined;
    }

    private async ValueTask<Problem?> Intervene(Actor actor, Intervention act)
    {
        var reply = await Session.Intervene(actor, act);
        return reply.Value is null ? reply.Problems[0] : null;
    }

    private bool IsLearner(Actor actor) => actor.LearnerId is { } learner && learner == _session?.LearnerId;

    /// <summary>The learner of the session. To anybody else it does not exist.</summary>
    private async ValueTask<Problem?> RefuseLearner(Actor actor)
    {
        var terms = await Ready();
        return !IsLearner(actor) ? Unknown : terms is null ? NotProctored : null;
    }

    /// <summary>Staff, and proctors whom the room admits.</summary>
    private async ValueTask<Problem?> RefuseProctor(Actor actor)
    {
        var terms = await Ready();
        return _session is null || IsLearner(actor) || !await MayWatch(actor) ? Unknown : terms is null ? NotProctored : null;
    }

    private async ValueTask<Problem?> Refuse(Actor actor)
    {
        await Ready();
        return IsLearner(actor) ? await RefuseLearner(actor) : await RefuseProctor(actor);
    }

    private async ValueTask<bool> MayWatch(Actor actor)
    {
        if (actor.Is(Roles.Staff | Roles.Admin | Roles.System))
            return true;
        if (!actor.Is(Roles.Proctor) || State.CheckIn.Room.Length == 0)
            return false;
        if (_admitted.TryGetValue(actor.Id, out var until) && until > Now)
            return true;
        if (!await Room.Admits(actor))
            return false;
        if (_admitted.Count >= MostAdmitted)
            _admitted.Clear();
        _admitted[actor.Id] = Now + AdmittedStays;
        return true;
    }
}
