using System.Net.Http.Json;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Web.Tests.Sessions;

public sealed class SavingTests(RunningSilo silo)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Saving_over_the_hub_and_over_HTTP_reaches_the_same_state()
    {
        var overHub = await Sit(async (hub, learner, session, device, view) =>
            await hub.InvokeAsync<Saved>("Save", session, device, Entries(view).ToImmutableArray()));
        var overHttp = await Sit((_, learner, session, device, view) => Sitting.Save(learner, session, device, Entries(view)));

        Assert.Equal(Sitting.Words(overHub), Sitting.Words(overHttp));
        Assert.Contains("Poisson", Sitting.Words(overHub), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_hub_gone_everything_goes_on_over_HTTP()
    {
        using var learner = await silo.AddLearner();
        var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
        var view = await Sitting.Start(learner, session, device);
        await using (var hub = learner.Hub())
        {
            await hub.StartAsync();
            await hub.InvokeAsync<Saved>("Save", session, device, ImmutableArray.Create(Sitting.Answer(view, 1, 1, "Normal")));
        }

        var saved = await Sitting.Save(learner, session, device, Sitting.Answer(view, 1, 2, "Poisson"));
        var after = await Sitting.Open(learner, session, device);

        Assert.Equal(AckStatus.Saved, Assert.Single(saved.Acks).Status);
        Assert.Equal((2, "Poisson"), (after.LastSeq, Assert.Single(after.Answers).Value.Text));
    }

    [Fact]
    public async Task A_repeated_save_is_acknowledged_again_and_changes_nothing()
    {
        using var learner = await silo.AddLearner();
        var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
        var view = await Sitting.Start(learner, session, device);
        var entry = Sitting.Answer(view, 1, 1, "Poisson");

        await Sitting.Save(learner, session, device, entry);
        var again = await Sitting.Save(learner, session, device, entry);

        Assert.NotEqual(AckStatus.Refused, Assert.Single(again.Acks).Status);
        Assert.Single((await Sitting.Open(learner, session, device)).Answers);
    }

    [Fact]
    public async Task An_answer_does_not_wait_behind_a_sign_of_life_that_hangs()
    {
        using var learner = await silo.AddLearner();
        await using var page = await Page.Join(learner);
        var (hub, session, device, view) = page;

        Task<TimeView> hanging;
        using (var held = silo.Calls.Hold(silo.Grains.GetGrain<ISessionGrain>(session), nameof(ISessionGrain.Presence)))
        {
            hanging = hub.InvokeAsync<TimeView>("Presence", session, device);
            await held.Reached.WaitAsync(Patience);

            var saved = await hub.InvokeAsync<Saved>("Save", session, device, ImmutableArray.Create(Sitting.Answer(view, 1, 1, "Poisson"))).WaitAsync(Patience);

            Assert.Equal(AckStatus.Saved, Assert.Single(saved.Acks).Status);
            Assert.False(hanging.IsCompleted);
        }

        Assert.True((await hanging.WaitAsync(Patience)).Running);
    }

    [Fact]
    public void A_line_that_has_ended_listens_to_nothing_more()
    {
        List<Guid> joined = [], left = [];
        var heard = new LearnerLine.Heard(joined.Add, left.Add);
        var (before, after) = (Guid.NewGuid(), Guid.NewGuid());
        heard.Add(before);
        heard.Add(before);

        heard.End();
        heard.Add(after);
        heard.End();

        Assert.Equal([before], joined);
        Assert.Equal([before], left);
        Assert.False(heard.Contains(after));
    }

    [Fact]
    public async Task A_device_without_the_lease_is_told_so_over_the_hub()
    {
        using var learner = await silo.AddLearner();
        var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
        var view = await Sitting.Start(learner, session, device);
        await using var hub = learner.Hub();
        await hub.StartAsync();

        var refused = await Assert.ThrowsAsync<HubException>(
            () => hub.InvokeAsync<Saved>("Save", session, Guid.NewGuid(), ImmutableArray.Create(Sitting.Answer(view, 1, 1, "Poisson"))));

        Assert.Equal("session.held-elsewhere", refused.Code());
    }

    [Fact]
    public async Task A_page_that_listens_hears_that_another_device_took_over()
    {
        using var learner = await silo.AddLearner();
        var (session, first, second) = (await Sitting.Begin(learner), Guid.NewGuid(), Guid.NewGuid());
        await Sitting.Start(learner, session, first);
        await using var hub = learner.Hub();
        var heard = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.On<Guid, Guid, TimeView>("changed", (_, holder, _) =>
        {
            if (holder == second)
                heard.TrySetResult(holder);
        });
        await hub.StartAsync();
        var time = await hub.InvokeAsync<TimeView>("Join", session, first);

        using var taken = await learner.Send(HttpMethod.Post, $"api/sessions/{session}/lease", Sitting.Command(second));

        Assert.True(time.Running);
        Assert.Equal(second, await heard.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Submitting_twice_answers_with_the_same_receipt()
    {
        using var learner = await silo.AddLearner();
        var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
        var view = await Sitting.Start(learner, session, device);
        await Sitting.Save(learner, session, device, Entries(view));
        var submit = $$"""{"commandId":"{{Guid.NewGuid()}}","device":"{{device}}","lastSeq":2}""";

        var json = WireJson.Default.Receipt;
        var receipt = await learner.Ask(HttpMethod.Post, $"api/sessions/{session}/submit", submit, json);
        var again = await learner.Ask(HttpMethod.Post, $"api/sessions/{session}/submit", submit, json);

        Assert.Equal((2, Facts(receipt)), (receipt.Answered, Facts(again)));
    }

    [Fact]
    public async Task Handing_in_on_the_line_answers_with_the_receipt_that_plain_http_gives_as_well()
    {
        using var learner = await silo.AddLearner();
        await using var page = await Page.Join(learner);
        var (hub, session, device, view) = page;
        await hub.InvokeAsync<Saved>("Save", session, device, ImmutableArray.Create(Entries(view)));
        var early = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<Receipt>("Receipt", session));
        var missing = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<Receipt>("Submit", session, device, Guid.NewGuid(), 7L));
        var wrong = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<Receipt>("Submit", session, device, Guid.NewGuid(), -1L));

        var (command, lastSeq) = (Guid.NewGuid(), 2L);
        var receipt = await hub.InvokeAsync<Receipt>("Submit", session, device, command, lastSeq);
        var again = await hub.InvokeAsync<Receipt>("Submit", session, device, command, lastSeq);
        var read = await hub.InvokeAsync<Receipt>("Receipt", session);
        using var answer = await learner.Get($"api/sessions/{session}/receipt");
        var byHttp = await answer.Content.ReadFromJsonAsync(WireJson.Default.Receipt);

        Assert.Equal(("session.not-ended", "session.answers-missing", ProblemCodes.Invalid), (early.Code(), missing.Code(), wrong.Code()));
        Assert.Equal(2, receipt.Answered);
        Assert.All([again, read, byHttp!], other => Assert.Equal(Facts(receipt), Facts(other)));
    }

    /// <summary>An ECDSA signature differs each time; what is signed does not.</summary>
    private static string Facts(Receipt receipt) => receipt.Signature[..receipt.Signature.LastIndexOf('.')];

    private static Entry[] Entries(SessionView view) => [Sitting.Answer(view, 1, 1, "Poisson"), Sitting.Answer(view, 2, 2, "4")];

    private async Task<SessionView> Sit(Func<HubConnection, Visitor, Guid, Guid, SessionView, Task> save)
    {
        using var learner = await silo.AddLearner();
        await using var page = await Page.Join(learner);
        var (hub, session, device, view) = page;
        await save(hub, learner, session, device, view);
        return await Sitting.Open(learner, session, device);
    }

    /// <summary>A page whose exam runs, with its line.</summary>
    private sealed record Page(HubConnection Hub, Guid Session, Guid Device, SessionView View) : IAsyncDisposable
    {
        public static async Task<Page> Join(Visitor learner)
        {
            var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
            var view = await Sitting.Start(learner, session, device);
            var hub = learner.Hub();
            await hub.StartAsync();
            await hub.InvokeAsync<TimeView>("Join", session, device);
            return new(hub, session, device, view);
        }

        public ValueTask DisposeAsync() => Hub.DisposeAsync();
    }
}
