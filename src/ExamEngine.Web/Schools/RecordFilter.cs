using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Schools;

/// <summary>Which records are wanted.</summary>
/// <param name="ProgramId">None for all programs.</param>
/// <param name="Credited">Those with credit, or those without; none for both.</param>
/// <param name="Text">Part of a name or of a credit's reference.</param>
internal sealed record RecordFilter(string? ProgramId, bool? Credited, string? Text)
{
    public Problem? Fault =>
        ProgramId is { } program && !IdConstraint.IsId(program) ? new(ProblemCodes.Invalid, "This is not a program id.", "programId")
        : Text is { Length: > 100 } ? new(ProblemCodes.Invalid, "What is looked for has at most 100 characters.", "text")
        : null;

    public ShareFilter Shares => new(ProgramId, Credited, Text?.Trim());
}
