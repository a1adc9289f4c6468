using ExamEngine.Contracts.Proctoring;

namespace Browser.Tests.Proctoring;

/// <summary>What becomes of a session that something was noticed in, on the pages of everybody who has to do with it. The days between pass by the server's clock.</summary>
public sealed class ReviewStoryTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private const string Exam = "reviewed", Ada = "Learner ada", Flag = "Text was pasted", Incident = "Learner: behaviour";

    private static readonly (string UserName, string Name)[] Reviewers = [("rita", "Rita Sousa"), ("otto", "Otto Brandt"), ("tess", "Tess Adeyemi"), ("zoe", "Zoé Laurent")];

    [Fact]
    public async Task A_credential_waits_for_the_finding_goes_with_it_and_comes_back_with_the_appeal()
    {
        await using var engine = await TurnedEngine.Start();
        await engine.Desk.Exam(Exam, ["ada"], yaml => yaml.Replace("exam: watched", $"exam: {Exam}", StringComparison.Ordinal), file: "watched");
        foreach (var (userName, name) in Reviewers)
            await engine.Desk.Account(userName, name, "staff");
        await engine.Desk.Account("pat", "Pat Moreau", "proctor");
        var session = await Sit(engine);

        var learner = await Learner(engine, session, "Under review");
        await Expect(learner.GetByRole(AriaRole.Heading, new() { Name = "Your session is being reviewed" })).ToBeVisibleAsync();
        await NoCredential(learner);
        await Look.At(learner, "review-looking");

        await Conclude(await Reviewer(engine, "rita", look: true), "Score void", "Both are to be seen on the timeline.", (Flag, "Confirm"), (Incident, "Confirm"));
        var otto = await Reviewer(engine, "otto");
        await Conclude(otto, "Warning", "A habit, I think.", (Flag, "Dismiss"), (Incident, "Confirm"));
        await Expect(otto.GetByText("Agreement of the first two (Cohen’s kappa): 0")).ToBeVisibleAsync();
        await Look.At(otto, "review-disagree");
        await Conclude(await Reviewer(engine, "tess"), "Score void", "The answer came with the paste.", (Flag, "Confirm"), (Incident, "Confirm"));

        engine.Clock.Forward(TimeSpan.FromDays(4));
        learner = await Learner(engine, session, "Under review");
        await Expect(learner.GetByRole(AriaRole.Heading, new() { Name = "You may answer" })).ToBeVisibleAsync();
        await Expect(learner.Locator(".review-clock")).ToContainTextAsync("(in 23 hours)");
        await NoCredential(learner);
        await Look.At(learner, "review-asked");
        await Say(learner, "Your answer", "I pasted what I had cut from the line above.", "Send the answer");
        await Expect(learner.GetByText("Your answer is there.")).ToBeVisibleAsync();

        var rita = await Reviewer(engine, "rita");
        await Expect(rita.GetByText("I pasted what I had cut from the line above.")).ToBeVisibleAsync();
        await Decide(rita, "Score void", "It was not on the line above.", "Make the finding");
        await Expect(rita.GetByText("Finding in force, by Rita Sousa")).ToBeVisibleAsync();

        engine.Clock.Forward(TimeSpan.FromDays(13));
        learner = await Learner(engine, session, "Score void");
        await Expect(learner.GetByRole(AriaRole.Heading, new() { Name = "Finding: Score void" })).ToBeVisibleAsync();
        await NoCredential(learner);
        await Look.At(learner, "review-found");
        await Say(learner, "Your appeal", "Please look at what I wrote before.", "Send the appeal");
        await Expect(learner.GetByText("Somebody who had no part in the finding decides your appeal")).ToBeVisibleAsync();

        engine.Clock.Forward(TimeSpan.FromDays(15));
        var overdue = await Reviewer(engine, "rita");
        await Eventually.True("the appeal is overdue", async () =>
        {
            await overdue.ReloadAsync();
            await Expect(overdue.Locator(".review-state")).ToBeVisibleAsync();
            return await overdue.Locator(".review-state").GetByText("overdue").CountAsync() > 0;
        });
        await Expect(overdue.GetByText("Somebody who had no part in it before decides this.")).ToBeVisibleAsync();
        learner = await Learner(engine, session, "Score void");
        await Expect(learner.GetByText("Your appeal is waiting longer than it should.")).ToBeVisibleAsync();

        var zoe = await Reviewer(engine, "zoe");
        await Decide(zoe, "Cleared", "The line above had it.", "Decide");
        await Expect(zoe.GetByText("Finding in force, by Zoé Laurent")).ToBeVisibleAsync();
        await Look.At(zoe, "review-settled");
        learner = await Learner(engine, session, "Passed");
        await learner.GetByRole(AriaRole.Link, new() { Name = "Verification page" }).ClickAsync();
        await Expect(learner.GetByRole(AriaRole.Heading, new() { Name = "This credential is valid" })).ToBeVisibleAsync();
        await learner.Shoot("review-credential");

        // Something more turns up: it is looked at, and what was given stands until a person finds otherwise.
        await Report(engine, session, "Found on the recording.");
        await Reopened(learner, session);
        await Expect(learner.Locator("#outcome-title")).ToHaveTextAsync("Passed");
        await learner.GetByText("What the review had come to before").ClickAsync();
        await Expect(learner.GetByText("Please look at what I wrote before.")).ToBeVisibleAsync();
        await Look.At(learner, "review-again");
        await Look.At(await Reviewer(engine, "otto"), "review-judge-again");
    }

    private static async Task Reopened(IPage learner, Guid session) => await Eventually.True("the review goes on", async () =>
    {
        await learner.GotoAsync($"/result/{session}");
        await Expect(learner.Locator("#review-title")).ToBeVisibleAsync();
        return await learner.GetByText("Something more was reported").CountAsync() > 0;
    });

    /// <summary>Everything right, with a line that was cut out and pasted, and a proctor who reports something.</summary>
    private async Task<Guid> Sit(TurnedEngine engine)
    {
        var ada = await engine.Desk.SignIn("ada");
        await Eventually.True("the exam in the catalogue", () => ada.Finds($"api/exams/{Exam}/briefing"));
        var session = await Preparation.Seat(ada, Exam);
        var page = await Visit(engine.Address, ada);
        var (watched, sitting) = (new WatchedPage(page), new ExamPage(page));
        await page.GotoAsync($"/session/{session}");
        await watched.CheckDevice();
        await watched.Consent();
        await watched.Start();
        await sitting.Write("2");
        foreach (var keys in (string[])["Control+A", "Control+X", "Control+V"])
            await sitting.Text().PressAsync(keys);
        await sitting.Text().BlurAsync();
        await sitting.IsSaved();
        Assert.Equal("2", await sitting.Answer());
        await sitting.Next();
        await sitting.Write("4");
        await sitting.IsSaved();

        await Report(engine, session, "Looked at something beside the screen.");
        await sitting.Review();
        await sitting.Submit();
        await sitting.HandedIn();
        return session;
    }

    private static async Task Report(TurnedEngine engine, Guid session, string text)
    {
        var room = await engine.Desk.Watch(Exam, "pat");
        var pat = await engine.Desk.SignInStaff("pat");
        await pat.Post<ActProgress>($"api/rooms/{room}/acts", new
        {
            id = Guid.NewGuid(),
            kind = ActKind.Report,
            sessions = new[] { session },
            reason = "behaviour",
            text,
            irregularity = "learnerBehaviour",
            gravity = "serious",
        });
    }

    /// <summary>The learner's page of the result, on a computer that has the server's day; the sign-in of days ago is over.</summary>
    /// <param name="outcome">What it comes to, once the news of the review are there.</param>
    private async Task<IPage> Learner(TurnedEngine engine, Guid session, string outcome)
    {
        var page = await Open(engine, await engine.Desk.SignIn("ada"));
        await Eventually.True($"the outcome is {outcome}", async () =>
        {
            await page.GotoAsync($"/result/{session}");
            return await page.Locator("#outcome-title").InnerTextAsync() == outcome;
        });
        return page;
    }

    /// <summary>A reviewer's page of the one review there is, from the list.</summary>
    private async Task<IPage> Reviewer(TurnedEngine engine, string userName, bool look = false)
    {
        var page = await Open(engine, await engine.Desk.SignInStaff(userName));
        await page.GotoAsync("/staff/reviews");
        await page.GetByLabel("State").SelectOptionAsync("all");
        var link = page.GetByRole(AriaRole.Link, new() { Name = Ada });
        await Expect(link).ToBeVisibleAsync();
        if (look)
            await Look.At(page, "review-list");
        await link.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Review: ") })).ToBeVisibleAsync();
        if (!look)
            return page;
        // What the learner had before them last, as they had answered it, and where the time went.
        await page.GetByLabel("Time in the session").PressAsync("End");
        await Expect(page.Locator(".replay-item")).ToContainTextAsync("What is two and two?");
        await Expect(page.Locator(".replay-item .written")).ToHaveTextAsync("4");
        await Expect(page.Locator(".ledger-sums")).ToContainTextAsync("Working");
        await Look.At(page, "review-judge");
        return page;
    }

    private async Task<IPage> Open(TurnedEngine engine, Caller caller)
    {
        var page = await Visit(engine.Address, caller);
        await engine.Clock.Set(page);
        return page;
    }

    private static async Task Conclude(IPage reviewer, string finding, string reason, params (string Subject, string Judgement)[] judgements)
    {
        foreach (var (subject, judgement) in judgements)
        {
            var button = reviewer.GetByRole(AriaRole.Group, new() { Name = $"Your judgement: {subject}" }).GetByRole(AriaRole.Button, new() { Name = judgement });
            await button.ClickAsync();
            await Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
        }

        await Decide(reviewer, finding, reason, "Conclude");
    }

    private static async Task Decide(IPage reviewer, string finding, string reason, string button)
    {
        await reviewer.GetByLabel(finding, new() { Exact = true }).CheckAsync();
        await reviewer.GetByLabel("Reason").FillAsync(reason);
        await reviewer.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(reviewer.GetByRole(AriaRole.Button, new() { Name = button, Exact = true })).ToBeHiddenAsync();
        await Expect(reviewer.GetByText(reason).First).ToBeVisibleAsync();
    }

    private static async Task Say(IPage learner, string label, string words, string button)
    {
        await learner.GetByLabel(label, new() { Exact = true }).FillAsync(words);
        await learner.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    private static Task NoCredential(IPage learner) => Expect(learner.GetByRole(AriaRole.Link, new() { Name = "Verification page" })).ToBeHiddenAsync();
}
