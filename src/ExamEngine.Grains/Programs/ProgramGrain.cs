using System.Text.Json;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Programs;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Programs;
using ExamEngine.Grains.Kernel;
using ExamEngine.Interchange.Authoring;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using AuthoringFile = ExamEngine.Contracts.Definitions.AuthoringFile;

namespace ExamEngine.Grains.Programs;

/// <summary>A program, its courses, and the versions of what it demands. A version never changes but in its words, and is never removed.</summary>
[GrainType("program")]
internal sealed class ProgramGrain(IJournal journal, TimeProvider time, Catalog catalog)
    : EventSourcedGrain<ProgramState, ProgramEvent>(journal, time, ProgramJournal.Codec, ProgramState.Empty), IProgramGrain
{
    private const Roles Office = Roles.Staff | Roles.Admin;

    protected override string StreamName() => ProgramJournal.StreamOf(this.GetPrimaryKeyString());

    protected override ProgramState Evolve(ProgramState state, ProgramEvent happened, long version) => ProgramState.Evolve(state, happened);

    public async Task<Reply<Done>> Define(Actor actor, AuthoringFile file)
    {
        if (!actor.Is(Office | Roles.System))
            return new Problem("account.forbidden", "Defining a program takes a member of staff.");
        if (file.Yaml == State.Proposal?.Source || (State.Sources is [.., var source] && file.Yaml == source))
            return Done.It;
        var read = ProgramYaml.Read(file.Yaml) is Validated<ProgramDefinition>.Valid { Value: var definition } ? ProgramRules.Check(definition) : ProgramYaml.Read(file.Yaml);
        if (read is Validated<ProgramDefinition>.Invalid invalid)
            return invalid.Refusals.ToProblems();
        var program = ((Validated<ProgramDefinition>.Valid)read).Value;
        if (program.Id != this.GetPrimaryKeyString())
            return new Problem("input.program-id", $"The file is of program '{program.Id}'.", "program");

        if (State.Versions.IsEmpty)
            await Commit(actor.Id, [new ProgramEvent.Defined(program, file.Yaml) { At = Now }], projections: [Row(program)]);
        else if (VersionRules.DemandTheSame(program, State.Versions[^1].Program))
            await Commit(actor.Id, [new ProgramEvent.Reworded(program, file.Yaml) { At = Now }], projections: [Row(program)]);
        else
            await Commit(actor.Id, [new ProgramEvent.Proposed(program, file.Yaml) { At = Now }]);
        return Done.It;
    }

    public Task<int?> Waiting() => Task.FromResult<int?>(State.Proposal is null ? null : State.Next);

    public async Task<Reply<ProgramView>> Show(Actor actor)
    {
        if (!actor.Is(Office))
            return new Problem("account.forbidden", "Programs are for staff to look at.");
        if (State.Versions.IsEmpty)
            return Unknown;
        var (program, titles) = (State.Versions[^1].Program, await ExamTitles.Of(catalog));
        return new ProgramView(
            program.Id, program.Title, Markup.Html(program.Description),
            [.. State.Versions.Zip(State.Sources, (version, source) => ProgramViews.Of(version, source, titles)).Reverse()],
            State.Proposal is { } proposal ? ProgramViews.Of(State.Next, proposal, titles) : null);
    }

    public async Task<Reply<Done>> PutInForce(Actor actor, int version, string source, bool forEverybody)
    {
        if (!actor.Is(Roles.System))
            return new Problem("account.forbidden", "A version comes into force when its preview is confirmed.");
        if (version <= State.Versions.Length)
            return Done.It;
        if (State.Proposal is not { } proposal || version != State.Next || ProgramState.Hash(proposal.Source) != source)
            return Changed;
        await Commit(actor.Id, [new ProgramEvent.ProposalPutInForce(version, forEverybody) { At = Now }], projections: [Row(proposal.Program)]);
        return Done.It;
    }

    public async Task<Reply<Done>> DropProposal(Actor actor, int version)
    {
        if (!actor.Is(Office))
            return new Problem("account.forbidden", "This takes a member of staff.");
        if (State.Versions.IsEmpty)
            return Unknown;
        if (State.Proposal is not null && version == State.Next)
            await Commit(actor.Id, [new ProgramEvent.ProposalDropped(version) { At = Now }]);
        return Done.It;
    }

    private static ProgramRow Row(ProgramDefinition program) => new(program.Id, program.Title, JsonSerializer.Serialize(program, ProgramJson.Default.ProgramDefinition));

    private static Problem Unknown => new("program.unknown", "There is no such program.");

    private static Problem Changed => new("program.proposal-changed", "What is proposed is not what was looked at.");
}
