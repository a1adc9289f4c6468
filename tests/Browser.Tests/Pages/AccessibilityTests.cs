using System.Text.Json.Nodes;
using ExamEngine.Contracts.Grading;

namespace Browser.Tests.Pages;

/// <summary>Every page, by axe's rules, in light and dark, and on a narrow screen.</summary>
public sealed class AccessibilityTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task The_doors_are_for_everybody()
    {
        Complaints.Expect("401|404");
        var page = await Visit();
        await page.GotoAsync("/");
        await page.GetByLabel("User name").FillAsync("nobody");
        await Look.At(page, "page-sign-in");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page.GetByText("The user name or the password is not right.")).ToBeVisibleAsync();
        await Look.At(page, "page-sign-in-wrong");

        await page.GotoAsync($"/v/{Guid.NewGuid()}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No such credential" })).ToBeVisibleAsync();
        await Look.At(page, "page-verify-unknown");
    }

    [Fact]
    public async Task The_learners_and_the_graders_pages_are_for_everybody()
    {
        await Preparation.Exam(Engine, "kinds.yaml");
        var page = await Visit("learner");
        await page.GotoAsync("/");
        var briefing = page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Read the briefing ?: Every kind of question$") });
        await Expect(briefing).ToBeVisibleAsync();
        await Look.At(page, "page-home");
        await briefing.ClickAsync();
        await Expect(page.GetByText("This device is ready")).ToBeVisibleAsync();
        await Look.At(page, "page-briefing");
        await page.GetByLabel("I have read the honour code").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to the start page" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Everything is ready" })).ToBeVisibleAsync();
        await Look.At(page, "page-ready");
        var session = Guid.Parse(page.Url.Split('/')[^1]);

        await SitAndLook(page);
        await MarkAndLook();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Passed", Exact = true })).ToBeVisibleAsync();
        await Look.At(page, "page-result");

        var learner = await Engine.As("learner");
        var result = await learner.Get<ResultView>($"api/sessions/{session}/result");
        await page.GotoAsync($"/v/{result.CredentialId}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This credential is valid" })).ToBeVisibleAsync();
        await Look.At(page, "page-verify");

        await LookAtWhatStandsNoMore(page, "revoked", "This credential has been revoked");
        await LookAtWhatStandsNoMore(page, "superseded", "Another credential took the place of this one");
    }

    [Fact]
    public async Task An_exam_in_Arabic_reads_from_right_to_left()
    {
        var exam = await Preparation.Exam(Engine, "arabic.yaml");
        var learner = await Engine.As("learner");
        var session = await Preparation.Seat(learner, exam);
        var page = await Visit("learner");
        var sitting = new ExamPage(page);
        await sitting.Start(session);
        await Expect(page.Locator(".item .katex").First).ToBeVisibleAsync();

        await Expect(sitting.Stem).ToHaveCSSAsync("direction", "rtl");
        await Expect(sitting.Stem).ToHaveAttributeAsync("lang", "ar");
        await Expect(page.Locator("label.choice .markup").First).ToHaveCSSAsync("direction", "rtl");
        await Expect(page.Locator(".item .math").First).ToHaveCSSAsync("direction", "ltr");
        await Look.At(page, "page-arabic");
        await sitting.Next();
        await sitting.Write("لأن الخدمة مشتركة.");
        await sitting.IsSaved();
        await Expect(sitting.Text()).ToHaveCSSAsync("direction", "rtl");
        await Look.At(page, "page-arabic-essay");
    }

    /// <summary>The page of a credential whose standing is another than the server says.</summary>
    private static async Task LookAtWhatStandsNoMore(IPage page, string standing, string title)
    {
        const string credential = "**/api/credentials/*";
        await page.RouteAsync(credential, async route =>
        {
            var answer = await route.FetchAsync();
            var view = JsonNode.Parse(await answer.TextAsync())!;
            (view["standing"], view["revokedAt"], view["revokedFor"]) = (standing, view["issuedAt"]!.DeepClone(), standing == "revoked" ? "award" : standing);
            view["supersededBy"] = standing == "superseded" ? view["id"]!.DeepClone() : null;
            await route.FulfillAsync(new() { Response = answer, Body = view.ToJsonString() });
        });
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        await Look.At(page, $"page-verify-{standing}");
        await page.UnrouteAsync(credential);
    }

    private static async Task SitAndLook(IPage page)
    {
        var sitting = new ExamPage(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator(".item .katex").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = ExamPage.Option("a^2 + b^2 = c^2") }).CheckAsync();
        await sitting.IsSaved();
        await Look.At(page, "page-exam");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the whole section" }).ClickAsync();
        await Expect(page.Locator(".item")).ToHaveCountAsync(6);
        foreach (var (field, text) in new[] { (2, "3 cm"), (3, "green"), (6, "Arrivals are random and servers are shared.") })
        {
            await sitting.Write(text, field);
            await sitting.IsSaved(field);
        }

        await Look.At(page, "page-exam-whole");
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).ClickAsync();
        await Look.At(page, "page-help");
        await page.Keyboard.PressAsync("Escape");
        await sitting.Review();
        await Look.At(page, "page-submit");
        await sitting.Submit();
        await sitting.HandedIn();
        await Look.At(page, "page-receipt");
    }

    private async Task MarkAndLook()
    {
        var page = await Visit("grader");
        await page.GotoAsync("/staff");
        var link = page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Mark Every kind of question") });
        await Expect(link).ToBeVisibleAsync();
        await Look.At(page, "page-queue");
        await link.ClickAsync();
        await Expect(page.GetByLabel("Points")).ToBeVisibleAsync();
        await Look.At(page, "page-marking");
        await page.GetByLabel("Points").FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and next" }).ClickAsync();
        await Expect(page.GetByText("Every response of this attempt is marked.").First).ToBeVisibleAsync();
    }
}
