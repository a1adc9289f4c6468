using System.Collections.Immutable;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Programs;
using ExamEngine.Core.Programs;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Programs;

/// <summary>
/// One learner in one program. It is told only that something may have changed, reads what is so, decides, and sees to it by the agenda that its
/// credentials stand or fall. Told twice it decides the same, and a document's id follows from what it says: so nothing is given twice or forgotten.
/// </summary>
[GrainType("progress"), CollectionAgeLimit(Minutes = 2)]
internal sealed class ProgressGrain(IJournal journal, TimeProvider time, ProgramVersions programs, ProgressReading reading, Catalog catalog)
    : EventSourcedGrain<ProgressState, ProgressEvent>(journal, time, ProgressJournal.Codec, ProgressState.Empty), IProgressGrain
{
    private (string Learner, string Program) Key => ProgressDuties.KeyOf(this.GetPrimaryKeyString());

    protected override string StreamName() => ProgressJournal.StreamOf(Key.Learner, Key.Program);

    protected override ProgressState Evolve(ProgressState state, ProgressEvent happened, long version) => ProgressState.Evolve(state, happened);

    public Task Carry(string message) =>
        message == ProgressDuties.Look ? Look(confirmed: false)
        : message == ProgressDuties.Confirmed ? Look(confirmed: true)
        : ProgressDuties.IsFollow(message, out var course) ? Follow(course)
        : throw new InvalidOperationException($"Unknown duty '{message}'.");

    public async Task<Reply<ProgressView>> Show(Actor actor)
    {
        var (learner, program) = Key;
        if (actor.LearnerId != learner && !actor.Is(Roles.Staff | Roles.Admin | Roles.System))
            return Unknown;
        var versions = (await programs.Of(program)).Versions;
        if (versions.IsEmpty || await reading.Of(learner, program, versions) is not { Began: { } began } read)
            return Unknown;
        var shown = Progress.Farthest(VersionRules.For(versions, began, Held(null)), read.Results, Now);
        var definition = shown.Version.Program;
        var hidden = read.Results.Where(result => !result.ScoreShown).SelectMany(result => (string[])[result.Exam, $"course/{result.Course}"]).ToImmutableHashSet();
        return new ProgressView(
            program, versions[^1].Program.Title, ProgramViews.NameOf(shown.Root.State), shown.Version.Number, began,
            ProgramViews.Of(definition, shown.Root, await ExamTitles.Of(catalog), hidden),
            [.. State.Awards.OrderBy(award => award.Course is null).Select(award => new AwardView(
                award.Course, award.Course is null ? versions[^1].Program.Title : TitleOf(versions, award), award.Last.Credential, award.Last.EarnedAt, award.Stands,
                ProgramViews.NameOf(award.Lost)))],
            read.Learner.NamePublished.Contains(program));
    }

    private async Task Look(bool confirmed)
    {
        var (learner, program) = Key;
        var versions = (await programs.Of(program)).Versions;
        var read = await reading.Of(learner, program, versions);
        var events = ProgressDecision.Decide(learner, program, State, versions, read, confirmed, Now);
        if (!events.IsEmpty)
            await Commit("system", events, ProgressDuties.Of(learner, program, events, Now));
    }

    /// <summary>Makes the documents of an award stand or fall as it does; those before the last stay revoked.</summary>
    private async Task Follow(string? course)
    {
        if (State.Award(course) is not { } award)
            return;
        foreach (var before in award.Before)
            Must(await Document(before).Revoke(Actor.System, "superseded"), before);
        var document = Document(award.Last.Credential);
        if (award.Lost is { } lost)
        {
            Must(await document.Revoke(Actor.System, ReasonOf(lost)), award.Last.Credential);
            return;
        }
        // What it is made of is issued first; each is on its way by a duty of its own.
        foreach (var part in award.Last.Parts)
        {
            if (await Document(part).Show() is null)
                throw new UnavailableException($"A program's credential waits for one of its parts, {part}.");
        }
        Must(await document.Issue(Actor.System, await Order(award)), award.Last.Credential);
        Must(await document.Reinstate(Actor.System), award.Last.Credential);
    }

    private async Task<IssueCredential> Order(HeldAward award)
    {
        var (id, program) = Key;
        var versions = (await programs.Of(program)).Versions;
        var learner = (await reading.Of(id, program, versions)).Learner;
        if (learner.LegalName.Length == 0)
            throw new UnavailableException("A credential waits for the learner's legal name.");
        var (last, definition) = (award.Last, versions[^1].Program);
        return new(
            Guid.Empty, id, learner.LegalName, "", award.Course is null ? definition.Title : TitleOf(versions, award), award.Course is null ? "" : definition.Title,
            definition.Language ?? "en", last.Percent ?? 0, last.EarnedAt, last.Proctored, program, learner.Country, award.Course is null ? "program" : "course",
            award.Course ?? program)
        { Parts = last.Parts };
    }

    private int? Held(string? course) => State.Award(course) is { Stands: true, Last.Version: var version } ? version : null;

    private ICredentialGrain Document(Guid id) => GrainFactory.GetGrain<ICredentialGrain>(id);

    /// <summary>In the newest words there are for the course.</summary>
    private static string TitleOf(ImmutableArray<ProgramVersion> versions, HeldAward award) =>
        versions.Reverse().Select(version => version.Program.Course(award.Course ?? "")?.Title).FirstOrDefault(title => title is not null) ?? award.Course ?? "";

    private static string ReasonOf(AwardLoss loss) => loss switch
    {
        AwardLoss.Review => "review",
        AwardLoss.Award => "award",
        AwardLoss.Requirement => "error",
        AwardLoss.Superseded => "superseded",
        _ => throw new InvalidOperationException($"Unknown loss {loss}."),
    };

    private static void Must<T>(Reply<T> reply, Guid credential) where T : class
    {
        if (!reply.Problems.IsEmpty)
            throw new InvalidOperationException($"Credential {credential} did not follow: {reply.Problems[0].Code}.");
    }

    private static Problem Unknown => new("program.unknown", "There is no such program.");
}
