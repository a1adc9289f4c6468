using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Runs;

namespace LoadTests.Tests.Runs;

public class RecorderTests
{
    [Fact]
    public void A_second_is_complete_when_every_agent_has_told_of_it()
    {
        var recorder = new Recorder(agents: 2, isMeasured: _ => true);

        recorder.Take(Tick(0, joined: 3, saves: [1000, 3000]));
        Assert.Empty(recorder.Series);
        recorder.Take(Tick(0, joined: 4, saves: [2000]));

        var second = Assert.Single(recorder.Series);
        Assert.Equal((7, 3L, 2.0, 3.0), (second.Connections, second.Done, second.P50, second.Max));
    }

    [Fact]
    public void The_last_second_counts_even_if_an_agent_ended_before_it()
    {
        var recorder = new Recorder(agents: 2, isMeasured: _ => true);
        recorder.Take(Tick(0, joined: 3, saves: [1000]));

        recorder.Close();

        Assert.Equal(1, recorder.Figures().Single().Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_sampled_of_processes_finds_its_second_whichever_comes_first(bool sampleFirst)
    {
        var recorder = new Recorder(agents: 1, isMeasured: _ => true);
        var sample = new Sample([new ProcessSample("server", 0.5, 200)], new(null, null, Graded: 40), AgentCores: 0.1, AgentMiB: 90);

        if (sampleFirst)
            Twice();
        recorder.Take(Tick(0, joined: 1, saves: [1000]));
        if (!sampleFirst)
            Twice();

        Assert.Equal(80, Assert.Single(recorder.Series).Graded);
        Assert.Equal((0.1, "server"), (Assert.Single(recorder.Series).AgentCores, recorder.After(-1)[0].Second.Processes[0].Name));

        // On a busy machine two samples may fall into one second.
        void Twice()
        {
            recorder.Sample(0, sample);
            recorder.Sample(0, sample);
        }
    }

    [Fact]
    public void Saves_count_while_they_are_measured_and_what_is_done_once_counts_always()
    {
        var recorder = new Recorder(agents: 1, isMeasured: at => at >= 1);

        recorder.Take(Tick(0, joined: 0, saves: [900_000], submits: [4000]));
        recorder.Take(Tick(1, joined: 0, saves: [1000]));

        var figures = recorder.Figures();
        Assert.Equal(1, figures.Single(operation => operation.Name == "save").Count);
        Assert.Equal(1.0, figures.Single(operation => operation.Name == "save").Max, 2);
        Assert.Equal(1, figures.Single(operation => operation.Name == "submit").Count);
    }

    [Fact]
    public void A_distribution_ends_with_its_longest()
    {
        var recorder = new Recorder(agents: 1, isMeasured: _ => true);

        recorder.Take(Tick(0, joined: 0, saves: [.. Enumerable.Range(1, 1000).Select(millis => millis * 1000)]));

        var save = recorder.Figures().Single();
        Assert.Equal(500, save.P50, tolerance: 1);
        Assert.Equal(990, save.P99, tolerance: 1);
        Assert.Equal((100.0, save.Max), (save.Percentiles[^1].Percent, save.Percentiles[^1].Millis));
    }

    private static Tick Tick(int at, int joined, int[] saves, params int[] submits) => new(
        at, LagMillis: 0, joined, Unsent: 0, [new(Operation.Save, saves.Length, 0, saves), new(Operation.Submit, submits.Length, 0, submits)]);
}
