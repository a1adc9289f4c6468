using ExamEngine.Benchmarks.Kernel;

namespace ExamEngine.Benchmarks.Rules;

internal static class CoreBenchmark
{
    public static Task Run(Arguments asked, Report report) => Task.CompletedTask;
}
