using System.Collections.Immutable;
using System.Data.Common;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Programs;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Grains.Programs;

/// <summary>
/// Another version of a program on its way to everybody it concerns. The preview and what follows its confirmation go through the learners slice by
/// slice, by one duty that is put again with each: a crash goes on after the last slice that is durable, and no append grows with the program.
/// </summary>
[GrainType("program-change")]
internal sealed class ProgramChangeGrain(
    IJournal journal, TimeProvider time, ProgramVersions programs, ProgressReading reading, Catalog catalog, EnrolmentQueries enrolments, ProgramOptions options)
    : EventSourcedGrain<ProgramChangeState, ProgramChangeEvent>(journal, time, ProgramChangeJournal.Codec, ProgramChangeState.Empty), IProgramChangeGrain
{
    private const string GoOn = "go-on";
    private const int AtOnce = 8, MostConcerned = 200;
    private readonly IJournal _journal = journal;

    private string Program => this.GetPrimaryKeyString();

    protected override string StreamName() => $"program-change/{Program}";

    protected override ProgramChangeState Evolve(ProgramChangeState state, ProgramChangeEvent happened, long version) => ProgramChangeState.Evolve(state, happened);

    public async Task<Reply<ChangeView>> Preview(Actor actor, Guid command, PreviewOrder order)
    {
        if (!actor.Is(Roles.Staff | Roles.Admin))
            return Forbidden;
        if (State.Commands.Contains(command))
            return View();
        if (State.Stage == ChangeStage.Applying)
            return new Problem("program.change-under-way", "A version is on its way to its learners; wait for its end.");
        var program = await programs.Of(Program);
        if (program.Versions.IsEmpty)
            return new Problem("program.unknown", "There is no such program.");
        // The version in force can be looked at again, for awards that nobody has decided; it corrects nothing.
        var source = order.Version == program.Next ? program.Proposal?.Source : order.Version == program.Versions.Length && !order.ForEverybody ? program.Sources[^1] : null;
        if (source is null)
            return new Problem("program.version-unknown", "There is no such version to preview.", "version");
        await Go([new ProgramChangeEvent.PreviewBegan(command, order.Version, order.ForEverybody, ProgramState.Hash(source)) { At = Now }], actor.Id);
        return View();
    }

    public async Task<Reply<ChangeView>> Confirm(Actor actor, Guid command, Guid preview)
    {
        if (!actor.Is(Roles.Staff | Roles.Admin))
            return Forbidden;
        if (State.Commands.Contains(command))
            return View();
        if (State.Preview?.Command != preview)
            return new Problem("program.preview-outdated", "There is a newer preview; look at that one.", "preview");
        if (State.Stage != ChangeStage.Ready)
            return new Problem("program.preview-not-ready", "Only a preview that has come to its end, and was not confirmed, is confirmed.");
        if (await Considered() is null)
        {
            await Commit("system", [new ProgramChangeEvent.Dropped { At = Now }]);
            return new Problem("program.proposal-changed", "What is proposed is not what was looked at.");
        }
        await Go([new ProgramChangeEvent.Confirmed(command) { At = Now }], actor.Id);
        return View();
    }

    public Task<Reply<ChangeView>> Show(Actor actor) => Task.FromResult<Reply<ChangeView>>(actor.Is(Roles.Staff | Roles.Admin) ? View() : Forbidden);

    public Task<Reply<ConcernedPage>> Concerned(Actor actor, bool lose, int after, int limit)
    {
        if (!actor.Is(Roles.Staff | Roles.Admin))
            return Task.FromResult<Reply<ConcernedPage>>(Forbidden);
        var (all, from) = (lose ? State.Lose : State.Gain, Math.Max(0, after));
        var page = all.Skip(from).Take(Math.Clamp(limit, 1, MostConcerned)).Select(award => new Concerned(award.Learner, award.Course)).ToImmutableArray();
        return Task.FromResult<Reply<ConcernedPage>>(new ConcernedPage(page, from + page.Length < all.Length ? from + page.Length : null));
    }

    public Task Carry(string message) => message != GoOn ? throw new InvalidOperationException($"Unknown duty '{message}'.") : State.Stage switch
    {
        ChangeStage.Looking => LookAt(),
        ChangeStage.Applying => Tell(),
        _ => Task.CompletedTask,
    };

    /// <summary>The next slice of the preview: what would be decided of each learner.</summary>
    private async Task LookAt()
    {
        if (State.Preview is not { } preview || await Considered() is not { } program)
        {
            await Commit("system", [new ProgramChangeEvent.Dropped { At = Now }]);
            return;
        }
        var versions = program.With(preview.Version, preview.ForEverybody, Now) ?? program.Versions;
        var slice = await Slice(program);
        var decided = new Dictionary<string, ImmutableArray<ProgressEvent>>();
        await FanOut.Each(slice, AtOnce, async learner =>
        {
            var progress = await ProgressJournal.Codec.Replay(
                _journal, ProgressJournal.StreamOf(learner, Program), ProgressState.Empty, (state, happened, _) => ProgressState.Evolve(state, happened));
            var read = await reading.Of(learner, Program, versions);
            decided[learner] = ProgressDecision.Decide(learner, Program, progress, versions, read, preview.ForEverybody, Now);
        });
        var looked = new ProgramChangeEvent.LearnersLookedAt(
            slice.Length > 0 ? slice[^1] : State.Through, slice.Length,
            [.. slice.SelectMany(learner => ProgressDecision.Gained(decided[learner]).Select(course => new ConcernedAward(learner, course)))],
            [.. slice.SelectMany(learner => ProgressDecision.Lost(decided[learner]).Select(course => new ConcernedAward(learner, course)))])
        { At = Now };
        if (slice.Length < options.Slice)
            await Commit("system", [looked, new ProgramChangeEvent.PreviewEnded { At = Now }]);
        else
            await Go([looked], "system", SliceSpan);
    }

    /// <summary>
    /// Puts the version in force, then tells the next slice of learners to look; those who were shown to lose, that it was confirmed. Whoever had news
    /// meanwhile decides by what is in force when they look.
    /// </summary>
    private async Task Tell()
    {
        if (State.Preview is not { } preview)
            return;
        if (State.Told == 0 && (await GrainFactory.GetGrain<IProgramGrain>(Program).PutInForce(Actor.System, preview.Version, preview.Source, preview.ForEverybody)) is { Value: null })
        {
            await Commit("system", [new ProgramChangeEvent.Dropped { At = Now }]);
            return;
        }
        var (slice, lose, step) = (await Slice(await programs.Of(Program)), State.Lose.Select(award => award.Learner).ToHashSet(), TimeSpan.FromSeconds(1) / options.PerSecond);
        AgendaChange[] duties =
        [
            .. slice.Select((learner, place) => ProgressDuties.ToLook(learner, Program, Now + place * step)),
            .. slice.Select((learner, place) => (Learner: learner, Place: place)).Where(of => lose.Contains(of.Learner))
                .Select(of => ProgressDuties.ToConfirm(of.Learner, Program, Now + of.Place * step)),
        ];
        var told = new ProgramChangeEvent.LearnersTold(slice.Length > 0 ? slice[^1] : State.Through, slice.Length) { At = Now };
        if (slice.Length < options.Slice)
            await Commit("system", [told, new ProgramChangeEvent.Applied { At = Now }], duties);
        else
            await Go([told], "system", SliceSpan, duties);
    }

    /// <summary>The program while it holds what the preview is of; null when something else is proposed by now, or nothing.</summary>
    private async ValueTask<ProgramState?> Considered()
    {
        var program = await programs.Of(Program);
        return State.Preview is { } preview && (preview.Version <= program.Versions.Length
            || (preview.Version == program.Next && program.Proposal is { } proposal && ProgramState.Hash(proposal.Source) == preview.Source)) ? program : null;
    }

    /// <summary>The learners after those of the last slice: everybody registered for an exam that counts, in the order of their ids.</summary>
    private async Task<ImmutableArray<string>> Slice(ProgramState program)
    {
        var named = program.Versions.Select(version => version.Program).Concat(program.Proposal is { } proposal ? [proposal.Program] : []);
        string[] exams = [.. (await catalog.Exams()).Where(exam => !exam.Rehearsal && (exam.ProgramId == Program || named.Any(of => of.Names(exam.Id)))).Select(exam => exam.Id)];
        if (exams.Length == 0)
            return [];
        try
        {
            var lines = await enrolments.Roster(exams, RosterOrder.Learner, State.Through.Length > 0 ? State.Through : null, options.Slice, CancellationToken.None);
            return [.. lines.Select(line => line.LearnerId)];
        }
        catch (DbException)
        {
            throw new UnavailableException("The roster cannot be read now.");
        }
    }

    private TimeSpan SliceSpan => TimeSpan.FromSeconds((double)options.Slice / options.PerSecond);

    private ValueTask Go(ImmutableArray<ProgramChangeEvent> events, string actor, TimeSpan wait = default, params ReadOnlySpan<AgendaChange> duties) =>
        Commit(actor, events, [.. duties, new AgendaChange.Put($"program-change/{Program}", Now + wait, $"program-change/{Program}", GoOn)]);

    private ChangeView View() => new(
        State.Stage.ToString().ToLowerInvariant(), State.Preview?.Command, State.Preview?.Version ?? 0, State.Preview?.ForEverybody ?? false, State.Preview?.At, State.Looked,
        State.Gain.Length, State.Lose.Length, State.Told);

    private static Problem Forbidden => new("account.forbidden", "This takes a member of staff.");
}
