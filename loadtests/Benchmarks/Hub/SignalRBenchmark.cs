using ExamEngine.Benchmarks.Kernel;

namespace ExamEngine.Benchmarks.Hub;

internal static class SignalRBenchmark
{
    public static Task Run(Arguments asked, Report report) => Task.CompletedTask;
}
