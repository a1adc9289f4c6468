using System.Text.Json.Nodes;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Interchange.OpenBadges;

namespace Browser.Tests.Programs;

/// <summary>
/// The full road: five exams, the last one on the page under watch; progress; the program's credential; a finding that takes a result and with it the program, and the
/// appeal that gives both back. What reviewers do is told through their own doors; their pages are looked at elsewhere.
/// </summary>
public sealed class ProgramRoadTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private const string Learner = "mira", Program = "The Supply Chain";
    private static readonly string[] Courses = ["sc0x", "sc1x", "sc2x", "sc3x"];
    private const string Watched = "chain-sc4x";

    [Fact]
    public async Task Five_exams_earn_the_program_which_falls_with_a_voided_result_and_stands_again_after_the_appeal()
    {
        using var desk = Desk.Of(Engine);
        var mira = await Prepare(desk);

        // Four of five are done, the last is to do.
        await Task.WhenAll(Courses.Select(course => Sitter.Pass(mira, $"chain-{course}")));
        var page = await Visit(Engine.Address, mira);
        var progress = page.GetByRole(AriaRole.Region, new() { Name = $"Your progress {Program}" });
        await Home(page, progress, "four of five exams to count", async () => await progress.Locator(".requirement-done").CountAsync() == Courses.Length);
        await Expect(progress.Locator(".requirement-missing")).ToContainTextAsync("Supply Chain Technology and Systems");
        await Expect(progress.GetByRole(AriaRole.Link, new() { NameRegex = new("^Show the credential") })).ToBeHiddenAsync();
        await Look.At(page, "road-four-of-five");

        // The last one, on the page and under watch, earns the whole.
        var session = await Sit(mira, page);
        await Home(page, progress, "the program to be earned", () => progress.GetByText($"You have completed {Program}").IsVisibleAsync());
        await Expect(progress.Locator(".requirement-done")).ToHaveCountAsync(5);
        await page.Shoot("road-earned");
        await progress.GetByRole(AriaRole.Link, new() { NameRegex = new("^Show the credential") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This credential is valid" })).ToBeVisibleAsync();
        var credential = Guid.Parse(new Uri(page.Url).Segments[^1]);
        await page.Shoot("road-valid");
        var entry = await StatusEntry(mira, credential);
        Assert.False(await IsRevoked(mira, entry));

        // Somebody reports what they saw, two agree, the learner is heard, one of the two finds.
        var (rita, otto, zoe) = (await desk.SignInStaff("road-rita"), await desk.SignInStaff("road-otto"), await desk.SignInStaff("road-zoe"));
        await Report(desk, session);
        await Eventually.True("the review to be open", async () => (await Review(rita, session))["review"]!["state"]!.GetValue<string>() == "looking");
        await Home(page, progress, "the result to be in review", async () => await progress.Locator(".requirement-inReview").CountAsync() == 1);
        await Expect(progress.GetByText($"You have completed {Program}")).ToBeVisibleAsync();
        await Judge(rita, session);
        await Judge(otto, session);
        await mira.Post($"api/sessions/{session}/review/answer", Words("It was my brother, who brought tea."));
        await rita.Post($"api/reviews/{session}/finding", Finding("scoreVoided"));

        // The program goes with it, everywhere and with its date.
        var stranger = await Visit();
        await Verify(stranger, credential, "This credential has been revoked");
        await Expect(Fact(stranger, "Revoked on")).ToHaveTextAsync(await Today(stranger));
        await Expect(Fact(stranger, "Reason")).ToHaveTextAsync("what earned it is no longer so");
        await stranger.Shoot("road-revoked");
        await Eventually.True("the bit to be set", () => IsRevoked(mira, entry));
        await Home(page, progress, "the loss to be told", () => progress.GetByText($"The credential for {Program} is revoked").IsVisibleAsync());
        await Expect(progress.GetByText("A review took the result away.")).ToBeVisibleAsync();
        await page.Shoot("road-lost");

        // Somebody who had no part in it decides the appeal.
        await mira.Post($"api/sessions/{session}/review/appeal", Words("Nobody answered for me."));
        await zoe.Post($"api/reviews/{session}/appeal-decision", Finding("cleared"));
        await Verify(stranger, credential, "This credential is valid");
        await Expect(stranger.GetByText("Revoked on")).ToBeHiddenAsync();
        await Eventually.True("the bit to be clear", async () => !await IsRevoked(mira, entry));
        await Home(page, progress, "the program to be back", () => progress.GetByText($"You have completed {Program}").IsVisibleAsync());
        await Consent(page, progress);
        await AtTheCeremony(await Visit("staff"));
    }

    private static async Task Consent(IPage page, ILocator progress)
    {
        var box = progress.GetByLabel("My name may be published with what I earn in this program");
        await Expect(box).Not.ToBeCheckedAsync();
        await box.CheckAsync();
        await Expect(page.GetByText("Your name may be published.")).ToBeAttachedAsync();
        await page.ReloadAsync();
        await progress.ScrollIntoViewIfNeededAsync();
        await Expect(box).ToBeCheckedAsync();
        await Look.At(page, "road-consent");
    }

    /// <summary>What staff see in the end: the guest by name, as a file too, and all that lies behind it.</summary>
    private static async Task AtTheCeremony(IPage page)
    {
        await page.GotoAsync("/staff/ceremony");
        await page.GetByLabel("Program", new() { Exact = true }).SelectOptionAsync(Program);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(page.GetByText("One learner from one country earned one credential.")).ToBeVisibleAsync();
        var guest = page.GetByRole(AriaRole.Link, new() { Name = "Mira Şahin" });
        await Expect(guest).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download as CSV" }).ClickAsync());
        Assert.Contains($"Mira Şahin,TR,chain,{Program},program,{Program},", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await Look.At(page, "page-ceremony");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true })).ToBeHiddenAsync();
        await page.Shoot("page-ceremony-print");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        await guest.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mira Şahin" })).ToBeVisibleAsync();
        await Expect(page.GetByText("The name may be published with what is earned here.")).ToBeVisibleAsync();
        await Expect(page.Locator(".requirement-done")).ToHaveCountAsync(5);
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new($"^{Watched} Released") }).GetByRole(AriaRole.Link, new() { Name = "Settled" })).ToBeVisibleAsync();
        await Look.At(page, "page-learner");
    }

    private async Task<Caller> Prepare(Desk desk)
    {
        var staff = await Engine.As("staff");
        await staff.Post<ImportDone>("api/import", new { yaml = Preparation.Text("chain.yaml") });
        foreach (var course in Courses)
            await desk.Exam($"chain-{course}", [Learner], yaml => Of(yaml, "small", course), "small");
        await desk.Exam(Watched, [Learner], yaml => Of(yaml, "watched", "sc4x"), "watched");
        await staff.Put($"api/learners/{Learner}", new { legalName = "Mira Şahin", country = "TR" });
        foreach (var (userName, name) in (IEnumerable<(string, string)>)[("road-rita", "Rita Sousa"), ("road-otto", "Otto Brandt"), ("road-zoe", "Zoé Laurent")])
            await desk.Account(userName, name, "staff");
        await desk.Account("road-pat", "Pat Moreau", "proctor");
        return await desk.SignIn(Learner);

        static string Of(string yaml, string file, string course) => yaml
            .Replace($"exam: {file}", $"exam: chain-{course}", StringComparison.Ordinal).Replace("program: trials", "program: chain", StringComparison.Ordinal)
            .Replace("course: trial1x", $"course: {course}", StringComparison.Ordinal);
    }

    private static async Task<Guid> Sit(Caller mira, IPage page)
    {
        await Eventually.True("the last exam in the catalogue", () => mira.Finds($"api/exams/{Watched}/briefing"));
        var session = await Preparation.Seat(mira, Watched);
        var (watched, sitting) = (new WatchedPage(page), new ExamPage(page));
        await page.GotoAsync($"/session/{session}");
        await watched.CheckDevice();
        await watched.Consent();
        await watched.Start();
        await sitting.Write("2");
        await sitting.IsSaved();
        await sitting.Next();
        await sitting.Write("4");
        await sitting.IsSaved();
        await sitting.Review();
        await sitting.Submit();
        await sitting.HandedIn();
        return session;
    }

    private static async Task Report(Desk desk, Guid session)
    {
        var room = await desk.Watch(Watched, "road-pat");
        var pat = await desk.SignInStaff("road-pat");
        await pat.Post<ActProgress>($"api/rooms/{room}/acts", new
        {
            id = Guid.NewGuid(),
            kind = ActKind.Report,
            sessions = new[] { session },
            reason = "behaviour",
            text = "Somebody else answered.",
            irregularity = "learnerBehaviour",
            gravity = "serious",
        });
    }

    /// <summary>The learner's home is asked for again until it says so: results and awards are on their way for a moment.</summary>
    private static Task Home(IPage page, ILocator progress, string what, Func<Task<bool>> so) => Eventually.True(what, async () =>
    {
        await page.GotoAsync("/");
        // It is asked for when somebody gets that far down.
        await progress.ScrollIntoViewIfNeededAsync();
        await Expect(progress.Locator(".requirements").First).ToBeVisibleAsync();
        return await so();
    });

    private static Task Verify(IPage page, Guid credential, string heading) => Eventually.True($"the page to say: {heading}", async () =>
    {
        await page.GotoAsync($"/v/{credential}");
        await Expect(page.Locator(".seal h2")).ToBeVisibleAsync();
        return await page.Locator(".seal h2").InnerTextAsync() == heading;
    });

    private static ILocator Fact(IPage page, string term) => page.Locator($"dt:text-is('{term}') + dd");

    /// <summary>In the words and the zone of the page.</summary>
    private static Task<string> Today(IPage page) => page.EvaluateAsync<string>("new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long' }).format()");

    private static Task<JsonNode> Review(Caller staff, Guid session) => staff.Get<JsonNode>($"api/reviews/{session}");

    private static async Task Judge(Caller staff, Guid session)
    {
        var review = (await Review(staff, session))["review"]!;
        var subjects = review["flags"]!.AsArray().Select(flag => $"flag/{flag!["number"]}").Concat(review["incidents"]!.AsArray().Select(incident => $"incident/{incident!["number"]}"));
        foreach (var subject in subjects)
            await staff.Post($"api/reviews/{session}/judgements", new { commandId = Guid.NewGuid(), subject, judgement = "confirmed" });
        await staff.Post($"api/reviews/{session}/conclusion", Finding("scoreVoided"));
    }

    private static object Finding(string kind) => new { commandId = Guid.NewGuid(), finding = new { kind }, reason = "As it was seen." };

    private static object Words(string text) => new { commandId = Guid.NewGuid(), text };

    /// <summary>Where the signed document says that its bit is.</summary>
    private static async Task<(string List, int Index)> StatusEntry(Caller caller, Guid credential)
    {
        var status = JsonNode.Parse(await caller.Bytes($"api/credentials/{credential}/json"))!["credentialStatus"]!;
        Assert.Equal("revocation", status["statusPurpose"]!.GetValue<string>());
        return (new Uri(status["statusListCredential"]!.GetValue<string>()).AbsolutePath.TrimStart('/'), int.Parse(status["statusListIndex"]!.GetValue<string>(), null));
    }

    private static async Task<bool> IsRevoked(Caller caller, (string List, int Index) entry)
    {
        Assert.Matches("^status/[0-9]+$", entry.List);
        var list = JsonNode.Parse(await caller.Bytes(entry.List))!;
        return StatusBits.IsSet(StatusBits.Decode(list["credentialSubject"]!["encodedList"]!.GetValue<string>()), entry.Index);
    }
}
