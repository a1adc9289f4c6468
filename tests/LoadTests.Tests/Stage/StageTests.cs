using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LoadTests.Tests.Harness;

namespace LoadTests.Tests.Stage;

/// <summary>Real servers, started as the load test starts them.</summary>
public sealed class StageTests
{
    [Fact]
    public async Task A_killed_server_is_replaced_at_the_same_address_and_takes_its_operator()
    {
        await using var own = await OwnStage.Start(StageShape.OneProcess, LineQuality.Clear);
        var before = Assert.Single(own.Stage.Processes);

        await own.Stage.Apply(new Fault.KillSilo(), TestContext.Current.CancellationToken);

        var after = Assert.Single(own.Stage.Processes);
        Assert.Equal(before.Name, after.Name);
        Assert.NotEqual(before.Pid, after.Pid);
        Assert.Equal(HttpStatusCode.OK, await Import(own.Stage, "Any"));
        using var metrics = new MetricsProbe(own.Stage);
        Assert.True((await metrics.Read(TestContext.Current.CancellationToken)).BatchSize >= 1);
    }

    [Fact]
    public async Task A_server_that_ends_by_itself_is_told_and_one_that_was_killed_is_not()
    {
        await using var own = await OwnStage.Start(StageShape.OneProcess);
        await own.Stage.Apply(new Fault.KillSilo(), TestContext.Current.CancellationToken);
        Assert.Empty(own.Stage.Falls);

        // As if it had failed: nobody told the stage.
        Process.GetProcessById(own.Stage.Processes[0].Pid).Kill();
        for (var begun = Stopwatch.GetTimestamp(); own.Stage.Falls.Count == 0 && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30);)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        Assert.StartsWith("server ended by itself with 137.", Assert.Single(own.Stage.Falls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_disk_slows_what_is_acknowledged_and_no_longer_than_asked()
    {
        await using var own = await OwnStage.Start(StageShape.OneProcess, slowableDisk: true);
        await Import(own.Stage, "First");
        var usual = await TimeOf(() => Import(own.Stage, "Second"));

        var slowing = own.Stage.Apply(new Fault.SlowDisk(TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1)), TestContext.Current.CancellationToken);
        var slow = await TimeOf(() => Import(own.Stage, "Third"));
        await slowing;
        var again = await TimeOf(() => Import(own.Stage, "Fourth"));

        Assert.True(slow >= TimeSpan.FromMilliseconds(400), $"{usual}, {slow}, {again}");
        Assert.True(again < slow, $"{usual}, {slow}, {again}");
    }

    [Fact]
    public async Task What_a_stage_does_not_have_is_refused_in_words()
    {
        await using var given = new GivenStage(new Uri("http://127.0.0.1:1"), "key");

        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => given.Apply(new Fault.KillSilo(), TestContext.Current.CancellationToken));

        Assert.Contains("started itself", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>One durable write: a program under another title.</summary>
    private static async Task<HttpStatusCode> Import(IStage stage, string title)
    {
        using var client = new HttpClient { BaseAddress = stage.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stage.OperatorKey);
        var yaml = $"kind: program\nprogram: stage\ntitle: {title}\ndescription: Made for tests.\ncourses:\n  - {{ id: stage1x, title: Stage }}\n";
        using var answer = await client.PostAsJsonAsync("api/import", new { yaml });
        return answer.StatusCode;
    }

    private static async Task<TimeSpan> TimeOf(Func<Task<HttpStatusCode>> act)
    {
        var begun = Stopwatch.GetTimestamp();
        Assert.Equal(HttpStatusCode.OK, await act());
        return Stopwatch.GetElapsedTime(begun);
    }
}
