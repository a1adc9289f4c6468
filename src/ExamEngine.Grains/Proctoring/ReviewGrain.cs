using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Sessions;
using ExamEngine.Storage.Journal;
using Orleans.Placement;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// The review of one watched session: reviewers judge, the learner is heard, people find and decide appeals, clocks only close what was
/// open. It reads what the watch has at the seal and writes to nobody: its attempt is told by the agenda that there is news.
/// </summary>
[GrainType("review"), PreferLocalPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed class ReviewGrain(IJournal journal, TimeProvider time, ExamVersions exams, SealedSessions justEnded, ReviewInstruments meters)
    : EventSourcedGrain<ReviewState, ReviewEvent>(journal, time, ReviewJournal.Codec, ReviewState.Nothing), IReviewGrain
{
    private readonly IJournal _journal = journal;

    private Guid Id => this.GetPrimaryKey();

    protected override string StreamName() => ReviewJournal.StreamOf(Id);

    protected override ReviewState Evolve(ReviewState state, ReviewEvent happened, long version) => ReviewEvolution.Evolve(state, happened);

    public async Task Carry(string message)
    {
        switch (message)
        {
            case ReviewDuties.Open:
                await Open();
                break;
            case ReviewDuties.Time:
                await Do("system", new ReviewCommand.MeetTime(Now));
                // Another silo's clock may be ahead by seconds, and then the duty stays.
                if (ReviewRules.NextDue(State) is { } due && due > Now && due - Now < TimeSpan.FromMinutes(1))
                    throw new UnavailableException("The time has not come yet.");
                break;
            default:
                throw new InvalidOperationException($"Unknown duty '{message}'.");
        }
    }

    public async Task<Reply<ReviewView>> View(Actor actor) =>
        await Reviewed(actor) is { } of ? ReviewViews.Of(Id, State, of, actor.Id) : Unknown;

    public Task<Reply<MyReviewView>> Mine(Actor actor) =>
        Task.FromResult<Reply<MyReviewView>>(State.Of is { } of && of.Learner == actor.LearnerId ? ReviewViews.Mine(Id, State, of) : Unknown);

    public async Task<Reply<ReviewedPaper>> Paper(Actor actor)
    {
        if (await Reviewed(actor) is null)
            return Unknown;
        return await SessionJournal.Replay(_journal, Id) is SessionState.Sealed { Seat: var seat }
            ? ReviewViews.Paper(SessionPaper.Draw(await exams.Get(seat.Exam, seat.Version), seat.Seed), await SessionJournal.History(_journal, Id))
            : Unknown;
    }

    public Task<Reply<ReviewView>> Judge(Actor actor, Guid command, string subject, string judgement) =>
        ReviewMapping.SubjectOf(subject) is not { } what ? Refused(new("review.subject-unknown", "There is no such flag or incident in this review."))
        : ReviewMapping.JudgementOf(judgement) is not { } verdict ? Refused(new("input.judgement", "Something is dismissed or confirmed.", "judgement"))
        : AsReviewer(actor, new ReviewCommand.Judge(Now, command, actor.Id, what, verdict));

    public Task<Reply<ReviewView>> Conclude(Actor actor, Guid command, FindingView proposed, string reason) =>
        proposed.ToCore() is { } finding ? AsReviewer(actor, new ReviewCommand.Conclude(Now, command, actor.Id, finding, reason)) : Refused(NoFinding);

    public Task<Reply<ReviewView>> Find(Actor actor, Guid command, FindingView finding, string reason) =>
        finding.ToCore() is { } found ? AsReviewer(actor, new ReviewCommand.Find(Now, command, actor.Id, found, reason)) : Refused(NoFinding);

    public Task<Reply<ReviewView>> DecideAppeal(Actor actor, Guid command, FindingView finding, string reason) =>
        finding.ToCore() is { } found ? AsReviewer(actor, new ReviewCommand.DecideAppeal(Now, command, actor.Id, found, reason)) : Refused(NoFinding);

    public Task<Reply<MyReviewView>> Answer(Actor actor, Guid command, string text) => AsLearner(actor, new ReviewCommand.Answer(Now, command, text));

    public Task<Reply<MyReviewView>> Appeal(Actor actor, Guid command, string text) => AsLearner(actor, new ReviewCommand.Appeal(Now, command, text));

    public Task<FindingView?> InForce() => Task.FromResult(State.InForce?.ToView());

    /// <summary>Looks at what the watch has; a session that nobody saw anything in is cleared by its exam's policy.</summary>
    private async Task Open()
    {
        if ((justEnded.Find(Id)?.State ?? await SessionJournal.Replay(_journal, Id)) is not SessionState.Sealed { StartedAt: not null, Seat: var seat })
            return;
        var version = await exams.Get(seat.Exam, seat.Version);
        // It counts for nothing.
        if (version.Rehearsal)
            return;
        var watched = await GrainFactory.GetGrain<IWatchGrain>(Id).ForReview();
        await Do("system", new ReviewCommand.Open(
            Now, ReviewMapping.CaseOf(watched, seat.Learner, seat.Exam, version.Proctoring?.Review ?? ReviewPolicy.Standard, Now), watched?.Attention ?? 0));
    }

    private async Task<Reply<ReviewView>> AsReviewer(Actor actor, ReviewCommand command)
    {
        if (await Reviewed(actor) is null)
            return Unknown;
        var refused = await Do(actor.Id, command);
        return refused is not null ? refused : State.Of is { } of ? ReviewViews.Of(Id, State, of, actor.Id) : Unknown;
    }

    private async Task<Reply<MyReviewView>> AsLearner(Actor actor, ReviewCommand command)
    {
        if (State.Of is not { } of || of.Learner != actor.LearnerId)
            return Unknown;
        var refused = await Do(actor.Id, command);
        return refused is not null ? refused : ReviewViews.Mine(Id, State, of);
    }

    /// <summary>Makes what follows durable. A command that came too late may close what it came for and be refused all the same.</summary>
    private async ValueTask<Problem?> Do(string actor, ReviewCommand command)
    {
        var decision = ReviewRules.Decide(State, command);
        if (!decision.Events.IsEmpty)
        {
            var (before, after) = (State, decision.Events.Aggregate(State, ReviewEvolution.Evolve));
            await Commit(actor, decision.Events, ReviewDuties.Of(Id, before, after, Now), ReviewRows.Of(Id, before, after, Now));
            meters.Moved(before, after, decision.Events, Now);
        }
        return decision.Refused?.ToProblem();
    }

    /// <summary>The case, for those who may look at it: staff, and proctors of its room who had no part in the session. Nobody reviews their own.</summary>
    private async ValueTask<ReviewCase?> Reviewed(Actor actor)
    {
        if (State.Of is not { } of || of.Learner == actor.LearnerId)
            return null;
        if (actor.Is(Roles.Staff | Roles.Admin))
            return of;
        return actor.Is(Roles.Proctor) && of.Room.Length > 0 && !of.Involved.Contains(actor.Id) && await GrainFactory.GetGrain<IRoomGrain>(of.Room).Admits(actor) ? of : null;
    }

    private static Task<Reply<ReviewView>> Refused(Problem problem) => Task.FromResult<Reply<ReviewView>>(problem);

    private static Problem Unknown => new("review.none", "This session is under no review.");

    private static Problem NoFinding => new("input.finding", "A finding is cleared, a warning, a voided score, or a bar with its end.", "finding");
}
