using System.IO.Compression;

namespace Browser.Tests.Schools;

/// <summary>A pathway school, on the pages of everybody who has to do with it.</summary>
public sealed class SchoolStoryTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private const string Password = "correct horse battery", School = "Southern School of Logistics";

    [Fact]
    public async Task A_pathway_school_receives_verifies_in_bulk_and_loses_access_after_withdrawal()
    {
        var staff = await Engine.As("staff");
        foreach (var (learner, name) in (IEnumerable<(string, string)>)[("ada", "Ada Lovelace"), ("zoe", "Zoë Laurent")])
            await Graduate(learner, name);
        await MakeSchool();

        using var adas = await Caller.SignIn(Engine.Address, "pathway-ada", Password);
        var ada = await Visit(Engine.Address, adas);
        await ada.GotoAsync("/");
        await ada.GetByRole(AriaRole.Link, new() { Name = "Schools", Exact = true }).ClickAsync();
        var offer = ada.GetByRole(AriaRole.Article, new() { Name = $"{School} · Supply Chain Management" });
        await Expect(offer.GetByText("Supply Chain Management (program), issued to Ada Lovelace on")).ToBeVisibleAsync();
        await Expect(offer.GetByText("Supply Chain Analytics (course), issued to Ada Lovelace on")).ToBeVisibleAsync();
        await Look.At(ada, "sharing-offer");
        await offer.GetByRole(AriaRole.Button, new() { NameRegex = new("^Consent and share") }).ClickAsync();
        await Expect(offer.GetByText("Shared since")).ToBeVisibleAsync();
        var receipt = await ada.RunAndWaitForDownloadAsync(() => offer.GetByRole(AriaRole.Link, new() { NameRegex = new("^Receipt of consent") }).ClickAsync());
        Assert.StartsWith("consent-", receipt.SuggestedFilename, StringComparison.Ordinal);
        using (var zoes = await Caller.SignIn(Engine.Address, "pathway-zoe", Password))
            await ConsentToAll(zoes);

        var office = await Visit();
        await office.GotoAsync("/school");
        await office.GetByLabel("User name").FillAsync("pathway-office");
        await office.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await office.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(office.GetByRole(AriaRole.Heading, new() { Name = "2 records" })).ToBeVisibleAsync();
        await office.GetByRole(AriaRole.Button, new() { Name = "Verify them" }).ClickAsync();
        await Expect(office.GetByText("All 2 records are valid", new() { Exact = true }).First).ToBeVisibleAsync();
        await Look.At(office, "school-records");
        Assert.Equal(2, await Downloaded(office));

        await office.GetByRole(AriaRole.Link, new() { Name = "Ada Lovelace" }).ClickAsync();
        await office.GetByLabel("Your reference").FillAsync("D-17");
        await office.GetByRole(AriaRole.Button, new() { Name = "Grant credit" }).ClickAsync();
        await Expect(office.GetByText("15 credit points granted on")).ToBeVisibleAsync();
        await Look.At(office, "school-record");

        await ada.ReloadAsync();
        await Expect(offer.GetByText("15 credit points granted on")).ToBeVisibleAsync();
        await offer.GetByText("The school has looked").First.ClickAsync();
        await Expect(offer.GetByText("verified by Admissions")).ToBeVisibleAsync();
        await Look.At(ada, "sharing-shared");
        await offer.GetByRole(AriaRole.Button, new() { NameRegex = new("^Withdraw…") }).ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Withdraw now" }).ClickAsync();
        await Expect(ada.GetByText($"{School} sees nothing of this any more.").First).ToBeVisibleAsync();

        Complaints.Expect("403");
        await office.ReloadAsync();
        await Expect(office.GetByText("The learner has withdrawn")).ToBeVisibleAsync();
        await office.GetByRole(AriaRole.Link, new() { Name = "All records" }).ClickAsync();
        await Expect(office.GetByRole(AriaRole.Heading, new() { Name = "1 record", Exact = true })).ToBeVisibleAsync();
        await office.GetByRole(AriaRole.Button, new() { Name = "Verify them" }).ClickAsync();
        await Expect(office.GetByText("1 record is valid", new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.Equal(1, await Downloaded(office));

        var desk = await Visit("staff");
        await desk.GotoAsync("/staff/schools/pathway-south");
        await Expect(desk.GetByRole(AriaRole.Row, new() { NameRegex = new("^Ada Lovelace .*15 points, D-17") })).ToBeVisibleAsync();
    }

    /// <summary>As staff do it: the school, what it counts, and its account.</summary>
    private async Task MakeSchool()
    {
        var page = await Visit("staff");
        await page.GotoAsync("/staff/schools");
        await page.GetByText("Add a school", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Id", new() { Exact = true }).FillAsync("pathway-south");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(School);
        await Look.At(page, "staff-schools");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = School })).ToBeVisibleAsync();

        await page.GetByText("Agree on a program, or on another version").ClickAsync();
        await page.GetByLabel("Program", new() { Exact = true }).SelectOptionAsync("scm");
        await page.GetByLabel("Credit points").FillAsync("15");
        await page.GetByLabel("Towards which degree").FillAsync("Master of Science in Logistics");
        await page.GetByLabel("In force from").FillAsync("2026-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Agree", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Version 1 in force")).ToBeVisibleAsync();

        await page.GetByText("Add an account, or change one").ClickAsync();
        await page.GetByLabel("User name").FillAsync("pathway-office");
        await page.GetByLabel("Name that learners see").FillAsync("Admissions");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Close") })).ToBeVisibleAsync();
        await Look.At(page, "staff-school");
    }

    /// <summary>Somebody who earned the supply chain program in an earlier year, and can sign in.</summary>
    private async Task Graduate(string learner, string name)
    {
        var (admin, staff) = (await Engine.As("admin"), await Engine.As("staff"));
        await staff.Put($"api/learners/pathway-{learner}", new { legalName = name, country = "FR" });
        await admin.Put($"api/accounts/pathway-{learner}", new { displayName = name, roles = new[] { "learner" }, learnerId = $"pathway-{learner}", password = Password });
        var batch = $"api/credential-batches/pathway-{learner}";
        await staff.Put(batch, new
        {
            awards = new[]
            {
                Award(learner, name, "program", "scm", "Supply Chain Management", ""),
                Award(learner, name, "course", "sc0x", "Supply Chain Analytics", "Supply Chain Management"),
            },
        });
        await Eventually.True("the credentials are issued", async () => (await staff.Get<Batch>(batch)).FinishedAt is not null);
    }

    private static object Award(string learner, string legalName, string kind, string subjectId, string title, string programTitle) => new
    {
        learnerId = $"pathway-{learner}",
        legalName,
        country = "FR",
        kind,
        subjectId,
        title,
        programId = "scm",
        programTitle,
        language = "en",
        earnedAt = "2025-06-01T00:00:00Z",
        proctored = true,
    };

    private static async Task ConsentToAll(Caller learner)
    {
        foreach (var offer in (await learner.Get<Offers>("api/shares")).Items.Where(offer => offer.SchoolId == "pathway-south"))
            await learner.Post("api/shares", new { offer.SchoolId, offer.ProgramId, offer.TextVersion });
    }

    /// <summary>The school downloads all that it sees; how many records are in the file.</summary>
    private static async Task<int> Downloaded(IPage office)
    {
        var file = await office.RunAndWaitForDownloadAsync(() => office.GetByRole(AriaRole.Link, new() { Name = "Download (ZIP)" }).ClickAsync());
        Assert.Equal("records-pathway-south.zip", file.SuggestedFilename);
        await using var zip = await ZipFile.OpenReadAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains(zip.Entries, entry => entry.FullName == "overview.csv");
        return zip.Entries.Where(entry => entry.FullName.StartsWith("records/", StringComparison.Ordinal)).Select(entry => entry.FullName.Split('/')[1]).Distinct().Count();
    }

    private sealed record Batch(DateTimeOffset? FinishedAt);

    private sealed record Offers([property: System.Text.Json.Serialization.JsonPropertyName("offers")] ImmutableArray<Offered> Items);

    private sealed record Offered(string SchoolId, string ProgramId, string TextVersion);
}
