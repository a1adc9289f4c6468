using ExamEngine.LoadTests.Runs;
using LoadTests.Tests.Harness;

namespace LoadTests.Tests.Runs;

public sealed class GrowthTests
{
    [Fact]
    public void Each_size_is_a_steady_day_of_its_own()
    {
        var (runs, json) = Growth.Read(["--sizes", "100,4001", "--minutes", "3", "--json", "growth.json"]);

        Assert.Equal([100, 4001], runs.Select(run => run.Learners));
        Assert.Equal([1, 2], runs.Select(run => run.Agents));
        Assert.All(runs, run => Assert.Equal(("steady", TimeSpan.FromMinutes(3), null), (run.Profile.Name, run.Measured, run.Json)));
        Assert.Equal("growth.json", json);
        Assert.Equal([(1000, 2), (2500, 2), (5000, 2), (10_000, 2)], Growth.Read([]).Runs.Select(run => (run.Learners, run.Measured.TotalMinutes)));
    }

    [Theory]
    [InlineData("--sizes")]
    [InlineData("--sizes", "1000,many")]
    [InlineData("--sizes", "0")]
    [InlineData("--learners", "1000")]
    [InlineData("--html", "growth.html")]
    public void What_cannot_be_asked_is_refused(params string[] args) => Assert.Throws<ArgumentException>(() => Growth.Read(args));

    [Fact]
    public async Task A_learner_costs_what_the_processes_took_while_it_was_measured()
    {
        var run = Steady(learners: 600, cores: at => at is >= 30 and < 90 ? 0.2 : 9, mib: at => 300 + at);

        var point = GrowthPoint.Of(run);

        // Two processes, 0.2 cores each: 24 s a minute for 600 learners.
        Assert.Equal(40, point.ProcessorMillis, 6);
        Assert.Equal(2 * (300 + SampleRun.Seconds - 1), point.ResidentMiB, 6);
        Assert.Equal((600, 2.1, 31.5), (point.Learners, point.SaveP50, point.SaveP99));

        var told = new StringWriter();
        await Growth.Write([run, run with { Learners = 1200 }], told, null);
        Assert.Contains("""x-axis "learners" ["600", "1,200"]""", told.ToString(), StringComparison.Ordinal);
        Assert.Contains("bar [40.00, 20.00]", told.ToString(), StringComparison.Ordinal);
    }

    private static RunResult Steady(int learners, Func<int, double> cores, Func<int, double> mib) => SampleRun.With(SampleRun.Clean) with
    {
        Learners = learners,
        Phases = [new("arrival", 0, 30, false), new(LoadRun.MeasuredPart, 30, 90, true), new("ending", 90, 180, false)],
        Series = [.. SampleRun.Series().Select(second => second with { Processes = [new("silo", cores(second.At), mib(second.At)), new("web", cores(second.At), mib(second.At))] })],
    };
}
