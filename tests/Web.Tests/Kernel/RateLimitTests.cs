using System.Globalization;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

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
        var time = new FakeTimeProvider();
        var limits = new RateLimits(time);

        var taken = Enumerable.Range(0, 20).Count(_ => limits.TryTake(RateBucket.SignIn, "10.0.0.1 SOMEBODY", out var _));
        var other = limits.TryTake(RateBucket.SignIn, "10.0.0.1 SOMEBODY ELSE", out var _);
        limits.TryTake(RateBucket.SignIn, "10.0.0.1 SOMEBODY", out var wait);
        time.Advance(TimeSpan.FromSeconds(wait));
        var after = Enumerable.Range(0, 3).Select(_ => limits.TryTake(RateBucket.SignIn, "10.0.0.1 SOMEBODY", out var _));

        Assert.Equal((10, true, 6), (taken, other, wait));
        Assert.Equal([true, false, false], after);
    }

    [Fact]
    public void Tokens_come_back_up_to_a_full_bucket()
    {
        var time = new FakeTimeProvider();
        var limits = new RateLimits(time);
        Assert.Equal(40, Takes());

        time.Advance(TimeSpan.FromSeconds(2));
        var some = Takes();
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal((10, 40), (some, Takes()));

        int Takes() => Enumerable.Range(0, 100).Count(_ => limits.TryTake(RateBucket.Write, "somebody", out var _));
    }

    [Fact]
    public void Failures_start_anew_when_their_time_is_over_and_not_before()
    {
        var time = new FakeTimeProvider();
        var limits = new RateLimits(time);
        Assert.True(limits.TryTake(RateBucket.Failures, "somebody", out _));
        time.Advance(TimeSpan.FromMinutes(10));

        var more = Enumerable.Range(0, 10).Count(_ => limits.TryTake(RateBucket.Failures, "somebody", out var _));
        limits.TryTake(RateBucket.Failures, "somebody", out var wait);
        var locked = !limits.Has(RateBucket.Failures, "somebody");
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal((4, 300, true), (more, wait, locked));
        Assert.True(limits.Has(RateBucket.Failures, "somebody"));
        Assert.Equal(5, Enumerable.Range(0, 10).Count(_ => limits.TryTake(RateBucket.Failures, "somebody", out var _)));
    }

    [Fact]
    public void Only_buckets_that_are_not_full_are_kept()
    {
        var time = new FakeTimeProvider();
        var limits = new RateLimits(time);
        for (var account = 0; account < 1000; account++)
            limits.TryTake(RateBucket.Read, $"{account}", out _);
        limits.TryTake(RateBucket.Failures, "somebody", out _);

        time.Advance(TimeSpan.FromMinutes(2));
        limits.TryTake(RateBucket.Read, "another", out _);

        Assert.Equal(2, limits.Known);
    }

    [Fact]
    public void Every_bucket_has_its_size()
    {
        var limits = new RateLimits(TimeProvider.System);

        Assert.All(Enum.GetValues<RateBucket>(), bucket => Assert.True(limits.TryTake(bucket, "somebody", out _)));
    }
}
