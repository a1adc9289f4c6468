using ExamEngine.Contracts.Sessions;

namespace Browser.Tests.Sessions;

/// <summary>The processes of a cluster are killed under a learner's hands, one after the other. The page is left alone.</summary>
[Collection(OnACluster.Name)]
public sealed class ClusterTests(Chromium chromium, SharedEngine shared, EngineCluster cluster) : BrowserTest(chromium, shared)
{
    private const string Exam = "cluster";

    /// <summary>Notes every word that the page shows about what has become of an answer.</summary>
    private const string Watch =
        """
        () => {
          window.shown = [];
          new MutationObserver(() => window.shown.push(...Array.from(document.querySelectorAll('.save'), state => state.textContent)))
            .observe(document.body, { subtree: true, childList: true, characterData: true });
        }
        """;

    [Fact]
    public async Task Any_process_killed_under_a_learners_hands_costs_nothing()
    {
        Complaints.Expect("Failed to load resource|WebSocket connection to");
        await cluster.Desk.Exam(Exam, ["ada"]);
        using var learner = await cluster.Desk.SignIn("ada");
        var session = await Preparation.Seat(learner, Exam);
        var page = await Visit(cluster.Address, learner);
        var sitting = new ExamPage(page);
        await sitting.Start(session);
        await Expect(sitting.Link).ToHaveTextAsync("Connected");
        await page.EvaluateAsync(Watch);

        var kept = new List<string>();
        foreach (var process in cluster.Processes)
        {
            await page.EvaluateAsync("() => { window.shown.length = 0; }");
            var replaced = cluster.Kill(process);
            await sitting.Write(process);
            await sitting.IsSaved();
            if ((await page.EvaluateAsync<string[]>("() => window.shown")).Any(ExamPage.Kept.IsMatch))
                kept.Add(process);
            await replaced;
            await Expect(sitting.Link).ToHaveTextAsync("Connected");
            if (process != cluster.Processes.Last())
                await sitting.Next();
        }

        await page.Shoot("cluster");
        // A page cannot notice the death of a web process that it did not go by, and may be back before the answer is written; without the proxy it has no way at all.
        Assert.Contains("proxy", kept);

        await sitting.Review();
        await sitting.Submit();
        await sitting.HandedIn();
        var receipt = await learner.Get<Receipt>($"api/sessions/{session}/receipt");
        Assert.Equal(cluster.Processes, receipt.Answers.OrderBy(answer => answer.Item).Select(answer => answer.Value.Text));
    }
}
