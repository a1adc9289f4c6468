using System.Diagnostics;

namespace Browser.Tests.Proctoring;

/// <summary>A full room and one proctor. Its learners have no browser, and everything else of a page.</summary>
public sealed class RoomActsTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private const string Exam = "watched";
    private const int Learners = 200, Confirming = 3;

    [Fact]
    public async Task An_act_on_a_full_room_reaches_everybody_and_says_so_and_can_be_taken_back()
    {
        const string everybody = "200 sessions";
        using var desk = Desk.Of(Engine);
        var names = Enumerable.Range(1, Learners).Select(n => $"room-{n:000}").ToArray();
        await desk.Exam(Exam, names);
        // The first makes the room, which then takes all.
        var learners = await desk.SignIn(names);
        var first = await WatchedSitter.Start(learners[0], Exam);
        await desk.Watch(Exam, "proctor", Learners);
        await using var room = await Room.Fill(first, learners, Engine.Address);
        var proctor = new ConsolePage(await Visit("proctor"));
        await proctor.Open($"w~{Exam}~1");
        await Expect(proctor.Page.Locator(".cell.stage-running")).ToHaveCountAsync(Learners);
        await proctor.Page.Shoot("room-board");

        await proctor.Act("o", "Announce", dialog => dialog.GetByLabel("What the learner reads").FillAsync("A fire drill begins in a minute. Please stay."), everybody);
        var announced = await Reached(proctor, "Announce");
        await room.Confirm(Confirming);
        await Expect(announced).ToContainTextAsync($"{Confirming} confirmed");
        await proctor.CloseHistory();

        await proctor.Act("p", "Pause", goesTo: everybody);
        await Reached(proctor, "Pause");
        await proctor.CloseHistory();
        await Expect(proctor.Page.Locator(".cell.stage-paused")).ToHaveCountAsync(Learners);
        await room.All("paused", time => !time.Running);

        var before = room.TimeLeft();
        await proctor.Act("t", "Add time", dialog => dialog.GetByLabel("Minutes", new() { Exact = true }).FillAsync("10"), everybody);
        var added = await Reached(proctor, "Add time");
        await room.TimeLeft("ten minutes more", before, TimeSpan.FromMinutes(10));
        await proctor.Page.Shoot("room-added");

        await added.GetByRole(AriaRole.Button, new() { Name = "Take back: Add time" }).ClickAsync();
        await Expect(added).ToContainTextAsync("For the 200 sessions it went to.");
        await added.GetByRole(AriaRole.Button, new() { Name = "Take back", Exact = true }).ClickAsync();
        await Expect(added).ToContainTextAsync("Taken back at");
        await room.TimeLeft("as before", before, TimeSpan.Zero);
        await proctor.Page.Shoot("room-undone");
        await proctor.CloseHistory();

        await proctor.Act("r", "Resume", goesTo: everybody);
        await Reached(proctor, "Resume");
        await room.All("at work again", time => time.Running);
    }

    /// <summary>The act in the list of what was done, once every page has said that it is there.</summary>
    private static async Task<ILocator> Reached(ConsolePage proctor, string act)
    {
        var since = Stopwatch.StartNew();
        var done = (await proctor.History()).Locator(".act-done").Filter(new() { Has = proctor.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new($"^{act}") }) });
        await Expect(done).ToContainTextAsync($"{Learners} of {Learners} reached");
        TestContext.Current.TestOutputHelper?.WriteLine($"{act}: on the screen that all are reached {since.ElapsedMilliseconds} ms after the list was asked for");
        return done;
    }

    private sealed class Room(IReadOnlyList<WatchedSitter> sitters) : IAsyncDisposable
    {
        private static readonly ParallelOptions FewAtOnce = new() { MaxDegreeOfParallelism = 16 };

        public static async Task<Room> Fill(WatchedSitter first, IReadOnlyList<Caller> learners, Uri address)
        {
            var sitters = new WatchedSitter[learners.Count];
            await Parallel.ForAsync(0, sitters.Length, FewAtOnce, async (i, _) =>
            {
                sitters[i] = i == 0 ? first : await WatchedSitter.Start(learners[i], Exam);
                await sitters[i].Listen(address);
            });
            return new Room(sitters);
        }

        /// <summary>So many learners say that they have read the last that came.</summary>
        public Task Confirm(int learners) => Task.WhenAll(sitters.Take(learners).Select(sitter => sitter.Confirm()));

        public Task All(string what, Func<ExamEngine.Contracts.Sessions.TimeView, bool> so) =>
            Eventually.True($"all are {what}", () => Task.FromResult(sitters.All(sitter => sitter.Time is { } time && so(time))));

        /// <summary>Milliseconds left, in the order of the learners; while the clocks stand still.</summary>
        public long[] TimeLeft() => [.. sitters.Select(sitter => sitter.Time?.RemainingMs ?? 0)];

        public Task TimeLeft(string what, long[] before, TimeSpan more) =>
            Eventually.True(what, () => Task.FromResult(TimeLeft().Zip(before).All(pair => pair.First - pair.Second == (long)more.TotalMilliseconds)));

        public async ValueTask DisposeAsync()
        {
            foreach (var sitter in sitters)
                await sitter.DisposeAsync();
        }
    }
}
