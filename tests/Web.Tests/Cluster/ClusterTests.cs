using ExamEngine.Contracts.Sessions;
using Microsoft.AspNetCore.SignalR.Client;

namespace Web.Tests.Cluster;

/// <summary>Runs after all other tests, one at a time: how soon a silo is missed depends on the machine being free.</summary>
[CollectionDefinition(nameof(ClusterTests), DisableParallelization = true)]
[Collection(nameof(ClusterTests))]
public sealed class ClusterTests(TwoSilos cluster, ITestOutputHelper output) : IClassFixture<TwoSilos>, IDisposable
{
    private const int Learners = 12;

    /// <summary>What is awaited comes in seconds, or never.</summary>
    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));

    private CancellationToken Stop => patience.Token;

    public void Dispose() => patience.Dispose();

    [Fact]
    public async Task Silos_that_start_together_on_an_empty_database_are_one_cluster()
    {
        var (one, other) = await cluster.BothUp(Stop);

        using var client = new HttpClient();
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri(one.Address, "health/ready"), Stop));
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri(other.Address, "health/ready"), Stop));
        Assert.Equal(2, (await cluster.Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, Stop)).Count);
    }

    [Fact]
    public async Task A_killed_silo_costs_its_learners_a_slow_answer_and_no_error()
    {
        var (silo, _) = await cluster.BothUp(Stop);
        var sitters = await cluster.Seat(Learners);

        silo.Kill();
        await Report("killed", sitters, await Task.WhenAll(sitters.Select(sitter => sitter.Save())).WaitAsync(Stop));
    }

    [Fact]
    public async Task A_hanging_silo_costs_its_learners_a_slow_answer_and_no_error()
    {
        var (_, silo) = await cluster.BothUp(Stop);
        var sitters = await cluster.Seat(Learners);

        await silo.Hang();
        await Report("hanging", sitters, await Task.WhenAll(sitters.Select(sitter => sitter.Save())).WaitAsync(Stop));
    }

    [Fact]
    public async Task A_silo_that_leaves_is_hardly_noticed()
    {
        var (silo, _) = await cluster.BothUp(Stop);
        var sitters = await cluster.Seat(Learners);

        var leaving = silo.Leave();
        var worst = TimeSpan.Zero;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
            worst = (await Task.WhenAll(sitters.Select(sitter => sitter.Save())).WaitAsync(Stop)).Append(worst).Max();
        while (!leaving.IsCompleted && await timer.WaitForNextTickAsync(Stop));

        await Report("leaving", sitters, [worst]);
        Assert.Equal(0, await leaving);
    }

    [Fact]
    public async Task A_web_process_that_leaves_says_so_first_and_then_sends_its_browsers_elsewhere()
    {
        await cluster.BothUp(Stop);
        await using var web = await cluster.AnotherWeb("--ExamEngine:DrainDelay", "00:00:01");
        using var learner = await cluster.AddLearner(web.Address);
        var session = await Sitting.Begin(learner);
        await using var hub = learner.Hub();
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Closed += _ =>
        {
            gone.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync(Stop);
        await hub.InvokeAsync<TimeView>("Join", session, Guid.NewGuid(), Stop);

        var leaving = web.Leave();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await Status(learner, "health/ready") == HttpStatusCode.OK)
            await timer.WaitForNextTickAsync(Stop);

        Assert.Equal(HubConnectionState.Connected, hub.State);
        Assert.Equal(HttpStatusCode.OK, await Status(learner, "health/live"));
        Assert.Equal(HttpStatusCode.OK, await Status(learner, "api/home"));
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal(0, await leaving);
    }

    [Fact]
    public async Task A_server_for_everything_does_not_start_on_the_database_of_a_cluster()
    {
        await cluster.BothUp(Stop);
        await using var lone = Member.Start(cluster.Arguments("all", "lone"));

        Assert.Equal(1, await lone.Exit());
        Assert.Contains("--role web", lone.Output, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Status(Visitor visitor, string path)
    {
        using var answer = await visitor.Get(path);
        return answer.StatusCode;
    }

    private async Task Report(string what, Sitter[] sitters, TimeSpan[] took)
    {
        output.WriteLine($"{what}: worst {took.Max().TotalSeconds:0.00} s, median {took.Order().ElementAt(took.Length / 2).TotalSeconds:0.00} s");
        foreach (var sitter in sitters)
            await sitter.NothingIsLost();
    }
}
