using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Programs;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Programs;
using ExamEngine.Grains.Kernel;
using ExamEngine.Interchange.Authoring;
using Orleans.Concurrency;
using AuthoringFile = ExamEngine.Contracts.Definitions.AuthoringFile;

namespace ExamEngine.Grains.Definitions;

/// <summary>Finds out what a file defines and hands it to that grain.</summary>
[GrainType("import"), StatelessWorker]
internal sealed class ImportGrain : Grain, IImportGrain
{
    public async Task<Reply<ImportDone>> Import(Actor actor, AuthoringFile file) => !actor.Is(Roles.Staff | Roles.Admin | Roles.System)
        ? new Problem("account.forbidden", "Importing takes a member of staff.")
        : await Read(actor, file);

    private async Task<Reply<ImportDone>> Read(Actor actor, AuthoringFile file) => Interchange.Authoring.AuthoringFile.Kind(file.Yaml) switch
    {
        Validated<AuthoringKind>.Valid { Value: AuthoringKind.Program } => await Program(actor, file),
        Validated<AuthoringKind>.Valid => await Exam(actor, file),
        Validated<AuthoringKind>.Invalid invalid => invalid.Refusals.ToProblems(),
        _ => throw new InvalidOperationException("A file is one kind or none."),
    };

    private async Task<Reply<ImportDone>> Program(Actor actor, AuthoringFile file)
    {
        switch (ProgramYaml.Read(file.Yaml))
        {
            case Validated<ProgramDefinition>.Valid { Value: var program }:
                var grain = GrainFactory.GetGrain<IProgramGrain>(program.Id);
                var defined = await grain.Define(actor, file);
                if (!defined.Problems.IsEmpty)
                    return defined.Problems;
                var waits = await grain.Waiting() is { } version ? Invariant($" Version {version} is proposed and waits for staff to confirm it.") : "";
                return new ImportDone("program", program.Id, $"Program {program.Id}: {program.Title}, {Count(program.Courses.Length, "course")}.{waits}");
            case Validated<ProgramDefinition>.Invalid invalid:
                return invalid.Refusals.ToProblems();
            default:
                throw new InvalidOperationException("A file is read, or it is not.");
        }
    }

    private async Task<Reply<ImportDone>> Exam(Actor actor, AuthoringFile file)
    {
        var assets = file.Assets.ToDictionary(asset => asset.Name, asset => asset.Content.ToArray());
        switch (ExamYaml.Read(file.Yaml, assets.GetValueOrDefault))
        {
            case Validated<ExamDraft>.Valid { Value.Exam.ExamId: var id }:
                var published = await GrainFactory.GetGrain<IExamGrain>(id).Publish(actor, file);
                return published.Value is { } exam
                    ? new ImportDone("exam", id, $"Exam {id}: {exam.Title}, version {exam.Version}, {Count(exam.Items, "item")}{(exam.Changed ? "" : ", unchanged")}.")
                    : published.Problems;
            case Validated<ExamDraft>.Invalid invalid:
                return invalid.Refusals.ToProblems();
            default:
                throw new InvalidOperationException("A file is read, or it is not.");
        }
    }

    private static string Count(int count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
