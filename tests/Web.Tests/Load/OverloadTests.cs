using System.Globalization;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.Sqlite;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Web.Tests.Load;

/// <summary>A server whose store can be made to stand still, and that is quick to refuse, so that no test need wait for seconds.</summary>
public sealed class HeldSilo : IAsyncLifetime
{
    public const int Room = 20;
    private OwnSilo? silo;

    internal OwnSilo Silo => silo!;

    internal HeldStore Store => (HeldStore)Silo.Services.GetRequiredService<IJournalStore>();

    public async ValueTask InitializeAsync() => silo = await OwnSilo.Start(
        [
            "--ExamEngine:Load:CanWait:Delay=00:00:00.150", "--ExamEngine:Load:Begins:Delay=00:00:00.300", "--ExamEngine:Load:CannotWait:Delay=00:00:00.600",
        ],
        services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IJournalStore>(provider => new HeldStore(ActivatorUtilities.CreateInstance<SqliteStore>(provider))));
            services.Replace(ServiceDescriptor.Singleton(new CommitPolicy { QueueCapacity = Room, MaxBatch = 5 }));
        });

    public async ValueTask DisposeAsync()
    {
        if (silo is not null)
            await silo.DisposeAsync();
    }
}

/// <summary>A store that stands still: what comes meanwhile waits or is refused with a code and a time, and nothing that was acknowledged or repeated is lost.</summary>
public sealed class OverloadTests(HeldSilo fixture) : IClassFixture<HeldSilo>, IDisposable
{
    private OwnSilo Silo => fixture.Silo;

    private HeldStore Store => fixture.Store;

    public void Dispose() => Store.GoOn();

    [Fact]
    public async Task While_the_store_stands_still_home_is_refused_then_a_start_then_a_save_and_all_goes_on_afterwards()
    {
        var learners = await Silo.Learners(3);
        var sitting = await Sit(learners[0]);
        var other = await Sit(learners[1]);
        var unstarted = await Sitting.Begin(learners[2]);
        var held = Store.Hold();
        var waiting = Sitting.Save(learners[0], sitting.Session, sitting.Device, Sitting.Answer(sitting.View, 1, 1, "kept waiting"));
        await held;

        // Each is refused while what comes after it is not yet.
        var home = await Refused(learners[2], HttpMethod.Get, "api/home", "");
        var start = await Refused(learners[2], HttpMethod.Post, $"api/sessions/{unstarted}/start", Sitting.Command(sitting.Device));
        var save = await Refused(learners[1], HttpMethod.Post, $"api/sessions/{other.Session}/entries", Sitting.Json(other.Device, Sitting.Answer(other.View, 1, 1, "refused first")));

        Assert.All((int[])[home, start, save], seconds => Assert.InRange(seconds, 1, 30));
        Assert.False(waiting.IsCompleted);
        Store.GoOn();
        Assert.Equal(AckStatus.Saved, Assert.Single((await waiting).Acks).Status);
        var repeated = await Eventually.Find("a repeat that is taken", async () =>
        {
            using var answer = await learners[1].Send(
                HttpMethod.Post, $"api/sessions/{other.Session}/entries", Sitting.Json(other.Device, Sitting.Answer(other.View, 1, 1, "refused first")));
            return answer.IsSuccessStatusCode ? "taken" : null;
        });
        Assert.Equal("taken", repeated);
        Assert.Equal("1.answer=kept waiting#1", Words(await Sitting.Open(learners[0], sitting.Session, sitting.Device)));
        Assert.Equal("1.answer=refused first#1", Words(await Sitting.Open(learners[1], other.Session, other.Device)));
    }

    [Fact]
    public async Task Over_the_hub_a_refused_save_carries_the_code_and_how_long_to_wait()
    {
        var learners = await Silo.Learners(2);
        var sitting = await Sit(learners[0]);
        var other = await Sit(learners[1]);
        await using var hub = learners[1].Hub();
        await hub.StartAsync();
        var held = Store.Hold();
        var waiting = Sitting.Save(learners[0], sitting.Session, sitting.Device, Sitting.Answer(sitting.View, 1, 1, "kept waiting"));
        await held;

        var refusal = await Eventually.Find("a refused save", async () =>
        {
            // Presence writes nothing, and is as urgent as a save.
            var answer = await Record.ExceptionAsync(() => hub.InvokeAsync<TimeView>("Presence", other.Session, other.Device));
            return answer is HubException refused ? refused.Problem() : null;
        });

        Assert.Equal(ProblemCodes.ServerBusy, refusal.Code);
        Assert.InRange(refusal.RetryAfterMs ?? 0, 1000, 30_000);
        Store.GoOn();
        await waiting;
    }

    [Fact]
    public async Task A_full_journal_takes_no_more_and_after_it_goes_on_every_repeat_is_stored()
    {
        const int Learners = 60;
        var sittings = new List<Seated>();
        foreach (var learner in await Silo.Learners(Learners))
            sittings.Add(await Sit(learner));
        var held = Store.Hold();
        var first = sittings.Select((sitting, i) => Try(sitting, i)).ToArray();
        await held;
        // The rest is refused while the store stands still, so no more than the queue and one batch wait.
        await Eventually.Find("refusals of what has no room", () => Task.FromResult(first.Count(save => save.IsCompleted) >= Learners - HeldSilo.Room - 10 ? "refused" : null));
        Assert.All(first.Where(save => save.IsCompleted), save => Assert.Contains(save.Result, (string[])[ProblemCodes.ServerBusy, ProblemCodes.Busy]));

        Store.GoOn();
        await Task.WhenAll(sittings.Select((sitting, i) => Eventually.Find("a save that is taken", async () => await Try(sitting, i) is "" ? "taken" : null)));

        await Task.WhenAll(first);
        for (var i = 0; i < Learners; i++)
            Assert.Equal($"1.answer=answer {i}#1", Words(await Sitting.Open(sittings[i].Learner, sittings[i].Session, sittings[i].Device)));
    }

    private static string Words(SessionView view) => Sitting.Words(view);

    private static async Task<Seated> Sit(Visitor learner)
    {
        var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
        return new Seated(learner, session, device, await Sitting.Start(learner, session, device));
    }

    /// <summary>The code of a refusal; empty when the save was acknowledged.</summary>
    private static async Task<string> Try(Seated sitting, int i)
    {
        using var answer = await sitting.Learner.Send(
            HttpMethod.Post, $"api/sessions/{sitting.Session}/entries",
            Sitting.Json(sitting.Device, Sitting.Answer(sitting.View, 1, 1, string.Create(CultureInfo.InvariantCulture, $"answer {i}"))));
        return answer.IsSuccessStatusCode ? "" : await answer.Code() ?? "none";
    }

    /// <summary>Asks until it is refused for load; answers with how many seconds to stay away.</summary>
    private static async Task<int> Refused(Visitor visitor, HttpMethod method, string path, string json)
    {
        var seconds = await Eventually.Find($"a refusal of {path}", async () =>
        {
            using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            try
            {
                using var answer = await visitor.Send(method, path, json, ct: late.Token);
                return await answer.Code() == ProblemCodes.ServerBusy ? Assert.Single(answer.Headers.GetValues("Retry-After")) : null;
            }
            catch (OperationCanceledException)
            {
                // It was let in, and waits for the store.
                return null;
            }
        });
        return int.Parse(seconds, CultureInfo.InvariantCulture);
    }

    private sealed record Seated(Visitor Learner, Guid Session, Guid Device, SessionView View);
}
