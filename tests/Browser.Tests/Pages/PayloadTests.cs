using System.Collections.Concurrent;

namespace Browser.Tests.Pages;

/// <summary>What comes over the line until the first question is shown, to a browser that has been here never before.</summary>
public sealed class PayloadTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private const int Budget = 90 * 1024;

    [Fact]
    public async Task The_first_question_is_shown_within_90_KB_and_KaTeX_comes_with_mathematics_alone()
    {
        // A home page of one's own: the exams that other tests bring to the shared server would be counted.
        var engine = await OwnEngine();
        var loaded = await Load(engine, "small.yaml");

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', loaded.Select(file => $"{file.Size,8} {file.Address}")));
        Assert.DoesNotContain(loaded, IsKatex);
        Assert.InRange(loaded.Sum(file => file.Size), 1, Budget);
        Assert.Contains(await Load(engine, "kinds.yaml"), IsKatex);
    }

    /// <returns>Everything that came, from the home page to the first question.</returns>
    private async Task<IReadOnlyCollection<Loaded>> Load(EngineProcess engine, string file)
    {
        var exam = await Preparation.Exam(engine, file, "learner2", yaml => Regex.Replace(yaml, "^exam: ", "exam: payload-"));
        var learner = await engine.As("learner2");
        var session = await Preparation.Seat(learner, exam);
        var page = await Visit("learner2", engine);
        var loaded = new ConcurrentQueue<Loaded>();
        var addresses = new Dictionary<string, string>();
        var line = await page.Context.NewCDPSessionAsync(page);
        line.Event("Network.requestWillBeSent").OnEvent += (_, e) =>
            addresses[e?.GetProperty("requestId").GetString() ?? ""] = e?.GetProperty("request").GetProperty("url").GetString() ?? "";
        line.Event("Network.loadingFinished").OnEvent += (_, e) =>
            loaded.Enqueue(new(addresses[e?.GetProperty("requestId").GetString() ?? ""], e?.GetProperty("encodedDataLength").GetDouble() ?? 0));
        await line.SendAsync("Network.enable");

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new($"^Go on with the exam ?: {(file == "small.yaml" ? "A small exam" : "Every kind")}") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(new ExamPage(page).Heading).ToBeVisibleAsync();
        if (file != "small.yaml")
            await Expect(page.Locator(".item .katex").First).ToBeVisibleAsync();
        await Expect(new ExamPage(page).Link).ToHaveTextAsync("Connected");
        Assert.Contains(session.ToString(), page.Url, StringComparison.Ordinal);
        return loaded;
    }

    private static bool IsKatex(Loaded file) => file.Address.Contains("katex", StringComparison.OrdinalIgnoreCase);

    /// <param name="Size">Bytes on the line, headers included.</param>
    private sealed record Loaded(string Address, double Size);
}
