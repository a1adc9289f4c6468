namespace Browser.Tests.Proctoring;

/// <summary>The proctor's page over the real engine.</summary>
public sealed class ConsoleTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private const string Watched = "proctored: true\nproctoring: { camera: false, microphone: false, screen: false, fullscreen: false, admit: proctor }\nreview:";

    [Fact]
    public async Task A_proctor_sees_who_checks_in_on_the_board_and_opens_them()
    {
        var exam = await Preparation.Exam(Engine, "small.yaml", adjust: yaml => yaml.Replace("exam: small", "exam: console").Replace("review:", Watched));
        var learner = await Engine.As("learner");
        var session = await Preparation.Seat(learner, exam);
        await learner.Post<object>($"api/sessions/{session}/check-in", new { commandId = Guid.NewGuid(), device = Guid.NewGuid() });
        await Preparation.Watch(Engine, exam);

        var page = await Visit("proctor");
        await page.GotoAsync("/proctor");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Open the board of room 1, A small exam") }).ClickAsync();
        var cell = page.GetByRole(AriaRole.Option);
        await Expect(cell).ToHaveCountAsync(1);
        await Expect(cell).ToContainTextAsync("Checking in");
        await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await Look.At(page, "page-board");

        await cell.ClickAsync();
        await Expect(page.GetByText("Missing for the check-in: consent")).ToBeVisibleAsync();
        await page.GetByLabel("Write to the learner").FillAsync("Good morning.");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Talk" })).ToContainTextAsync("Good morning.");
        await Look.At(page, "page-board-open");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("m");
        await Expect(page.GetByText("Goes to one session.")).ToBeVisibleAsync();
        await Look.At(page, "page-board-act");
    }

    [Fact]
    public async Task Whoever_watches_no_room_gets_none_and_a_learner_gets_no_page()
    {
        Complaints.Expect("403|404");
        var page = await Visit("learner2");
        await page.GotoAsync("/proctor");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This account watches no exams" })).ToBeVisibleAsync();
    }
}
