namespace Browser.Tests.Harness;

/// <summary>The page of a running exam, by what a learner sees and does.</summary>
internal sealed class ExamPage(IPage page)
{
    public static readonly Regex Saved = new("^Saved ");
    public static readonly Regex Kept = new("^Kept on this device");

    public ILocator Heading => page.Locator("h2.item-title");

    public ILocator Stem => page.Locator(".item > .markup");

    public ILocator Timer => page.Locator(".clock-digits");

    public ILocator Link => page.Locator(".link");

    public ILocator Elsewhere => page.GetByRole(AriaRole.Heading, new() { Name = "This exam is open in another window or device" });

    public ILocator SaveState(int field = 0) => Field(field).Locator(".save");

    /// <summary>Sits down and starts the clock, past the briefing.</summary>
    public async Task Start(Guid session)
    {
        await page.GotoAsync($"/session/{session}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(Heading).ToBeVisibleAsync();
    }

    /// <summary>Waits until the question of that title is on the screen.</summary>
    public Task At(string title) => Expect(Heading).ToContainTextAsync($": {title}");

    public Task Next() => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Next (question|section)$") }).ClickAsync();

    /// <summary>Ticks an option, which has exactly these words after its letter.</summary>
    public Task Tick(string words, int field = 0) =>
        Field(field).Locator("label.choice").Filter(new() { HasTextRegex = Option(words) }).Locator("input").CheckAsync();

    /// <summary>The name of an option: its letter, then these words.</summary>
    public static Regex Option(string words) => new($@"^\s*[a-z]\s*{Regex.Escape(words)}\s*$");

    /// <summary>Writes into a text field, instead of what is there, and leaves it.</summary>
    public async Task Write(string text, int field = 0)
    {
        await Text(field).FillAsync(text);
        await Text(field).BlurAsync();
    }

    public ILocator Text(int field = 0) => Field(field).Locator("input, textarea");

    public Task IsSaved(int field = 0) => Expect(SaveState(field)).ToHaveTextAsync(Saved);

    public Task IsKept(int field = 0) => Expect(SaveState(field)).ToHaveTextAsync(Kept);

    /// <summary>Options ticked, by their names on the wire, or the text; of the item on the screen.</summary>
    public async Task<string> Answer(int field = 0)
    {
        if (await Field(field).Locator("fieldset").CountAsync() == 0)
            return await Text(field).InputValueAsync();

        var ticked = await Field(field).Locator("input:checked").EvaluateAllAsync<string[]>("inputs => inputs.map(input => input.value)");
        return string.Join(',', ticked);
    }

    /// <summary>The name of a field on the page, which holds the item's number and the field's id.</summary>
    public async Task<string> Place(int field = 0) =>
        await Field(field).Locator("input, textarea").First.EvaluateAsync<string>("input => input.name || input.id");

    /// <summary>The time left as the page shows it, in whole seconds.</summary>
    public async Task<int> SecondsLeft() => (await Timer.InnerTextAsync()).Split(':').Aggregate(0, (sum, part) => sum * 60 + int.Parse(part, null));

    public Task TakeOver() => page.GetByRole(AriaRole.Button, new() { Name = "Take over here" }).ClickAsync();

    public Task Review() => page.GetByRole(AriaRole.Button, new() { Name = "Review and submit" }).First.ClickAsync();

    public Task Submit() => page.GetByRole(AriaRole.Button, new() { Name = "Submit the exam" }).ClickAsync();

    public Task HandedIn() => Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Handed in" })).ToBeVisibleAsync();

    private ILocator Field(int field) => page.Locator(".item .response").Nth(field);
}
