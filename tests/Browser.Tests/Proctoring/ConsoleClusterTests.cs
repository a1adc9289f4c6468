namespace Browser.Tests.Proctoring;

/// <summary>The web process that a proctor's console hangs on is killed. The page is left alone.</summary>
[Collection(OnACluster.Name)]
public sealed class ConsoleClusterTests(Chromium chromium, SharedEngine shared, EngineCluster cluster) : BrowserTest(chromium, shared)
{
    private const string Exam = "watched", Eve = "Learner eve";

    /// <summary>Notes every word that the page says about its line.</summary>
    private const string Watch =
        """
        () => {
          window.said = [];
          new MutationObserver(() => window.said.push(document.querySelector('.pill').textContent))
            .observe(document.querySelector('.console-head'), { subtree: true, childList: true, characterData: true });
        }
        """;

    [Fact]
    public async Task A_console_whose_web_process_is_killed_is_back_by_itself_and_has_missed_nothing()
    {
        Complaints.Expect("Failed to load resource|WebSocket connection to");
        await cluster.Desk.Exam(Exam, ["eve"]);
        using var learner = await cluster.Desk.SignIn("eve");
        await using var eve = await WatchedSitter.Start(learner, Exam);
        await cluster.Desk.Account("pat", "Pat Moreau", "proctor");
        var room = await cluster.Desk.Watch(Exam, "pat");
        var page = await Visit(cluster.Address, await cluster.Desk.SignInStaff("pat"));
        var proctor = new ConsolePage(page);
        await proctor.Open(room);
        await proctor.OpenSession(Eve);
        await proctor.Tab("Timeline");
        await page.EvaluateAsync(Watch);

        // One of the two has the console's line; which, nobody can say from outside.
        var (lost, flags) = (false, 0);
        foreach (var web in (string[])["web-1", "web-2"])
        {
            await page.EvaluateAsync("() => { window.said.length = 0; }");
            var replaced = cluster.Kill(web);
            // While the console is away, through the process that is left.
            await Noticed(eve, "pasted");
            await Noticed(eve, "printed");
            flags += 2;
            await Expect(proctor.Cell(Eve).Locator(".cell-flags")).ToHaveTextAsync($"⚑ {flags}");
            var timeline = proctor.Session.GetByRole(AriaRole.Tabpanel);
            await Expect(timeline.Locator(".entry-signal").Filter(new() { HasText = "Pasted" })).ToHaveCountAsync(flags / 2);
            await Expect(timeline.Locator(".entry-signal").Filter(new() { HasText = "Printing asked for" })).ToHaveCountAsync(flags / 2);
            // At once, whatever is left of the two: the page sees to it that it goes.
            await proctor.Board.FocusAsync();
            await proctor.Act("m", "Message", dialog => dialog.GetByLabel("What the learner reads").FillAsync($"Is {web} back?"));
            await replaced;
            await Expect(proctor.Line).ToHaveTextAsync("Live");
            lost |= (await page.EvaluateAsync<string[]>("() => window.said")).Any(word => word != "Live");
            await page.Shoot($"console-{web}");
            if (lost)
                break;
        }

        Assert.True(lost, "No process that was killed had the console's line.");
        await proctor.Tab("Talk");
        await proctor.Say("Are you there?");
        await Expect((await proctor.History()).GetByText("Message", new() { Exact = true }).First).ToBeVisibleAsync();
    }

    /// <summary>As a page does it: again, until it is acknowledged.</summary>
    private static Task Noticed(WatchedSitter sitter, string kind)
    {
        var report = sitter.Report(kind);
        return Eventually.True($"{kind} is acknowledged", async () =>
        {
            try
            {
                return (await sitter.Send(report)).LastSeq >= report.Seq;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }
}
