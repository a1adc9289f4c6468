using System.Diagnostics;
using ExamEngine.Contracts.Proctoring;

namespace Browser.Tests.Proctoring;

/// <summary>Two learners and a proctor, each in a browser with a camera, from the check-in to the end. Alone, since a flag is to come within a second.</summary>
[Collection(nameof(ProctoredExamTests)), CollectionDefinition(nameof(ProctoredExamTests), DisableParallelization = true)]
public sealed class ProctoredExamTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private const string Ani = "Անի Պետրոսյան", Layla = "ليلى حداد";

    /// <summary>How long the line is cut, and what the policy may take for a gap: a page is heard of each ten seconds.</summary>
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(40), Unheard = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1);

    /// <summary>Milliseconds for three counts in a row: a busy computer rests five times as long as each took.</summary>
    private const float SlowestCount = 120_000;

    [Fact]
    public async Task A_proctor_sees_helps_and_reports_and_a_lost_line_costs_nothing()
    {
        Complaints.Expect("Failed to load resource|WebSocket connection to");
        var exam = await Preparation.Exam(Engine, "proctored.yaml");
        await Preparation.Register(Engine, "learner2", exam);
        var (ani, layla) = (await Arrive("learner", exam), await Arrive("learner2", exam));
        var proctor = new ConsolePage(await Visit("proctor", browser: await Chromium.WithMedia()));

        await proctor.NoteOrders();
        await CheckIn(exam, proctor, ani, layla);
        await LookAtWhoComes(proctor, ani);
        await AdmitTheNext(proctor, layla);
        await Task.WhenAll(ani.Watched.Start(), layla.Watched.Start());
        await Expect(proctor.Cell(Ani)).ToContainTextAsync("Working");
        await Expect(proctor.Cell(Layla)).ToContainTextAsync("Working");

        var cut = await CutTheLine(layla);
        await Talk(proctor, ani);
        await Warn(proctor, ani);
        await PauseAndGiveTime(proctor, ani);
        await LeaveFullscreen(proctor, ani);
        await Report(proctor);
        await MendTheLine(proctor, layla, cut);

        await LeaveThePicture(proctor, layla);
        await HandIn(proctor, ani, layla);
    }

    private async Task<Sitter> Arrive(string userName, string exam)
    {
        var session = await Preparation.Seat(await Engine.As(userName), exam);
        var page = await Visit(userName, browser: await Chromium.WithMedia(), options: new() { Permissions = ["camera", "microphone"] });
        await StandInCamera.PutBefore(page);
        await page.GotoAsync($"/session/{session}");
        return new(page, session);
    }

    /// <summary>The board fills by itself while the learners go their way.</summary>
    private async Task CheckIn(string exam, ConsolePage proctor, Sitter ani, Sitter layla)
    {
        await ani.Watched.CheckDevice();
        await proctor.Open(await Preparation.Watch(Engine, exam));
        await Expect(proctor.Cell(Ani)).ToContainTextAsync("Checking in");
        await layla.Watched.CheckDevice();
        await Expect(proctor.Cell(Layla)).ToContainTextAsync("Checking in");
        await Task.WhenAll(ani.Watched.ShowEverything(), layla.Watched.ShowEverything());
        foreach (var name in (string[])[Ani, Layla])
        {
            await Expect(proctor.Cell(name)).ToContainTextAsync("Waiting to be admitted");
            // A picture taken since the consent.
            await Expect(proctor.Cell(name).Locator(".cell-still img")).ToBeVisibleAsync();
        }

        await proctor.Page.Shoot("story-board");
        await ani.Page.Shoot("story-waiting");
    }

    private static async Task LookAtWhoComes(ConsolePage proctor, Sitter ani)
    {
        await proctor.OpenSession(Ani);
        await IsPicture(proctor.Session.GetByAltText("Face"));
        await IsPicture(proctor.Session.GetByAltText("Document"));
        await Expect(proctor.Session.Locator(".identity-name")).ToContainTextAsync(Ani);

        await proctor.Page.Keyboard.PressAsync("x");
        foreach (var picture in (string[])["Camera", "Screen"])
        {
            var video = proctor.Session.Locator($"video[aria-label='{picture} of {Ani}']");
            await Expect(video).ToBeVisibleAsync();
            await Eventually.True($"a live picture of the {picture}", () => video.EvaluateAsync<bool>("video => video.videoWidth > 0 && video.currentTime > 0"));
        }

        await Expect(ani.Watched.Dock).ToContainTextAsync("A proctor is watching live.");
        await proctor.Page.Shoot("story-live");
        await proctor.Page.Keyboard.PressAsync("x");
        await Expect(ani.Watched.Dock).ToContainTextAsync("This exam is proctored.");

        await proctor.Session.GetByRole(AriaRole.Button, new() { Name = "Confirm identity" }).ClickAsync();
        await proctor.Order("Confirm identity");
        await Expect(proctor.Session.Locator(".identity")).ToContainTextAsync("Confirmed by Pilar Ferreira");
        await proctor.Tab("Timeline");
        await Expect(proctor.Session.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("Looked at: live (Camera and Screen)");
        await proctor.Page.Shoot("story-confirmed");
        await proctor.Session.GetByRole(AriaRole.Button, new() { NameRegex = new("^Admit") }).ClickAsync();
        await proctor.Order("Admit");
        await Expect(ani.Page.GetByRole(AriaRole.Heading, new() { Name = "Everything is ready" })).ToBeVisibleAsync();
    }

    /// <summary>The next who needs somebody, by the keyboard alone.</summary>
    private static async Task AdmitTheNext(ConsolePage proctor, Sitter sitter)
    {
        await proctor.Page.Keyboard.PressAsync("j");
        await proctor.Act("a", "Admit");
        await Expect(sitter.Page.GetByRole(AriaRole.Heading, new() { Name = "Everything is ready" })).ToBeVisibleAsync();
    }

    private static async Task Talk(ConsolePage proctor, Sitter ani)
    {
        await proctor.OpenSession(Ani);
        await proctor.Say("Good morning. Is everything all right?");
        await Expect(ani.Watched.Dock).ToContainTextAsync("1 new");
        await ani.Watched.OpenTalk();
        await Expect(ani.Watched.Said).ToContainTextAsync("Good morning. Is everything all right?");
        await ani.Watched.Say("Yes, thank you.");
        await Expect(proctor.Talk).ToContainTextAsync("Yes, thank you.");
        await ani.Page.Shoot("story-talk");
        await ani.Watched.OpenTalk();
    }

    private static async Task Warn(ConsolePage proctor, Sitter ani)
    {
        var read = ani.Page.WaitForFunctionAsync("() => document.body.innerText.includes('Please put the telephone away.') && Date.now()");
        await proctor.Act("w", "Warn", dialog => dialog.GetByLabel("What the learner reads").FillAsync("Please put the telephone away."));
        AssertPrompt("Warned: on the learner's page", await proctor.OrderedAt(), await MomentOf(read));
        await Expect(ani.Watched.Notices).ToContainTextAsync("Please put the telephone away.");
        await ani.Page.Shoot("story-warning");
        var history = await proctor.History();
        await Expect(history).ToContainTextAsync("1 of 1 reached");
        await Expect(history).ToContainTextAsync("0 confirmed");
        await ani.Watched.Confirm("Warning by the proctor");
        await Expect(history).ToContainTextAsync("1 confirmed");
        await proctor.CloseHistory();
    }

    /// <summary>The board's time is the server's, to the second.</summary>
    private static async Task PauseAndGiveTime(ConsolePage proctor, Sitter ani)
    {
        var hidden = ani.Page.WaitForFunctionAsync("() => !document.querySelector('h2.item-title') && document.body.innerText.includes('The exam is paused') && Date.now()");
        await proctor.Act("p", "Pause", dialog => dialog.GetByLabel("What the learner reads").FillAsync("Somebody is at the door."));
        AssertPrompt("Paused: the questions are hidden", await proctor.OrderedAt(), await MomentOf(hidden));
        await Expect(ani.Page.GetByRole(AriaRole.Heading, new() { Name = "The exam is paused" })).ToBeVisibleAsync();
        await Expect(ani.Watched.Notices).ToContainTextAsync("Somebody is at the door.");
        await Expect(ani.Exam.Heading).ToBeHiddenAsync();
        await Expect(proctor.Cell(Ani)).ToContainTextAsync("Paused");
        await ani.Page.Shoot("story-paused");
        var left = await proctor.SecondsLeft(Ani);
        var since = Stopwatch.StartNew();

        await proctor.Act("t", "Add time", dialog => dialog.GetByLabel("Minutes", new() { Exact = true }).FillAsync("5"));
        await Expect(ani.Watched.Notices).ToContainTextAsync("5 minutes were added to your time");
        await Eventually.True("the clock has had time to go on", () => Task.FromResult(since.Elapsed > TimeSpan.FromSeconds(2)));
        await Eventually.True("five minutes more and not a second less", async () => await proctor.SecondsLeft(Ani) == left + 300);

        await ani.Watched.Confirm("The exam was paused");
        await proctor.Act("r", "Resume");
        await Expect(ani.Exam.Heading).ToBeVisibleAsync();
        Assert.InRange(await ani.Exam.SecondsLeft(), left + 300 - 10, left + 300);
        await Eventually.True("the learner's clock goes on", async () => await ani.Exam.SecondsLeft() < left + 300);
        await ani.Watched.Confirm("5 minutes were added to your time");
    }

    private static async Task LeaveFullscreen(ConsolePage proctor, Sitter ani)
    {
        Assert.True(await ani.Page.EvaluateAsync<bool>("document.fullscreenElement !== null"));
        var flagged = Flagged(proctor, Ani);
        // Under Playwright the Escape key does not do it.
        var left = await ani.Page.EvaluateAsync<long>("() => { const left = Date.now(); document.exitFullscreen(); return left; }");
        AssertPrompt("Fullscreen left: flagged on the board", left, await MomentOf(flagged));
        await Expect(proctor.Cell(Ani)).ToContainTextAsync("Fullscreen left");

        await proctor.Tab("Flags");
        var flag = proctor.Session.GetByRole(AriaRole.Tabpanel);
        await Expect(flag).ToContainTextAsync("Fullscreen was left");
        await Expect(flag).ToContainTextAsync("still lasts");
        await proctor.Page.Shoot("story-flag");
        await ani.Watched.Dock.GetByRole(AriaRole.Button, new() { Name = "Fill the screen" }).ClickAsync();
        await Expect(flag).Not.ToContainTextAsync("still lasts");
    }

    private static async Task Report(ConsolePage proctor)
    {
        await proctor.Board.FocusAsync();
        await proctor.Act("i", "Report irregularity", async dialog =>
        {
            await dialog.GetByLabel("What kind").SelectOptionAsync("learnerBehaviour");
            await dialog.GetByLabel("Moderate").CheckAsync();
            await dialog.GetByLabel("What you saw").FillAsync("A telephone lay on the desk.");
        });
        await Expect(proctor.Session.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("A telephone lay on the desk.");
        await proctor.Page.Shoot("story-report");
    }

    private static async Task<Stopwatch> CutTheLine(Sitter layla)
    {
        await layla.Exam.Write("2");
        await layla.Exam.IsSaved();
        await layla.Page.Context.SetOfflineAsync(true);
        var since = Stopwatch.StartNew();
        await layla.Exam.Next();
        await layla.Exam.Write("4");
        await layla.Exam.IsKept();
        await Expect(layla.Exam.Link).ToContainTextAsync("No connection. Go on");
        return since;
    }

    private async Task MendTheLine(ConsolePage proctor, Sitter layla, Stopwatch cut)
    {
        await proctor.OpenSession(Layla);
        await Expect(proctor.Cell(Layla).Locator(".cell-line")).ToHaveTextAsync(new Regex("^no line for "));
        await Expect(proctor.Stage).ToHaveTextAsync("Working");
        await proctor.Page.Shoot("story-no-line");
        await layla.Page.Shoot("story-offline");
        await Eventually.True("the line was away long enough", () => Task.FromResult(cut.Elapsed >= Cut));
        await Expect(layla.Exam.Heading).ToBeVisibleAsync();

        var left = await layla.Exam.SecondsLeft();
        await layla.Page.Context.SetOfflineAsync(false);
        await layla.Exam.IsSaved();
        await Expect(layla.Exam.Link).ToHaveTextAsync("Connected");
        await Expect(proctor.Cell(Layla).Locator(".cell-line")).ToHaveTextAsync("weak line: lost once so far");

        var ledger = await (await Engine.As("learner2")).Get<Ledger>($"api/sessions/{layla.Session}/ledger");
        var lost = ledger.Spans.Where(span => span.Cause == "lost").Sum(span => span.Ms);
        var credited = ledger.Spans.Where(span => span.Cause == "credited").Sum(span => span.Ms);
        Assert.InRange(TimeSpan.FromMilliseconds(lost), Cut, cut.Elapsed + Unheard);
        Assert.Equal(lost, credited);
        // What was lost is back on the learner's clock, less what has gone since.
        await Eventually.True("the time is given back", async () => await layla.Exam.SecondsLeft() > left + Cut.TotalSeconds - 10);
        await proctor.Tab("Time");
        var time = proctor.Session.GetByRole(AriaRole.Tabpanel);
        await Expect(time).ToContainTextAsync("No connection");
        await Expect(time).ToContainTextAsync("Credited");
        await proctor.Page.Shoot("story-ledger");
    }

    /// <summary>How long three counts take is the computer's; what counts is how soon the board shows what the page has seen then.</summary>
    private async Task LeaveThePicture(ConsolePage proctor, Sitter layla)
    {
        await Expect(proctor.Cell(Layla).Locator(".cell-flags")).ToBeEmptyAsync();
        await StandInCamera.Leave(layla.Page);
        var shown = await MomentOf(Flagged(proctor, Layla));
        var flags = (await (await Engine.As("proctor")).Get<Watch>($"api/rooms/{proctor.Room}/sessions/{layla.Session}")).Flags;
        AssertPrompt("Nobody in the picture: flagged on the board", Assert.Single(flags, flag => flag.Rule == "nobody").From.ToUnixTimeMilliseconds(), shown);
        await Expect(proctor.Cell(Layla)).ToContainTextAsync("Nobody in the picture");
        await proctor.Tab("Timeline");
        await Expect(proctor.Session.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("Nobody in the picture");
        await proctor.Tab("Flags");
        var flag = proctor.Session.GetByRole(AriaRole.Tabpanel);
        await Expect(flag).ToContainTextAsync("Nobody was before the camera");
        await proctor.Page.Shoot("story-nobody");
        await StandInCamera.ComeBack(layla.Page);
        await Expect(flag).Not.ToContainTextAsync("still lasts", new() { Timeout = SlowestCount });
    }

    private async Task HandIn(ConsolePage proctor, Sitter ani, Sitter layla)
    {
        foreach (var (sitter, name) in (IEnumerable<(Sitter, string)>)[(ani, Ani), (layla, Layla)])
        {
            await sitter.Exam.Review();
            await sitter.Exam.Submit();
            await sitter.Exam.HandedIn();
            await Expect(proctor.Cell(name)).ToContainTextAsync("Handed in");
            await Expect(sitter.Page.GetByRole(AriaRole.Heading, new() { Name = "Under review" })).ToBeVisibleAsync();
        }

        await layla.Page.GetByText("Where the time went").ClickAsync();
        await Expect(layla.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Given back for a lost connection" })).ToBeVisibleAsync();
        await layla.Page.Shoot("story-result");
        await proctor.Page.Shoot("story-end");
        var receipt = await (await Engine.As("learner2")).Get<ExamEngine.Contracts.Sessions.Receipt>($"api/sessions/{layla.Session}/receipt");
        Assert.Equal(["2", "4"], receipt.Answers.OrderBy(answer => answer.Item).Select(answer => answer.Value.Text));
    }

    /// <summary>Looked at with every frame: until a flag that counts stands in somebody's cell.</summary>
    private static Task<IJSHandle> Flagged(ConsolePage proctor, string name) => proctor.Page.WaitForFunctionAsync(
        "name => [...document.querySelectorAll('.cell')].some(cell => cell.querySelector('.cell-name').textContent === name && cell.querySelector('.cell-flags').textContent.includes('⚑')) && Date.now()",
        name,
        new() { Timeout = SlowestCount });

    /// <summary>When a page saw what it was to wait for, in milliseconds; all pages and the server have this computer's clock.</summary>
    private static async Task<long> MomentOf(Task<IJSHandle> seen) => await (await seen).JsonValueAsync<long>();

    private static void AssertPrompt(string what, long from, long to)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{what} after {to - from} ms.");
        Assert.True(to - from < Prompt.TotalMilliseconds, $"{what} only after {to - from} ms.");
    }

    private static Task IsPicture(ILocator picture) =>
        Eventually.True("the picture is there", () => picture.EvaluateAsync<bool>("image => image.complete && image.naturalWidth > 0"));

    private sealed record Sitter(IPage Page, Guid Session)
    {
        public WatchedPage Watched { get; } = new(Page);

        public ExamPage Exam { get; } = new(Page);
    }

    private sealed record Ledger(ImmutableArray<LedgerSpan> Spans);

    private sealed record Watch(ImmutableArray<FlagView> Flags);
}
