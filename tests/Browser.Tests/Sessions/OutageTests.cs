namespace Browser.Tests.Sessions;

/// <summary>A part of the way to the server is gone.</summary>
public sealed class OutageTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task Without_the_hub_answers_are_saved_over_plain_HTTP()
    {
        var page = await Open("hubless", hub: false);
        var sitting = new ExamPage(page);

        await Expect(sitting.Link).ToHaveTextAsync("Connected by the slower route");
        await sitting.Write("2");
        await sitting.IsSaved();
        await page.Shoot("outage-fallback");
    }

    [Fact]
    public async Task A_sign_in_that_ends_in_the_middle_is_renewed_in_place_and_nothing_is_lost()
    {
        Complaints.Expect("Failed to load resource.*401");
        var page = await Open("lapsed", hub: false);
        var sitting = new ExamPage(page);
        await page.Context.ClearCookiesAsync();

        await sitting.Write("2");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Please sign in again" });
        await Expect(dialog).ToBeVisibleAsync();
        await page.Shoot("outage-sign-in");
        var caller = await Engine.As("learner");
        await dialog.GetByLabel("Password", new() { Exact = true }).FillAsync(await caller.PasswordOf("learner"));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Expect(dialog).ToBeHiddenAsync();
        await sitting.IsSaved();
        Assert.Equal("2", await sitting.Answer());
    }

    [Fact]
    public async Task Answers_that_could_not_be_sent_leave_as_an_encrypted_file_and_are_taken_later()
    {
        const string words = "unmistakable blue";
        Complaints.Expect("Failed to load resource|WebSocket connection to");
        var page = await Open("late", yaml => yaml
            .Replace("timeLimit: 30m", "timeLimit: 15s", StringComparison.Ordinal).Replace("answer: blue", $"answer: {words}", StringComparison.Ordinal));
        var sitting = new ExamPage(page);
        await page.Context.SetOfflineAsync(true);
        await sitting.Next();
        await sitting.Next();
        await sitting.At("Third");
        await sitting.Write(words);
        await sitting.IsKept();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The time is over" })).ToBeVisibleAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save unsent answers to a file" }).ClickAsync());
        await page.Shoot("outage-unsent");
        var path = await file.PathAsync();
        Assert.DoesNotContain(words, await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        var session = Guid.Parse(page.Url.Split('/')[^1]);

        // From another computer: nothing but the file is there.
        var other = await Visit("learner");
        await Eventually.True("a grade without the answer", async () => await Rows.Attempt(Engine, session) is { Score: 0 });
        await other.GotoAsync($"/result/{session}");
        await other.GetByText("Hand in a file").ClickAsync();
        await other.GetByLabel("Hand-in file").SetInputFilesAsync(path);
        await other.GetByRole(AriaRole.Button, new() { Name = "Hand in this file" }).ClickAsync();
        await Expect(other.GetByText(new Regex("^One answer taken"))).ToBeVisibleAsync();
        await other.Shoot("outage-handed-in");
        Assert.Equal(1, (await Rows.Attempt(Engine, session))?.Score);
    }

    /// <summary>A page at the first question of an exam of its own.</summary>
    private async Task<IPage> Open(string name, Func<string, string>? adjust = null, bool hub = true)
    {
        var exam = await Preparation.Exam(Engine, "small.yaml", adjust: yaml =>
            (adjust?.Invoke(yaml) ?? yaml).Replace("exam: small", $"exam: {name}", StringComparison.Ordinal));
        var learner = await Engine.As("learner");
        var session = await Preparation.Seat(learner, exam);
        var page = await Visit("learner");
        if (hub)
            await page.EndSocketsOffline();
        else
            await page.RouteWebSocketAsync(new Regex("/hubs/"), socket => _ = socket.CloseAsync());
        await new ExamPage(page).Start(session);
        return page;
    }
}
