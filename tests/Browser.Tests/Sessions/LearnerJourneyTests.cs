using System.Globalization;
using System.Text.Json;
using ExamEngine.Contracts.Sessions;

namespace Browser.Tests.Sessions;

/// <summary>The whole way: from the sign-in to a credential that a stranger checks, with everything going wrong that can on the way.</summary>
public sealed class LearnerJourneyTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private static readonly string[] Essay =
    [
        "People queue because servers are shared and arrivals are random. ",
        "Even a server with time to spare is sometimes asked by two at once. ",
    ];

    /// <summary>What the page called saved, by place.</summary>
    private readonly Dictionary<string, string> saved = [];
    private decimal expected;

    [Fact]
    public async Task A_learner_goes_from_the_sign_in_to_a_credential_through_every_mishap()
    {
        await Preparation.Exam(Engine, "journey.yaml");
        await Preparation.Name(Engine, "learner", "Անի Պետրոսյան", "AM");
        Complaints.Expect("Failed to load resource|WebSocket connection to");

        var page = await SignIn("learner", "/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your exams" })).ToBeVisibleAsync();
        await page.Shoot("journey-1-home");
        await ReadTheBriefing(page);
        var sitting = new ExamPage(page);
        var session = Guid.Parse(page.Url.Split('/')[^1]);

        await AnswerTheFirstPart(sitting);
        await page.Shoot("journey-4-exam");
        await AnswerTheEssayOffline(page, sitting);
        await page.ReloadAsync();
        await sitting.At("Why wait?");
        await sitting.IsSaved();
        await ChangeDevices(page, sitting, session);
        await AnswerTheRest(page, sitting);
        var receipt = await HandIn(page, sitting);

        Assert.All(saved, answer => Assert.Equal(answer.Value, Stored(receipt, answer.Key)));
        Assert.Equal((22, saved.Count), (saved.Count, receipt.Answers.Length));

        await Grade();
        var credential = await ReadTheResult(page);
        await Verify(page, credential);
    }

    private async Task<IPage> SignIn(string userName, string path)
    {
        var page = await Visit();
        var caller = await Engine.As(userName);
        await page.EndSocketsOffline();
        await page.GotoAsync(path);
        await page.GetByLabel("User name").FillAsync(userName);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(await caller.PasswordOf(userName));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        return page;
    }

    private static async Task ReadTheBriefing(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Read the briefing ?: The whole way$") }).ClickAsync();
        await Expect(page.GetByText("This device is ready")).ToBeVisibleAsync();
        await page.Shoot("journey-2-briefing");
        await page.GetByLabel("I have read the honour code").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to the start page" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Everything is ready" })).ToBeVisibleAsync();
        await page.Shoot("journey-3-ready");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
    }

    private async Task AnswerTheFirstPart(ExamPage sitting)
    {
        await Choose(sitting, "Capital", 1, "Yerevan");
        await Choose(sitting, "River", 0, "The Congo");
        await Choose(sitting, "Primes", 2, "7", "11");
        await Choose(sitting, "Even numbers", 0.75m, "2");
        await Choose(sitting, "Vowels", 0.5m, "a");
        await Write(sitting, "Sum", 1, "12.5");
        await Write(sitting, "Share", 1, "3/4");
        await Write(sitting, "Large", 1, "1.2e6");
        await Write(sitting, "Length", 1, "30 mm");
        await sitting.At("Drawn numbers");
        var numbers = Regex.Match(await sitting.Stem.InnerTextAsync(), @"(\d+) times (\d+)");
        await Write(sitting, "Drawn numbers", 1, $"{numbers.Groups[1]}*{numbers.Groups[2]}");
        await Write(sitting, "Colour", 1, " Green");
        await Write(sitting, "Distribution", 1, "the law of small numbers");
    }

    /// <summary>Real seconds, by the page's own clock: the server's clock cannot be wound on from a page.</summary>
    private async Task AnswerTheEssayOffline(IPage page, ExamPage sitting)
    {
        await sitting.At("Why wait?");
        await page.Context.SetOfflineAsync(true);
        var before = await sitting.SecondsLeft();
        while (await sitting.SecondsLeft() > before - 60)
        {
            foreach (var sentence in Essay)
            {
                await sitting.Text().PressSequentiallyAsync(sentence, new() { Delay = 120 });
                await sitting.Text().BlurAsync();
                await sitting.IsKept();
            }
        }

        await Expect(sitting.Link).ToContainTextAsync("No connection. Go on");
        await page.Shoot("journey-5-offline");
        await page.Context.SetOfflineAsync(false);
        await sitting.IsSaved();
        await Note(sitting);
        await Expect(sitting.Link).ToHaveTextAsync("Connected");
    }

    private async Task ChangeDevices(IPage page, ExamPage sitting, Guid session)
    {
        var other = await Visit("learner");
        var elsewhere = new ExamPage(other);
        await other.GotoAsync($"/session/{session}");
        await Expect(elsewhere.Elsewhere).ToBeVisibleAsync();
        await elsewhere.TakeOver();
        await Expect(sitting.Elsewhere).ToBeVisibleAsync();
        await page.Shoot("journey-6-elsewhere");
        await elsewhere.At("Why wait?");
        await elsewhere.Next();
        await elsewhere.At("Weather");
        await elsewhere.Tick("Tuesday");
        await elsewhere.IsSaved();
        await Note(elsewhere);
        expected += 1;

        await sitting.TakeOver();
        await Expect(elsewhere.Elsewhere).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Question 14,") }).ClickAsync();
        await sitting.At("Weather");
        await Expect(page.GetByRole(AriaRole.Radio, new() { NameRegex = ExamPage.Option("Tuesday") })).ToBeCheckedAsync();
    }

    private async Task AnswerTheRest(IPage page, ExamPage sitting)
    {
        foreach (var (field, text) in new[] { (1, "21"), (2, "degrees") })
        {
            await sitting.Write(text, field);
            await sitting.IsSaved(field);
            await Note(sitting, field);
            expected += 1;
        }

        await sitting.Next();
        await Expect(page.GetByAltText("A square")).ToBeVisibleAsync();
        await Write(sitting, "Picture", 1, "4");
        await sitting.At("Formula");
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = ExamPage.Option("a^2 + b^2 = c^2") }).CheckAsync();
        await sitting.IsSaved();
        await Note(sitting);
        expected += 1;
        await page.Shoot("journey-7-formula");
        await sitting.Next();
        await Expect(page.Locator(".item .katex").First).ToBeVisibleAsync();
        await Write(sitting, "Root", 1, "4");
        await Write(sitting, "Below zero", 1, "-3");
        await Write(sitting, "Between", 1, "5.5");
        await Write(sitting, "Mistaken", 0, "6");
        await sitting.At("Left open");
    }

    private async Task<Receipt> HandIn(IPage page, ExamPage sitting)
    {
        await sitting.Review();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("One question is not answered:");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Question 21" })).ToBeVisibleAsync();
        await page.Shoot("journey-8-submit");
        await sitting.Submit();
        await sitting.HandedIn();
        await Expect(page.GetByText("A person still has to mark one response.")).ToBeVisibleAsync();
        await page.Shoot("journey-9-receipt");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save the receipt" }).ClickAsync());
        await using var content = await file.CreateReadStreamAsync();
        return (await JsonSerializer.DeserializeAsync<Receipt>(content, Caller.Json))!;
    }

    private async Task Grade()
    {
        var page = await SignIn("grader", "/staff");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Mark The whole way") }).ClickAsync();
        await Expect(page.Locator(".written")).ToContainTextAsync("People queue because");
        await page.GetByLabel("Points").FillAsync("3.5");
        await page.GetByLabel("Comment for the learner").FillAsync("Well argued; variability is missing.");
        await page.Shoot("journey-10-marking");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and next" }).ClickAsync();
        await Expect(page.GetByText("Every response of this attempt is marked.").First).ToBeVisibleAsync();
        expected += 3.5m;
    }

    /// <returns>The credential's id.</returns>
    private async Task<string> ReadTheResult(IPage page)
    {
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Passed", Exact = true })).ToBeVisibleAsync();
        await page.Shoot("journey-11-result");
        var verdicts = await page.Locator(".field-verdict").AllInnerTextsAsync();
        var points = verdicts.Select(text => decimal.Parse(Regex.Match(text, @"([\d.]+) of [\d.]+ points").Groups[1].Value, CultureInfo.InvariantCulture));
        var total = Regex.Match(await page.Locator(".outcome-score").InnerTextAsync(), @"^([\d.]+) of ([\d.]+) points$");
        Assert.Equal(expected, points.Sum());
        Assert.Equal(expected, decimal.Parse(total.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal("29", total.Groups[2].Value);
        await Expect(page.GetByText("Well argued; variability is missing.")).ToBeVisibleAsync();
        var address = await page.GetByRole(AriaRole.Link, new() { Name = "Verification page" }).GetAttributeAsync("href");
        return address!.Split('/')[^1];
    }

    private async Task Verify(IPage page, string credential)
    {
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Credential (PDF)" }).ClickAsync());
        using var pdf = new CredentialPdf(await File.ReadAllBytesAsync(await file.PathAsync()));

        Assert.Contains("Signature is Valid", await pdf.Signature(), StringComparison.Ordinal);
        Assert.Equal(new Uri(Engine.Address, $"v/{credential}").ToString(), await pdf.QrCode());

        var stranger = await Visit();
        await stranger.GotoAsync(await pdf.QrCode());
        await Expect(stranger.GetByRole(AriaRole.Heading, new() { Name = "This credential is valid" })).ToBeVisibleAsync();
        await Expect(stranger.Locator(".credential-name")).ToHaveTextAsync("Անի Պետրոսյան");
        await stranger.Shoot("journey-12-verify");
    }

    private async Task Choose(ExamPage sitting, string title, decimal points, params string[] options)
    {
        await sitting.At(title);
        foreach (var option in options)
            await sitting.Tick(option);
        await Settle(sitting, points);
    }

    private async Task Write(ExamPage sitting, string title, decimal points, string text)
    {
        await sitting.At(title);
        await sitting.Write(text);
        await Settle(sitting, points);
    }

    private async Task Settle(ExamPage sitting, decimal points)
    {
        await sitting.IsSaved();
        await Note(sitting);
        expected += points;
        await sitting.Next();
    }

    private async Task Note(ExamPage sitting, int field = 0) => saved[await sitting.Place(field)] = await sitting.Answer(field);

    private static string? Stored(Receipt receipt, string place) => receipt.Answers
        .Where(answer => $"field-{answer.Item}-{answer.Field}" == place)
        .Select(answer => answer.Value.Text ?? string.Join(',', answer.Value.Choices ?? []))
        .SingleOrDefault();
}
