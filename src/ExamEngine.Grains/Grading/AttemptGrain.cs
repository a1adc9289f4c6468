using System.Collections.Immutable;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Hosting;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Learners;
using ExamEngine.Grains.Proctoring;
using ExamEngine.Grains.Programs;
using ExamEngine.Grains.Sessions;
using ExamEngine.Grains.Windows;
using ExamEngine.Storage.Journal;
using Orleans.Placement;

namespace ExamEngine.Grains.Grading;

/// <summary>
/// A sealed session under grading: graded at once, marked by people where the engine cannot, held while a watched session is reviewed,
/// released by the exam's rule, and awarded when it passes. It reads the sealed session and never writes to it. It is placed where it is called from first: on the silo
/// that the session ended on, which hands over what it still knows.
/// </summary>
[GrainType("attempt"), PreferLocalPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed class AttemptGrain(
    IJournal journal, TimeProvider time, ExamVersions exams, SealedSessions justEnded, GradingPace pace, Catalog catalog, EngineKeys keys, WindowCloses windows,
    GradingInstruments meters)
    : EventSourcedGrain<AttemptState, AttemptEvent>(journal, time, AttemptJournal.Codec, AttemptState.Empty), IAttemptGrain
{
    private readonly IJournal _journal = journal;
    private AttemptPaper? _paper;

    private Guid Id => this.GetPrimaryKey();

    protected override string StreamName() => AttemptJournal.StreamOf(Id);

    protected override AttemptState Evolve(AttemptState state, AttemptEvent happened, long version) => AttemptState.Evolve(state, happened);

    public async Task Carry(string message)
    {
        switch (message)
        {
            case "grade" or "release":
                if (await Paper() is { } paper)
                {
                    await Settle("system", [], paper);
                    if (message == "release" && !State.Released && !paper.IsHeld(State) && State.Grade is { } grade && paper.ReleaseAt(grade, Now, await Closes(paper)) is { } release && release > Now)
                        await Defer(release);
                }
                break;
            case "review":
                await HearReview();
                break;
            case "award":
                await Award();
                break;
            default:
                throw new InvalidOperationException($"Unknown duty '{message}'.");
        }
    }

    public async Task<AttemptSummary?> Summary() =>
        State.Grade is { } grade && await Paper() is { } paper ? AttemptViews.Summary(State, grade, paper.Paper.Version.ProgramId) : null;

    public async Task<Reply<ResultView>> Result(Actor actor)
    {
        if (await Paper() is not { } paper || !Allowed(actor, paper))
            return Unknown;
        // Whoever asks before its turn on the agenda need not come again: what the duty would do is done for them.
        if (State.Grade is null)
        {
            using (await pace.Enter())
                await Settle("system", [], paper);
        }
        return AttemptViews.Result(Id, State, paper, full: !IsOwn(actor, paper));
    }

    public async Task<Reply<MarkingView>> ForMarking(Actor actor)
    {
        if (!actor.Is(Roles.Grader))
            return Forbidden;
        if (await Paper() is not { } paper || IsOwn(actor, paper))
            return Unknown;
        await Renew(paper);
        return AttemptViews.Marking(Id, State, paper);
    }

    public async Task<Reply<MarkingView>> Mark(Actor actor, MarkResponse mark)
    {
        if (!actor.Is(Roles.Grader))
            return Forbidden;
        if (await Paper() is not { } paper || IsOwn(actor, paper))
            return Unknown;
        await Renew(paper);
        var view = AttemptViews.Marking(Id, State, paper);
        if (view.Responses.FirstOrDefault(response => response.Item == mark.Item && response.Field == mark.Field) is not { } response)
            return new Problem("attempt.nothing-to-mark", "No response of that place waits for a person.");
        if (mark.Points < 0 || mark.Points > response.MaxPoints || mark.Comment.Length > 5_000)
            return new Problem("input.mark", $"Points lie between 0 and {response.MaxPoints}, and a comment has at most 5,000 characters.");
        if (State.MarkCommands.Contains(mark.CommandId))
            return view;
        if (State.Released)
            return new Problem("attempt.released", "The grade is released; marks no longer change.");

        await Settle(actor.Id, [new AttemptEvent.ResponseMarked(mark.CommandId, actor.Id, mark.Item, mark.Field, mark.Points, mark.Comment) { At = Now }], paper);
        return AttemptViews.Marking(Id, State, paper);
    }

    public async Task<Reply<HandedIn>> HandIn(Actor actor, HandInFile file)
    {
        // Anybody can encrypt to the public key: who brings the file is what tells whose it is.
        if (await Paper() is not { } paper || !(IsOwn(actor, paper) || actor.Is(Roles.Staff | Roles.Admin)))
            return Unknown;
        var until = paper.Session.Ending.EndedAt + paper.Paper.Policy.LateHandIn;
        if (paper.Paper.Policy.LateHandIn <= TimeSpan.Zero || Now > until || State.Released)
            return new Problem("attempt.hand-in-closed", "Answers by file are not taken, or no longer.");
        var opened = HandInReader.Read(file, Id, keys);
        if (opened is null)
            return new Problem("input.hand-in", "The file was not made for this exam session, or was changed.");

        var (fresh, known) = HandInReader.Sort(opened.Value, State, paper);
        if (!fresh.IsEmpty)
            await Settle(actor.Id, [new AttemptEvent.AnswersHandedIn(fresh) { At = Now }], paper);
        return new HandedIn(fresh.Length, known);
    }

    /// <summary>Writes the facts given, the grade they make, and the release if it is time for it; hands over what follows.</summary>
    private async Task Settle(string actor, ImmutableArray<AttemptEvent> facts, AttemptPaper paper)
    {
        var closes = await Closes(paper);
        var now = Now;
        var state = facts.Aggregate(State, AttemptState.Evolve);
        var events = facts.ToBuilder();
        var agenda = new List<AgendaChange>();
        var grade = state.Grade;
        // Whoever has it graded, the duty or somebody who asked: the duty has nothing left to do.
        if (grade is null)
            agenda.Add(new AgendaChange.Remove(SessionDuties.GradeKey(Id)));
        if (grade is null || IsStale(state, paper) || facts.Any(fact => fact is not AttemptEvent.ReviewHeard))
        {
            grade = paper.Grade(state, now);
            events.Add(grade);
        }
        if (!state.Released && !paper.IsHeld(state) && paper.ReleaseAt(grade, now, closes) is { } release)
        {
            if (release > now)
            {
                agenda.Add(new AgendaChange.Put($"release/{Id}", release, $"attempt/{Id}", "release"));
            }
            else
            {
                // One of several parts earns nothing on its own: its course has the credential.
                Guid? credential = paper.Earns(grade) && !await catalog.IsPart(grade.Exam) ? Guid.CreateVersion7(now) : null;
                events.Add(new AttemptEvent.Released(credential) { At = now });
                if (credential is not null)
                    agenda.Add(new AgendaChange.Put($"award/{Id}", now, $"attempt/{Id}", "award"));
            }
        }
        if (events.Count == 0)
            return;
        // A credential that was given before: it stands or falls with the finding.
        if (state.Credential is not null && state.Voided != State.Voided)
            agenda.Add(new AgendaChange.Put($"award/{Id}", now, $"attempt/{Id}", "award"));
        var (before, after) = (State, events.Aggregate(State, AttemptState.Evolve));
        agenda.Add(new AgendaChange.Put($"news/{Id}", now, $"learner/{grade.Learner}", Id.ToString()));
        await Commit(actor, events.ToImmutable(), agenda, [AttemptViews.Row(Id, after, grade, paper.Session.Seat.Window)]);
        meters.Moved(before, after, now);
    }

    /// <summary>What could not be told in time when it was graded may be told now.</summary>
    private async ValueTask Renew(AttemptPaper paper)
    {
        if (IsStale(State, paper))
            await Settle("system", [], paper);
    }

    /// <summary>True when fewer responses wait for a person than the grade says.</summary>
    private static bool IsStale(AttemptState state, AttemptPaper paper) => state.Grade is { Pending: > 0 } grade && paper.Score(state).Pending < grade.Pending;

    /// <summary>A clock may be ahead by seconds, and then the duty stays; a window that was extended closes minutes later, and it moves.</summary>
    private async Task Defer(DateTimeOffset release)
    {
        if (release - Now < TimeSpan.FromMinutes(1))
            throw new UnavailableException("The release has not come yet.");
        await Commit(
            "system", [new AttemptEvent.ReleaseDeferred(release) { At = Now }],
            [new AgendaChange.Put($"release/{Id}", release, $"attempt/{Id}", "release")]);
    }

    /// <summary>When the window closes that the release waits for; null where it waits for none, or for what the seat says.</summary>
    private async ValueTask<DateTimeOffset?> Closes(AttemptPaper paper) =>
        paper is { Session.Seat.Window: { } window, Paper.Version.Review.Release: ReleaseRule.AfterWindow } ? await windows.Of(window) : null;

    /// <summary>Follows what is in force in the review, which tells only that it has changed: heard twice or late, it says the same.</summary>
    private async Task HearReview()
    {
        if (await Paper() is not { IsReviewed: true } paper)
            return;
        var finding = (await GrainFactory.GetGrain<IReviewGrain>(Id).InForce())?.ToCore();
        if (finding is null ? !State.UnderReview : finding != State.Finding)
            await Settle("system", [new AttemptEvent.ReviewHeard(finding) { At = Now }], paper);
    }

    /// <summary>Sees to it that the credential stands while the score does.</summary>
    private async Task Award()
    {
        if (State is not { Credential: { } credential, Grade: { } grade } || await Paper() is not { } paper)
            return;
        var document = GrainFactory.GetGrain<ICredentialGrain>(credential);
        if (State.Voided)
        {
            Must(await document.Revoke(Actor.System, "review"), credential);
            return;
        }
        var version = paper.Paper.Version;
        var learner = await LearnerJournal.Replay(_journal, grade.Learner);
        if (learner.LegalName.Length == 0)
            throw new UnavailableException("A credential waits for the learner's legal name.");
        var program = version.ProgramId.Length > 0 ? await catalog.Program(version.ProgramId) : null;
        Must(await document.Issue(Actor.System, new(
            Id, grade.Learner, learner.LegalName, version.ExamId, version.Title, program?.Title ?? "", version.Language,
            paper.Standing(State).Percent, grade.EndedAt, version.Proctored, version.ProgramId, learner.Country)), credential);
        Must(await document.Reinstate(Actor.System), credential);
    }

    private static void Must<T>(Reply<T> reply, Guid credential) where T : class
    {
        if (!reply.Problems.IsEmpty)
            throw new InvalidOperationException($"Credential {credential} did not follow: {reply.Problems[0].Code}.");
    }

    private async ValueTask<AttemptPaper?> Paper()
    {
        if (_paper is null && justEnded.Find(Id) is { State.StartedAt: not null } known)
            _paper = new(known.State, known.Paper);
        if (_paper is null && await SessionJournal.Replay(_journal, Id) is SessionState.Sealed { StartedAt: not null } ended)
            _paper = new(ended, SessionPaper.Draw(await exams.Get(ended.Seat.Exam, ended.Seat.Version), ended.Seat.Seed));
        return _paper;
    }

    private static bool Allowed(Actor actor, AttemptPaper paper) =>
        IsOwn(actor, paper) || actor.Is(Roles.Grader | Roles.Staff | Roles.Admin);

    private static bool IsOwn(Actor actor, AttemptPaper paper) => actor.LearnerId == paper.Session.Seat.Learner;

    private static Problem Unknown => new("attempt.unknown", "There is no such attempt.");

    private static Problem Forbidden => new("account.forbidden", "Marking takes a grader.");
}
