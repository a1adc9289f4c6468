namespace Browser.Tests.Pages;

/// <summary>Windows that learners choose, and what staff have of programs, credentials and learners, in every way that people may have to look at them.</summary>
public sealed class ProgramPagesTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task A_learner_chooses_a_window_and_finds_the_page_again()
    {
        var exam = await Preparation.Exam(Engine, "small.yaml", "learner2", yaml => yaml.Replace("exam: small", "exam: chosen", StringComparison.Ordinal));
        var staff = await Engine.As("staff");
        foreach (var (window, days) in (IEnumerable<(string, int)>)[("chosen-soon", 30), ("chosen-later", 60)])
        {
            var opens = DateTimeOffset.UtcNow.AddDays(days);
            await staff.Put($"api/windows/{window}", new { examId = exam, title = $"Sitting {window}", opens, closes = opens.AddHours(2), capacity = 10 });
            await staff.Put($"api/windows/{window}/registration", new { endsBeforeMinutes = 60, changeBeforeMinutes = 60, offerMinutes = 60 });
        }

        var page = await Visit("learner");
        await page.GotoAsync($"/windows/{exam}");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Register ?: Sitting chosen-soon$") }).ClickAsync();
        await Expect(page.GetByText("You have a seat", new() { Exact = true })).ToBeVisibleAsync();
        await Look.At(page, "page-windows-choose");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Change to this window ?: Sitting chosen-later$") })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Staff_find_programs_credentials_and_learners()
    {
        await Preparation.Exam(Engine, "small.yaml");
        var page = await Visit("staff");
        await page.GotoAsync("/staff/programs");
        await page.GetByRole(AriaRole.Link, new() { Name = "Supply Chain Management" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at everybody" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Preview of version 1") })).ToBeVisibleAsync();
        await Look.At(page, "page-program");

        await page.GetByRole(AriaRole.Link, new() { Name = "Credentials", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is held" })).ToBeVisibleAsync();
        var program = page.GetByRole(AriaRole.Link, new() { Name = "Supply Chain Management" });
        await Expect(program).ToBeVisibleAsync();
        await Look.At(page, "page-credentials");
        await program.ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).First.FillAsync("Prof. Ada Byron");
        var sample = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Get a sample (PDF)" }).ClickAsync());
        Assert.Equal("sample.pdf", sample.SuggestedFilename);
        await Look.At(page, "page-template");

        await page.GetByRole(AriaRole.Link, new() { Name = "Learners", Exact = true }).ClickAsync();
        await page.GetByLabel("Learner’s id").FillAsync("demo-1");
        await page.GetByLabel("Exam’s id").First.FillAsync("scm-inventory");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^The learner may") })).ToBeVisibleAsync();
        await Look.At(page, "page-learners");
    }
}
