using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Grains.Kernel;

internal static class ProblemMapping
{
    public static Problem ToProblem(this Refusal refusal) => new(refusal.Code, refusal.Message, refusal.Where);

    public static ImmutableArray<Problem> ToProblems(this ImmutableArray<Refusal> refusals) => [.. refusals.Select(ToProblem)];
}
