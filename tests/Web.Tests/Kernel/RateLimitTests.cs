using System.Globalization;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Web.Tests.Kernel;

public sealed class RateLimitTests(RunningSilo silo)
{
    [Fact]
    public async Task Too_many_requests_are_told_when_to_come_back()
    {
        using var staff = await silo.Add(RoleNames.Staff);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => staff.Send(HttpMethod.Put, "api/learners/somebody", "{}")));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToArray();

        Assert.NotEmpty(refused);
        Assert.Equal(ProblemCodes.RateLimited, await refused[0].Code());
        Assert.InRange(int.Parse(Assert.Single(refused[0].Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 60);
    }

    [Fact]
    public async Task One_account_that_asks_too_much_does_not_slow_another()
    {
        using var greedy = await silo.Add(RoleNames.Staff);
        using var modest = await silo.Add(RoleNames.Staff);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => greedy.Send(HttpMethod.Put, "api/learners/somebody", "{}")));

        using var answer = await modest.Send(HttpMethod.Put, "api/learners/somebody", "{}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task Hub_calls_draw_from_the_same_kind_of_bucket()
    {
        using var learner = await silo.AddLearner();
        await using var hub = learner.Hub();
        await hub.StartAsync();

        var calls = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Record.ExceptionAsync(
            () => hub.InvokeAsync("Save", Guid.NewGuid(), Guid.NewGuid(), ImmutableArray<Entry>.Empty)).AsTask()));

        Assert.Contains(calls, refused => refused is HubException hubException && hubException.Code() == ProblemCodes.RateLimited);
    }

    [Fact]
    public void A_name_can_be_tried_ten_times_and_then_waits()
    {
        using var limits = new RateLimits();

        var taken = Enumerable.Range(0, 20).Count(_ => limits.TryTake(RateBucket.SignIn, "10.0.0.1 SOMEBODY", out var _));
        var other = limits.TryTake(RateBucket.SignIn, "10.0.0.1 SOMEBODY ELSE", out var _);
        limits.TryTake(RateBucket.SignIn, "10.0.0.1 SOMEBODY", out var wait);

        Assert.Equal((10, true), (taken, other));
        Assert.InRange(wait, 1, 6);
    }

    [Fact]
    public void Every_bucket_has_its_size()
    {
        using var limits = new RateLimits();

        Assert.All(Enum.GetValues<RateBucket>(), bucket => Assert.True(limits.TryTake(bucket, "somebody", out _)));
    }
}
