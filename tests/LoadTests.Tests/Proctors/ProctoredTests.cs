using ExamEngine.LoadTests.Runs;
using LoadTests.Tests.Harness;

namespace LoadTests.Tests.Proctors;

/// <summary>A watched exam day in seconds on a real server: two rooms, their consoles, and every act of the profile.</summary>
public sealed class ProctoredTests : IDisposable
{
    private readonly DirectoryInfo journals = Directory.CreateTempSubdirectory("examengine-proctored-tests");

    [Fact]
    public async Task Signals_and_acts_that_were_acknowledged_stand_in_the_streams_and_in_the_ledgers()
    {
        var options = RunOptions.Read(["proctored-room-acts-briefly", "--minutes", "0.15"]);
        await using var own = await OwnStage.Start(StageShape.OneProcess);
        var told = new StringWriter();
        await using var run = new LoadRun(options, own.Stage, journals.FullName, new PlainView(told));

        var result = await run.Do(TestContext.Current.CancellationToken);
        Summary.Write(result, told);
        TestContext.Current.TestOutputHelper?.WriteLine(told.ToString());

        Assert.Empty(result.Audit.Findings);
        Assert.True(result.Passed);
        Assert.Equal((options.Learners, options.Learners), (result.Audit.Sessions, result.Audit.Ledgers));
        Assert.True(result.Audit.Signals > options.Learners, $"{result.Audit.Signals} signals");
        var done = result.Operations.ToDictionary(operation => operation.Name, operation => operation.Count);
        foreach (var act in (string[])["announce", "pause", "extend", "resume", "undo"])
            Assert.Equal(2, done.GetValueOrDefault(act));
        Assert.True(done["signal-shown"] > 0);
    }

    public void Dispose() => journals.Delete(recursive: true);
}
