using ExamEngine.LoadTests.Runs;

namespace LoadTests.Tests.Chaos;

/// <summary>Exam days in seconds on a real cluster, in the middle of which something breaks. Every answer that a learner saw acknowledged is read back.</summary>
public sealed class ChaosTests(OneCluster cluster) : IClassFixture<OneCluster>, IDisposable
{
    private readonly DirectoryInfo journals = Directory.CreateTempSubdirectory("examengine-chaos-tests");

    [Theory]
    [InlineData("silo-killed")]
    [InlineData("db-restarted")]
    [InlineData("rolling")]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nobody_has_to_do_anything(string profile)
    {
        var options = RunOptions.Read([$"{profile}-briefly"]);
        var told = new StringWriter();
        await using var run = new LoadRun(options, cluster.Stage, journals.FullName, new PlainView(told));

        var result = await run.Do(TestContext.Current.CancellationToken);
        Summary.Write(result, told);
        TestContext.Current.TestOutputHelper?.WriteLine(told.ToString());

        Assert.Empty(result.Audit.Findings);
        Assert.True(result.Passed);
        Assert.Single(result.Faults);
        Assert.Equal((options.Learners, options.Learners), (result.Audit.Sessions, result.Audit.ScoresCompared));
        Assert.True(result.Audit.Answers > options.Learners, $"{result.Audit.Answers} answers");
    }

    public void Dispose() => journals.Delete(recursive: true);
}
