using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Learners;

namespace ExamEngine.Grains.Sessions;

/// <summary>The proctors' side of a sitting. Who may act was decided by the room; here a role is asked for and no more.</summary>
internal sealed partial class SessionGrain
{
    private const Roles Watching = Roles.Proctor | Roles.Staff | Roles.Admin | Roles.System;
    private static readonly Problem Forbidden = new("account.forbidden", "This takes a proctor.");
    private static readonly Problem NotDone = new("session.act-unknown", "This was not done here.");

    public async Task<WatchedSession?> Watched()
    {
        if (State.Taken is not { } seat)
            return null;
        var learner = await LearnerJournal.Replay(_journal, seat.Learner);
        return new(
            seat.Learner, learner.LegalName, seat.Exam, seat.Version, Paper.Version.Title, seat.Window, seat.Room, seat.Proctored, SessionMapping.StateName(State),
            seat.Accommodation.ToWire(), (State as SessionState.Sealed)?.Ending.EndedAt, Time(),
            [.. State.Noticed.Gaps.Select(gap => new NoticedGap(gap.From, gap.To))], [.. State.Noticed.Moves.Select(move => new NoticedMove(move.Device, move.At))]);
    }

    /// <summary>Checking in is the learner's; letting in is not.</summary>
    public async Task<Reply<SessionStatus>> Step(Actor actor, Guid commandId, CheckInStep step, string room)
    {
        if (State.Taken is null)
            return Unknown;
        if (step is CheckInStep.Begin or CheckInStep.Complete ? Refuse(actor) is not null : !actor.Is(Watching))
            return Forbidden;
        var decision = await Decide(actor.Id, step.ToCore(Now, commandId, actor.Id, room));
        return decision.Refused is { } refused ? refused.ToProblem() : SessionMapping.Status(State);
    }

    public async Task<Reply<TimeView>> Intervene(Actor actor, Intervention act)
    {
        if (State.Taken is null)
            return Unknown;
        if (!actor.Is(Watching))
            return Forbidden;
        if (act is { IfDone: true, Of: { } of } && !SessionRules.HasDone(State, of))
            return NotDone;
        if (act.ToCore(Now, actor.Id) is not { } command)
            return new Problem("session.reopen-refused", "What has ended never changes, and it is being graded. The learner can be granted another attempt.");
        var decision = await Decide(actor.Id, command with { HeardAt = _page.LastAt });
        return decision.Refused is { } refused ? refused.ToProblem() : Time();
    }

    public Task<SessionCell?> Cell() => Task.FromResult(State.Taken is null ? null : SessionViews.Cell(this.GetPrimaryKey(), State, Paper, _page.LastAt, Now));

    public Task Follow()
    {
        Audience.Follow(Now);
        return Task.CompletedTask;
    }

    public async Task<SessionStory> Story() => SessionStories.Of(await SessionJournal.History(_journal, this.GetPrimaryKey()), Now);

    public async Task<Reply<LedgerView>> Ledger(Actor actor) => Refuse(actor) is { } problem && !actor.Is(Watching)
        ? problem
        : new LedgerView(SessionStories.Ledger(await SessionJournal.History(_journal, this.GetPrimaryKey()), Now));
}
