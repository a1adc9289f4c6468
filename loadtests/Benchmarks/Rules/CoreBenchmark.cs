using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ExamEngine.Benchmarks.Kernel;

namespace ExamEngine.Benchmarks.Rules;

/// <summary>The rules and the codec by themselves, timed by BenchmarkDotNet on one core. The table that BenchmarkDotNet makes stays beside it in <c>BenchmarkDotNet.Artifacts</c>.</summary>
internal static class CoreBenchmark
{
    private const double ChoicesPerSecond = 1_000_000, MicrosPerForm = 50;

    public static Task Run(Arguments asked, Report report)
    {
        report.Head("Rules and codec, one core");
        var job = (asked.Short ? Job.ShortRun : Job.MediumRun.WithLaunchCount(1)).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default).AddLogger(NullLogger.Instance)
            .AddExporter(BenchmarkDotNet.Exporters.MarkdownExporter.GitHub);
        var summary = BenchmarkRunner.Run<RuleBenchmarks>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(r => !r.Success))
            throw new InvalidOperationException("A benchmark did not run.");

        foreach (var measured in summary.Reports)
            Add(measured, report);
        return Task.CompletedTask;
    }

    private static void Add(BenchmarkReport measured, Report report)
    {
        var what = measured.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        var nanos = measured.ResultStatistics?.Mean ?? throw new InvalidOperationException("There is no result.");
        if (what == RuleBenchmarks.SingleChoice)
            report.Add(what, "responses", 1e9 / nanos, "/s", atLeast: ChoicesPerSecond);
        report.Add(what, "mean", nanos / 1000, "us", atMost: what == RuleBenchmarks.Form ? MicrosPerForm : null);
        report.Add(what, "allocated", measured.GcStats.GetBytesAllocatedPerOperation(measured.BenchmarkCase) ?? 0, "B");
    }
}
