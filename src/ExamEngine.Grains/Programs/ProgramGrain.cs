using System.Text.Json;
using System.Text.Json.Serialization;
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

/// <summary>What happened to a program's definition.</summary>
internal abstract record ProgramEvent
{
    private ProgramEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>The definition from now on.</summary>
    /// <param name="Source">The authoring file, so that the same file again changes nothing.</param>
    public sealed record Defined(ProgramDefinition Program, string Source) : ProgramEvent;
}

internal sealed record ProgramState(string Source)
{
    public static readonly ProgramState Empty = new("");
}

/// <summary>A program and its courses.</summary>
[GrainType("program")]
internal sealed class ProgramGrain(IJournal journal, TimeProvider time)
    : EventSourcedGrain<ProgramState, ProgramEvent>(journal, time, Codec, ProgramState.Empty), IProgramGrain
{
    internal static readonly EventCodec<ProgramEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("program.defined.v1", ProgramJson.Default.Defined));

    protected override string StreamName() => $"program/{this.GetPrimaryKeyString()}";

    protected override ProgramState Evolve(ProgramState state, ProgramEvent happened, long version) => happened switch
    {
        ProgramEvent.Defined defined => new(defined.Source),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    public async Task<Reply<Done>> Define(Actor actor, AuthoringFile file)
    {
        if (!actor.Is(Roles.Staff | Roles.Admin | Roles.System))
            return new Problem("account.forbidden", "Defining a program takes a member of staff.");
        if (State.Source == file.Yaml)
            return Done.It;
        var read = ProgramYaml.Read(file.Yaml) is Validated<ProgramDefinition>.Valid { Value: var definition } ? ProgramRules.Check(definition) : ProgramYaml.Read(file.Yaml);
        if (read is Validated<ProgramDefinition>.Invalid invalid)
            return invalid.Refusals.ToProblems();
        var program = ((Validated<ProgramDefinition>.Valid)read).Value;
        if (program.Id != this.GetPrimaryKeyString())
            return new Problem("input.program-id", $"The file is of program '{program.Id}'.", "program");
        await Commit(
            actor.Id, [new ProgramEvent.Defined(program, file.Yaml) { At = Now }],
            projections: [new ProgramRow(program.Id, program.Title, JsonSerializer.Serialize(program, ProgramJson.Default.ProgramDefinition))]);
        return Done.It;
    }
}
