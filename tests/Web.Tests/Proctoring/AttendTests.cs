using System.Text.Json;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Proctoring;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Web.Tests.Proctoring;

/// <summary>The learner's side of a watched exam, over the hub and over plain HTTP.</summary>
public sealed class AttendTests(RunningSilo silo)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Actor Staff = new("sam", null, Roles.Staff);
    private readonly Guid device = Guid.NewGuid();

    [Fact]
    public async Task A_check_in_goes_over_HTTP_up_to_the_start()
    {
        using var learner = await Learner();
        var session = await Begin(learner);
        var view = await Attend(learner, session);
        Assert.Equal((true, "seated"), (view.Proctored, view.CheckIn.Stage));
        Assert.Contains("<em>everybody</em>", view.CheckIn.Consent.PurposeHtml, StringComparison.Ordinal);

        await CheckIn(learner, session);
        Assert.Equal("admitted", (await Attend(learner, session)).CheckIn.Stage);
        await Sitting.Start(learner, session, device);
    }

    [Fact]
    public async Task Signals_over_the_hub_and_over_HTTP_reach_the_same_stream()
    {
        using var learner = await Learner();
        var session = await Begin(learner);
        using (var early = await Post(learner, session, "signals", Signals(1)))
            Assert.Equal((HttpStatusCode.Conflict, "watch.not-begun"), (early.StatusCode, await early.Code()));
        await CheckIn(learner, session);
        await using var hub = learner.Hub();
        await hub.StartAsync();
        Assert.Equal(0, (await hub.InvokeAsync<AttendView>("Attend", session, device)).LastSeq);

        var noted = await hub.InvokeAsync<SignalsNoted>("Signals", session, device, ImmutableArray.Create(Signal(1), Signal(2)));
        Assert.Equal(2, noted.LastSeq);
        noted = await learner.Ask(HttpMethod.Post, $"api/sessions/{session}/signals", Signals(2, 3), WireJson.Default.SignalsNoted);
        Assert.Equal(3, noted.LastSeq);

        Assert.Equal(3, (await View(session)).Timeline.Count(entry => entry is { Kind: "signal", What: "copied" }));
    }

    [Fact]
    public async Task What_is_not_of_the_catalogue_and_what_is_too_much_is_refused()
    {
        using var learner = await Learner();
        var session = await Begin(learner);
        await CheckIn(learner, session);
        await using var hub = learner.Hub();
        await hub.StartAsync();

        var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<SignalsNoted>(
            "Signals", session, device, Enumerable.Range(1, 101).Select(seq => Signal(seq)).ToImmutableArray()));
        Assert.Equal("watch.too-many-signals", refused.Code());
        refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<SignalsNoted>("Signals", session, device, ImmutableArray.Create(Signal(1) with { Kind = "mind-read" })));
        Assert.Equal("watch.signal-invalid", refused.Code());
        using (var malformed = await Post(learner, session, "signals", $$"""{"device":"{{device}}","signals":[{"seq":1,"kind":"copied","phase":"did","at":"2030-01-01T00:00:00Z"}]}"""))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, malformed.StatusCode);
        using var text = await Post(learner, session, "talk", $$"""{"commandId":"{{Guid.NewGuid()}}","text":" "}""");
        Assert.Equal("watch.text-missing", await text.Code());
    }

    [Fact]
    public async Task Whoever_sends_signals_too_often_is_told_when_to_come_back()
    {
        using var learner = await Learner();
        var session = await Begin(learner);
        await CheckIn(learner, session);
        await using var hub = learner.Hub();
        await hub.StartAsync();

        // Ten at once, then five a second: whatever the speed of this machine, four hundred calls in a row are more.
        var refused = await Assert.ThrowsAsync<HubException>(async () =>
        {
            for (var seq = 1; seq <= 400; seq++)
                await hub.InvokeAsync<SignalsNoted>("Signals", session, device, ImmutableArray.Create(Signal(1)));
        });

        Assert.Equal((ProblemCodes.RateLimited, true), (refused.Code(), refused.Problem().RetryAfterMs > 0));
        using var http = await Post(learner, session, "signals", Signals(1));
        Assert.True(http.StatusCode == HttpStatusCode.OK || http.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task A_page_is_told_of_acts_and_lines_and_says_that_they_arrived()
    {
        using var learner = await Learner();
        var session = await Begin(learner);
        await CheckIn(learner, session);
        await using var hub = learner.Hub();
        var (told, said, relayed) = (new TaskCompletionSource<ActNotice>(), new TaskCompletionSource<ChatLine>(), new TaskCompletionSource<string>());
        hub.On<Guid, ActNotice>("told", (_, notice) => told.TrySetResult(notice));
        hub.On<Guid, ChatLine>("said", (_, line) =>
        {
            if (line.By == "proctor")
                said.TrySetResult(line);
        });
        hub.On<Guid, string, string>("relayed", (_, peer, message) => relayed.TrySetResult($"{peer} {message}"));
        await hub.StartAsync();
        await hub.InvokeAsync<AttendView>("Attend", session, device);
        var watch = silo.Grains.GetGrain<IWatchGrain>(session);

        var order = new ActOrder(Guid.NewGuid(), ActKind.Warn, null, "behaviour", "Please stay before the camera.");
        Assert.Empty((await watch.Take(Staff, order)).Problems);
        var notice = await told.Task.WaitAsync(Patience);
        Assert.Equal((order.Id, ActKind.Warn, "Please stay before the camera."), (notice.Id, notice.Kind, notice.Text));
        await hub.InvokeAsync("Acknowledge", session, order.Id, true);
        Assert.Contains((await Attend(learner, session)).Notices, known => known.Id == order.Id && known is { Delivered: true, Confirmed: true });

        var mine = await hub.InvokeAsync<ChatLine>("Say", session, Guid.NewGuid(), "May I drink?");
        Assert.Equal(("learner", "Test Learner"), (mine.By, mine.Name));
        Assert.Empty((await watch.Say(Staff, Guid.NewGuid(), "Yes.")).Problems);
        Assert.Equal("Yes.", (await said.Task.WaitAsync(Patience)).Text);

        Assert.Empty((await watch.Relay(Staff, "connection-1", "offer")).Problems);
        Assert.Equal("connection-1 offer", await relayed.Task.WaitAsync(Patience));
        await hub.InvokeAsync("Relay", session, "connection-1", "answer");
    }

    [Fact]
    public async Task Talk_hand_and_acknowledgement_go_over_HTTP_too()
    {
        using var learner = await Learner();
        var session = await Begin(learner);
        await CheckIn(learner, session);
        var order = new ActOrder(Guid.NewGuid(), ActKind.Announce, null, "routine", "Five minutes are left.");
        Assert.Empty((await silo.Grains.GetGrain<IWatchGrain>(session).Take(Staff, order)).Problems);

        var line = await learner.Ask(HttpMethod.Post, $"api/sessions/{session}/talk", $$"""{"commandId":"{{Guid.NewGuid()}}","text":"Thank you."}""", WireJson.Default.ChatLine);
        Assert.Equal("Thank you.", line.Text);
        using (var hand = await Post(learner, session, "hand", $$"""{"commandId":"{{Guid.NewGuid()}}","raised":true}"""))
            Assert.Equal(HttpStatusCode.NoContent, hand.StatusCode);
        using (var unknown = await Post(learner, session, $"acts/{Guid.NewGuid()}/acknowledge", """{"confirmed":false}"""))
            Assert.Equal((HttpStatusCode.NotFound, "watch.act-unknown"), (unknown.StatusCode, await unknown.Code()));
        using (var acknowledged = await Post(learner, session, $"acts/{order.Id}/acknowledge", """{"confirmed":true}"""))
            Assert.Equal(HttpStatusCode.NoContent, acknowledged.StatusCode);

        var view = await Attend(learner, session);
        Assert.True(view.HandRaised);
        Assert.True(Assert.Single(view.Notices).Confirmed);
    }

    [Fact]
    public async Task A_page_that_calls_from_another_address_is_noticed()
    {
        using var learner = await Learner();
        var session = await Begin(learner);
        await CheckIn(learner, session);
        foreach (var address in (string[])["192.0.2.1", "192.0.2.2"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/sessions/{session}/attend?device={device}");
            request.Headers.Add("X-Forwarded-For", address);
            using var answer = await learner.Send(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await Eventually.Find("the other address to be noticed", async () => (await View(session)).Timeline.FirstOrDefault(entry => entry.What == "address-changed"));
    }

    private static SignalReport Signal(long seq) => new(seq, "copied", "did", DateTimeOffset.UtcNow, new(), 12);

    private string Signals(params long[] seqs) => JsonSerializer.Serialize(new SignalsRequest(device, [.. seqs.Select(Signal)]), WireJson.Default.SignalsRequest);

    private static Task<HttpResponseMessage> Post(Visitor learner, Guid session, string what, string json) => learner.Send(HttpMethod.Post, $"api/sessions/{session}/{what}", json);

    private Task<AttendView> Attend(Visitor learner, Guid session) =>
        learner.Ask(HttpMethod.Get, $"api/sessions/{session}/attend?device={device}", "", WireJson.Default.AttendView);

    private async Task<WatchView> View(Guid session) => (await silo.Grains.GetGrain<IWatchGrain>(session).View(Staff)).Value!;

    private async Task CheckIn(Visitor learner, Guid session)
    {
        var view = await learner.Ask(HttpMethod.Post, $"api/sessions/{session}/check-in", Sitting.Command(device), WireJson.Default.AttendView);
        Assert.Equal(["consent"], view.CheckIn.Missing);
        var consent = $$"""{"commandId":"{{Guid.NewGuid()}}","device":"{{device}}","textVersion":"{{view.CheckIn.Consent.Version}}","camera":true,"microphone":true,"screen":true}""";
        await learner.Ask(HttpMethod.Post, $"api/sessions/{session}/consent", consent, WireJson.Default.AttendView);
        await learner.Ask(HttpMethod.Post, $"api/sessions/{session}/check-in/complete", Sitting.Command(device), WireJson.Default.AttendView);
    }

    private async Task<Guid> Begin(Visitor learner) => (await learner.Ask(
        HttpMethod.Post, $"api/exams/{TestExam.WatchedId}/sessions", $$"""{"commandId":"{{Guid.NewGuid()}}","honourCodeAccepted":true}""", WireJson.Default.SessionBegun)).SessionId;

    /// <summary>A learner of their own who is registered for the watched exam.</summary>
    private async Task<Visitor> Learner()
    {
        var id = $"learner-{Guid.NewGuid():N}";
        var learner = silo.Grains.GetGrain<ILearnerGrain>(id);
        Assert.Empty((await learner.Describe(Actor.System, new LearnerProfile("Test Learner", "AM"))).Problems);
        Assert.Empty((await learner.Register(Actor.System, new Registration(TestExam.WatchedId, null, null))).Problems);
        return await silo.Add(RoleNames.Learner, id);
    }
}
