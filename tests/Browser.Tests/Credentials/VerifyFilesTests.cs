using System.Text;
using System.Text.Json.Nodes;
using ExamEngine.Contracts.Learners;

namespace Browser.Tests.Credentials;

/// <summary>Files of a credential, checked in the browser: on the site, and from a page that was saved before the network went away.</summary>
public sealed class VerifyFilesTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private static readonly string[] Forms = ["pdf", "png", "svg", "json", "jwt"];

    [Fact]
    public async Task Every_form_is_checked_in_the_browser_and_again_from_a_saved_page_without_a_network()
    {
        var files = await Files("verify-files");
        var page = await Visit();
        var asked = new List<(string Method, string Url)>();
        page.Request += (_, request) => asked.Add((request.Method, request.Url));
        await page.GotoAsync("verify");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Check files of credentials", Level = 1 })).ToBeVisibleAsync();
        Assert.DoesNotContain(asked, request => request.Url.Contains("checker", StringComparison.Ordinal));

        await Drop(page, files);
        foreach (var form in Forms)
            await Expect(Verdict(page, $"credential.{form}")).ToHaveTextAsync("Valid");
        await Expect(page.GetByRole(AriaRole.Article, new() { Name = "credential.json" })).ToContainTextAsync("The issuer of this site.");
        await Expect(Verdict(page, "tampered.json")).ToHaveTextAsync("Not genuine: it was changed, or signed by another");
        await Expect(page.Locator("[aria-live=polite]")).ToHaveTextAsync("6 files checked. Valid: 5. Not valid, or not found out: 1.");
        Assert.All(asked, request => Assert.Equal("GET", request.Method));
        await Look.At(page, "page-verify-files");

        // The page to save takes status lists along for as long as there is another.
        Complaints.Expect("404.*/status/");

        var saved = await Save(page);
        try
        {
            var offline = await Visit(new Uri(saved), null, options: new() { Offline = true });
            await offline.GotoAsync(new Uri(saved).AbsoluteUri);
            await Drop(offline, files);
            foreach (var form in Forms)
                await Expect(Verdict(offline, $"credential.{form}")).ToHaveTextAsync(new Regex("^Genuine; it stood on "));
            await Expect(Verdict(offline, "tampered.json")).ToHaveTextAsync("Not genuine: it was changed, or signed by another");
            await Look.At(offline, "page-verify-saved");
        }
        finally
        {
            File.Delete(saved);
        }
    }

    [Fact]
    public async Task A_file_can_be_chosen_by_keyboard_and_goes_to_the_server_when_asked()
    {
        var files = await Files("verify-asked");
        var page = await Visit();
        var posted = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Method == "POST")
                posted.Add(new Uri(request.Url).AbsolutePath);
        };
        await page.GotoAsync("verify");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByLabel("Choose files")).ToBeFocusedAsync();
        await page.GetByLabel("Choose files").SetInputFilesAsync(files.Where(file => file.Name == "tampered.json")
            .Select(file => new FilePayload { Name = file.Name, MimeType = "application/json", Buffer = file.Content }));
        await Expect(page.Locator("[aria-live=polite]")).ToHaveTextAsync("tampered.json: Not genuine: it was changed, or signed by another");
        Assert.Empty(posted);

        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the server about tampered.json" }).ClickAsync();
        await Expect(page.GetByText("The server says: Not genuine: it was changed, or signed by another")).ToBeVisibleAsync();
        Assert.Equal(["/api/verify"], posted);
    }

    private static ILocator Verdict(IPage page, string file) => page.GetByRole(AriaRole.Article, new() { Name = file }).GetByRole(AriaRole.Heading);

    /// <summary>A credential in all its forms, and one in which the name was changed.</summary>
    private async Task<IReadOnlyList<Sample>> Files(string name)
    {
        using var desk = Desk.Of(Engine);
        await desk.Exam(name, [name], yaml => yaml.Replace("exam: small", $"exam: {name}", StringComparison.Ordinal), "small");
        await (await Engine.As("staff")).Put($"api/learners/{name}", new LearnerProfile("Անի Գրիգորյան", "AM"));
        using var learner = await desk.SignIn(name);
        var credential = await Sitter.Earn(learner, name);
        var files = new List<Sample>();
        foreach (var form in Forms)
            files.Add(new($"credential.{form}", await learner.Bytes($"api/credentials/{credential}/{form}")));
        var changed = JsonNode.Parse(files.Single(file => file.Name == "credential.json").Content)!;
        changed["name"] = "Another credential";
        return [.. files, new("tampered.json", Encoding.UTF8.GetBytes(changed.ToJsonString()))];
    }

    private static async Task Drop(IPage page, IReadOnlyList<Sample> files)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            files => {
              const transfer = new DataTransfer();
              for (const { name, base64 } of files)
                transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name));
              return transfer;
            }
            """,
            files.Select(file => new { name = file.Name, base64 = Convert.ToBase64String(file.Content) }).ToArray());
        await page.DispatchEventAsync("main", "drop", new { dataTransfer = transfer });
    }

    private static async Task<string> Save(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save the page" }).ClickAsync());
        Assert.Equal("check-credentials.html", download.SuggestedFilename);
        var path = Path.Combine(Path.GetTempPath(), $"examengine-{Guid.NewGuid():N}.html");
        await download.SaveAsAsync(path);
        return path;
    }

    private sealed record Sample(string Name, byte[] Content);
}
