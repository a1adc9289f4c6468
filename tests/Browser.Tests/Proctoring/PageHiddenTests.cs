namespace Browser.Tests.Proctoring;

/// <summary>A learner who puts another tab before the exam, in a browser that tells its pages the truth about it.</summary>
public sealed class PageHiddenTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task A_page_out_of_sight_is_flagged_while_it_is_and_no_longer()
    {
        const string name = "Անի Պետրոսյան";
        var exam = await Preparation.Exam(Engine, "watched.yaml", adjust: yaml => yaml
            .Replace("exam: watched", "exam: hidden", StringComparison.Ordinal)
            .Replace("admit: policy", "admit: policy, rules: [{ id: hidden, title: The page was out of sight, lasting: page-hidden, atLeast: 0s, severity: 0.5 }]", StringComparison.Ordinal));
        var learner = await Engine.As("learner");
        var session = await Preparation.Seat(learner, exam);
        await using var browser = await BareChromium.Start();
        var tab = await browser.Open(new Uri(Engine.Address, $"session/{session}"), learner.Cookies);
        await tab.Press("Go on");
        var proctor = new ConsolePage(await Visit("proctor"));
        await proctor.Open(await Preparation.Watch(Engine, exam));
        await tab.Press("I have read this and agree to all of it", of: "input");
        await tab.Press("Agree and go on");
        await tab.Press("Start");
        await Expect(proctor.Cell(name)).ToContainTextAsync("Working");
        await proctor.OpenSession(name);
        await proctor.Tab("Flags");
        var flags = proctor.Session.GetByRole(AriaRole.Tabpanel);
        await Expect(flags).ToContainTextAsync("No flags.");

        await browser.Open(new Uri("about:blank"));
        await Expect(proctor.Cell(name)).ToContainTextAsync("Page out of sight");
        await Expect(flags).ToContainTextAsync("The page was out of sight");
        await Expect(flags).ToContainTextAsync("still lasts");
        await proctor.Page.Shoot("hidden");
        await tab.Show();
        await Expect(flags).Not.ToContainTextAsync("still lasts");
        await proctor.Tab("Timeline");
        // What else was so at that moment, for whoever judges it.
        await Expect(proctor.Session.GetByRole(AriaRole.Tabpanel).Locator(".entry-signal").Filter(new() { HasText = "page out of sight" }).First).ToBeVisibleAsync();
        await proctor.Page.Shoot("hidden-timeline");
    }
}
