namespace Browser.Tests.Pages;

/// <summary>Tab, arrows, Space, Enter and what one types; no mouse.</summary>
public sealed class KeyboardTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private const int MostTabs = 80;

    [Fact]
    public async Task The_rehearsal_is_sat_and_handed_in_by_keyboard_alone()
    {
        var caller = await Engine.As("learner2");
        var page = await Visit();
        await page.GotoAsync("/");
        await TabTo(page, page.GetByLabel("User name"));
        await page.Keyboard.TypeAsync("learner2");
        await TabTo(page, page.GetByLabel("Password", new() { Exact = true }));
        await page.Keyboard.TypeAsync(await caller.PasswordOf("learner2"));
        await page.Keyboard.PressAsync("Enter");

        await Press(page, page.GetByRole(AriaRole.Link, new() { Name = "Begin the rehearsal" }));
        await TabTo(page, page.GetByLabel("I have read the honour code"));
        await page.Keyboard.PressAsync("Space");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Continue to the start page" }));
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }));

        var sitting = new ExamPage(page);
        await sitting.At("Choose one");
        await Choose(page, sitting, "By itself, right after I give it");
        await GoOn(page, sitting, "Choose several");
        foreach (var even in new[] { "2", "8", "10" })
        {
            await TabTo(page, page.GetByRole(AriaRole.Checkbox, new() { NameRegex = ExamPage.Option(even) }));
            await page.Keyboard.PressAsync("Space");
        }

        await sitting.IsSaved();
        await GoOn(page, sitting, "Type a number");
        var numbers = Regex.Match(await sitting.Stem.InnerTextAsync(), @"(\d+) times (\d+)");
        await Type(page, sitting, $"{numbers.Groups[1]}*{numbers.Groups[2]}");
        await GoOn(page, sitting, "Type a word");
        await Type(page, sitting, "green");
        await GoOn(page, sitting, "Look at a picture");
        await Type(page, sitting, "5 cm");
        await GoOn(page, sitting, "Two answers in one question");
        await Choose(page, sitting, "Wednesday");
        await Type(page, sitting, "21", field: 1);

        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Review and submit" }).Last);
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Submit the exam" }));
        await sitting.HandedIn();
        await Expect(page.GetByText("7 of 7 points").First).ToBeVisibleAsync();
    }

    private static async Task GoOn(IPage page, ExamPage sitting, string title)
    {
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Next question" }));
        await sitting.At(title);
        await Expect(sitting.Heading).ToBeFocusedAsync();
    }

    private static async Task Type(IPage page, ExamPage sitting, string text, int field = 0)
    {
        await TabTo(page, sitting.Text(field));
        await page.Keyboard.TypeAsync(text);
        await sitting.IsSaved(field);
    }

    /// <summary>Goes down the radio buttons, from whichever comes first, until the one of that name is chosen.</summary>
    private static async Task Choose(IPage page, ExamPage sitting, string name)
    {
        var wanted = page.GetByRole(AriaRole.Radio, new() { NameRegex = ExamPage.Option(name) });
        await TabTo(page, page.GetByRole(AriaRole.Radio).First);
        await page.Keyboard.PressAsync("Space");
        for (var n = await page.GetByRole(AriaRole.Radio).CountAsync(); n > 1 && !await wanted.IsCheckedAsync(); n--)
            await page.Keyboard.PressAsync("ArrowDown");
        await Expect(wanted).ToBeCheckedAsync();
        await sitting.IsSaved();
    }

    private static async Task Press(IPage page, ILocator target)
    {
        await TabTo(page, target);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task TabTo(IPage page, ILocator target)
    {
        await Expect(target).ToBeVisibleAsync();
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{MostTabs} presses of Tab do not reach {target}.");
    }
}
