using System.Net.Mime;
using System.Text;

namespace Browser.Tests.Pages;

/// <summary>A window from its planning to its opening, by the pages that staff and learners have.</summary>
public sealed class WindowTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task Staff_plan_a_window_fill_it_change_it_and_cancel_it()
    {
        var exam = await Exam("planned");
        var page = await Visit("staff");
        await page.GotoAsync("/staff/windows");
        await page.GetByRole(AriaRole.Link, new() { Name = "Plan a window" }).ClickAsync();
        await Button(page, "Plan it").ClickAsync();
        await Expect(page.GetByText("Please fill this in.")).ToHaveCountAsync(4);
        await Look.At(page, "page-window-plan");
        await page.GetByLabel("Exam id").FillAsync(exam);
        await page.GetByLabel("Title").FillAsync("Spring sitting");
        await page.GetByLabel("Time zone").SelectOptionAsync("Asia/Yerevan");
        await page.GetByLabel("Opens").FillAsync("2044-05-03T10:00");
        await page.GetByLabel("Closes").FillAsync("2044-05-03T14:30");
        await page.GetByLabel("Capacity").FillAsync("2");
        await Expect(page.GetByText("06:00 UTC")).ToBeVisibleAsync();
        await Button(page, "Plan it").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Spring sitting" })).ToBeVisibleAsync();
        await Expect(State(page)).ToHaveTextAsync("Planned");
        await Look.At(page, "page-window-planned");

        await AddSeats(page);
        await Look.At(page, "page-window-seats");
        await Button(page, "Change").ClickAsync();
        await page.GetByLabel("Capacity").FillAsync("1");
        await Button(page, "Save the change").ClickAsync();
        await Expect(page.GetByText("There cannot be fewer seats than now.")).ToBeVisibleAsync();
        await page.GetByLabel("Capacity").FillAsync("5");
        await Button(page, "Save the change").ClickAsync();
        await Expect(page.GetByText("2 seats of 5 taken.")).ToBeVisibleAsync();
        await Seat(page, "demo-2").GetByRole(AriaRole.Button).ClickAsync();
        await Button(page, "Release the seat").ClickAsync();
        await Expect(Seat(page, "demo-2")).ToContainTextAsync("Seat released");

        await Button(page, "Cancel this window…").ClickAsync();
        await page.GetByLabel("Yes, take this seat away").CheckAsync();
        await Look.At(page, "page-window-cancel");
        await Button(page, "Cancel the window").ClickAsync();
        await Expect(State(page)).ToHaveTextAsync("Cancelled");
        await page.GetByRole(AriaRole.Link, new() { Name = "All windows" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Spring sitting" })).ToBeVisibleAsync();
        await Look.At(page, "page-windows");
    }

    [Fact]
    public async Task A_window_opens_by_itself_before_the_learners_eyes()
    {
        var exam = await Exam("opening");
        var staff = await Engine.As("staff");
        var opens = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(45);
        await staff.Put("api/windows/opening", new { examId = exam, title = "Opening", opens, closes = opens.AddHours(2), capacity = 10 });
        await staff.Post<SeatsTaken>("api/windows/opening/seats", new { commandId = Guid.NewGuid(), seats = new[] { new { learnerId = "demo-1" } } });
        var learner = await Engine.As("learner");
        await Eventually.True("the exam among the learner's", () => learner.Finds($"api/exams/{exam}/briefing"));

        var duty = await Visit("staff");
        await duty.GotoAsync("/staff/windows/opening");
        await Expect(State(duty)).ToHaveTextAsync("Planned");
        var page = await Visit("learner");
        await page.GotoAsync($"/exam/{exam}");
        await Expect(page.Locator(".countdown")).ToContainTextAsync("Opens in");
        var begin = Button(page, "Continue to the start page");
        await Expect(begin).ToBeDisabledAsync();
        await Look.At(page, "page-briefing-early");

        await Expect(begin).ToBeEnabledAsync(new() { Timeout = 60_000 });
        Assert.True(DateTimeOffset.UtcNow >= opens);
        await begin.ClickAsync();
        await Button(page, "Start").ClickAsync();
        await Expect(new ExamPage(page).Heading).ToBeVisibleAsync();
        await Expect(State(duty)).ToHaveTextAsync("Open");
        await Expect(duty.GetByText("One learner is sitting")).ToBeVisibleAsync();
        await Look.At(duty, "page-window-open");
    }

    private static async Task AddSeats(IPage page)
    {
        await page.Locator("summary").ClickAsync();
        var ids = page.GetByLabel("Learner ids, one a line");
        await ids.FillAsync("demo-1, 150\nno id");
        await Expect(page.GetByText("One line is not right. Nothing is taken.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Give ") })).ToBeDisabledAsync();
        await Look.At(page, "page-window-bad-line");
        await ids.FillAsync("demo-1, 150\nnobody");
        await Button(page, "Give 2 seats").ClickAsync();
        await Expect(page.GetByText("nobody: There is no such learner.")).ToBeVisibleAsync();
        await Expect(Seat(page, "demo-1")).ToContainTextAsync("150 %");

        await page.GetByLabel("From a file").CheckAsync();
        await page.GetByLabel("CSV file").SetInputFilesAsync(new FilePayload
        {
            Name = "seats.csv",
            MimeType = MediaTypeNames.Text.Csv,
            Buffer = Encoding.UTF8.GetBytes("learner_id\ndemo-2\n"),
        });
        await Button(page, "Give one seat").ClickAsync();
        await Expect(Seat(page, "demo-2")).ToContainTextAsync("Seated");
    }

    /// <summary>An exam of the test's own, for which the first learner is registered by nothing but a seat.</summary>
    private Task<string> Exam(string name) =>
        Preparation.Exam(Engine, "small.yaml", "learner2", yaml => yaml.Replace("exam: small", $"exam: window-{name}", StringComparison.Ordinal));

    private static ILocator State(IPage page) => page.Locator("#status-state");

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Seat(IPage page, string learner) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = learner });

    private sealed record SeatsTaken(int Taken, int Known);
}
