using System.Diagnostics.Metrics;
using System.Reflection;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Silo.Cluster;
using Microsoft.Extensions.Time.Testing;
using Orleans.Serialization.Invocation;

namespace Web.Tests.Cluster;

/// <summary>Calls that fail as they do when a silo is lost, under a clock that each wait moves on.</summary>
public sealed class GrainCallRetryTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => services.Dispose();

    [Fact]
    public async Task A_call_whose_silo_was_lost_is_made_again_until_it_is_answered()
    {
        var call = new Call(new TimeoutException(), new SiloUnavailableException(), new TimeoutException(), null);

        await Make(call);

        Assert.Equal(4, call.Made);
    }

    [Fact]
    public async Task A_call_that_stays_lost_fails_when_its_budget_is_spent()
    {
        var started = time.GetTimestamp();
        var call = new Call(new SiloUnavailableException());

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Make(call));

        Assert.InRange(time.GetElapsedTime(started), GrainCallRetry.Budget - TimeSpan.FromSeconds(1), GrainCallRetry.Budget + TimeSpan.FromSeconds(1));
        Assert.InRange(call.Made, 5, 100);
    }

    [Fact]
    public async Task A_grain_that_lost_a_race_is_asked_once_more_and_no_more_often()
    {
        var lucky = new Call(new UnavailableException(), null);
        var unlucky = new Call(new UnavailableException());

        await Make(lucky);
        await Assert.ThrowsAsync<UnavailableException>(() => Make(unlucky));

        Assert.Equal((2, 2), (lucky.Made, unlucky.Made));
    }

    [Fact]
    public async Task Whoever_refuses_for_having_too_much_to_do_is_not_asked_again()
    {
        var call = new Call(new GatewayTooBusyException());

        await Assert.ThrowsAsync<GatewayTooBusyException>(() => Make(call));

        Assert.Equal(1, call.Made);
    }

    private async Task Make(Call call)
    {
        var retry = new GrainCallRetry(time, new GatewayInstruments(services.GetRequiredService<IMeterFactory>()));
        var done = retry.Invoke(call);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!done.IsCompleted && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            time.Advance(TimeSpan.FromMilliseconds(100));

        await done;
    }

    /// <summary>Fails as told, one outcome a time; the last is repeated for ever. Null is an answer.</summary>
    private sealed class Call(params Exception?[] outcomes) : IOutgoingGrainCallContext
    {
        public int Made { get; private set; }

        public IInvokable Request => throw new NotSupportedException();

        public object Grain => throw new NotSupportedException();

        public MethodInfo InterfaceMethod => throw new NotSupportedException();

        public string InterfaceName => "";

        public string MethodName => "";

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public GrainId? SourceId => null;

        public GrainId TargetId => default;

        public GrainInterfaceType InterfaceType => default;

        public IGrainContext? SourceContext => null;

        public Task Invoke() =>
            outcomes[Math.Min(Made++, outcomes.Length - 1)] is { } failure ? Task.FromException(failure) : Task.CompletedTask;
    }
}
