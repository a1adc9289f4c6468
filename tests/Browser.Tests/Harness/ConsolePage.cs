namespace Browser.Tests.Harness;

/// <summary>The console of one room, by what a proctor sees and does.</summary>
internal sealed class ConsolePage(IPage page)
{
    public IPage Page => page;

    public ILocator Board => page.GetByRole(AriaRole.Listbox, new() { Name = "Sessions of this room" });

    /// <summary>Whether the page hears by itself what happens.</summary>
    public ILocator Line => page.Locator(".pill");

    /// <summary>The session that is open beside the board.</summary>
    public ILocator Session => page.Locator(".console-session");

    public ILocator Stage => Session.Locator(".state");

    /// <summary>The room that is open.</summary>
    public string Room => page.Url.Split('/')[^1];

    /// <summary>The page keeps when an act was ordered last, from now on and wherever it goes.</summary>
    public Task NoteOrders() => page.AddInitScriptAsync("addEventListener('submit', () => { window.orderedAt = Date.now(); }, true);");

    /// <summary>When the last act was ordered, in milliseconds.</summary>
    public Task<long> OrderedAt() => page.EvaluateAsync<long>("window.orderedAt");

    public async Task Open(string room)
    {
        await page.GotoAsync($"/proctor/rooms/{room}");
        await Expect(Line).ToHaveTextAsync("Live");
    }

    /// <summary>A session on the board, by its learner's name.</summary>
    public ILocator Cell(string name) =>
        page.Locator(".cell").Filter(new() { Has = page.Locator(".cell-name", new() { HasTextRegex = new($"^{Regex.Escape(name)}$") }) });

    public async Task OpenSession(string name)
    {
        await Cell(name).ClickAsync();
        await Expect(Session.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true })).ToBeVisibleAsync();
        await Expect(Session.GetByRole(AriaRole.Tablist)).ToBeVisibleAsync();
    }

    public Task Tab(string name) => Session.GetByRole(AriaRole.Tab, new() { NameRegex = new($@"^{name}\b") }).ClickAsync();

    public ILocator Talk => Session.GetByRole(AriaRole.List, new() { Name = "Talk" });

    public async Task Say(string text)
    {
        await page.Keyboard.PressAsync("y");
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
        await Expect(Talk).ToContainTextAsync(text);
        await page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Does an act by the keyboard: its key, what has to be filled in, and the button, once it is known whom it touches.</summary>
    public async Task Act(string key, string title, Func<ILocator, Task>? fill = null, string goesTo = "one session")
    {
        await page.Keyboard.PressAsync(key);
        await Order(title, fill, goesTo);
    }

    /// <summary>The same from where its dialog is open.</summary>
    public async Task Order(string title, Func<ILocator, Task>? fill = null, string goesTo = "one session")
    {
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = title, Exact = true });
        if (fill is not null)
            await fill(dialog);
        await Expect(dialog.Locator(".act-preview b")).ToHaveTextAsync($"Goes to {goesTo}.");
        await page.Shoot($"act-{title.Replace(' ', '-')}");
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
    }

    /// <summary>What was done, the newest first.</summary>
    public async Task<ILocator> History()
    {
        await page.Keyboard.PressAsync("z");
        return page.GetByRole(AriaRole.Dialog, new() { Name = "What was done" });
    }

    public async Task CloseHistory()
    {
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "What was done" });
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
    }

    /// <summary>The time left as the board shows it, in whole seconds.</summary>
    public async Task<int> SecondsLeft(string name) =>
        (await Cell(name).Locator(".cell-left").InnerTextAsync()).Split(':').Aggregate(0, (sum, part) => sum * 60 + int.Parse(part, null));
}
