namespace Browser.Tests.Harness;

/// <summary>What a proctored exam adds to a learner's page: the path before it, and what stands at the foot of the page.</summary>
internal sealed class WatchedPage(IPage page)
{
    public ILocator Step => page.Locator("#step-title");

    public ILocator Dock => page.GetByRole(AriaRole.Complementary, new() { Name = "Proctoring" });

    /// <summary>What proctors said that is to be confirmed.</summary>
    public ILocator Notices => page.GetByRole(AriaRole.Region, new() { Name = "Messages of the proctor" });

    public ILocator Said => page.GetByRole(AriaRole.Group, new() { Name = "What was said" });

    public async Task CheckDevice()
    {
        await Expect(Step).ToHaveTextAsync("Device");
        await Press("Go on");
        await Expect(Step).Not.ToHaveTextAsync("Device");
    }

    public async Task Consent()
    {
        await Expect(Step).ToHaveTextAsync("What is recorded, why and for how long");
        await page.GetByLabel("I have read this and agree to all of it").CheckAsync();
        await Press("Agree and go on");
    }

    public async Task ShareScreen()
    {
        await Expect(Step).ToHaveTextAsync("Share your screen");
        await Press("Share the screen");
    }

    public async Task TakePhotos()
    {
        await Expect(Step).ToHaveTextAsync("Show who you are");
        await Press("Take the photo of the face");
        await Expect(page.GetByAltText("The photo of your face")).ToBeVisibleAsync();
        await Press("Take the photo of the document");
        await Expect(page.GetByAltText("The photo of your document")).ToBeVisibleAsync();
        await page.GetByLabel("This is my legal name; the certificate will carry it").CheckAsync();
    }

    public Task SendIdentity() => Press("Send");

    public async Task ShowRoom()
    {
        await Expect(Step).ToHaveTextAsync("Show the room");
        await Press("Start the clip");
        await Expect(page.GetByRole(AriaRole.Timer)).ToContainTextAsync(new Regex("0:(2[0-8]|1)"));
        await Press("Stop");
        await Expect(page.GetByLabel("The clip of the room")).ToBeVisibleAsync();
    }

    public Task SendRoom() => Press("Send the clip");

    /// <summary>Everything between the device check and the admission, of an exam with camera and screen.</summary>
    public async Task ShowEverything()
    {
        await Consent();
        await ShareScreen();
        await TakePhotos();
        await SendIdentity();
        await Expect(Step).ToHaveTextAsync("Waiting to be admitted");
    }

    public async Task Start()
    {
        await Press("Start");
        await Expect(new ExamPage(page).Heading).ToBeVisibleAsync();
    }

    public Task OpenTalk() => Dock.GetByRole(AriaRole.Button, new() { NameRegex = new("^Talk to the proctor") }).ClickAsync();

    public async Task Say(string text)
    {
        await page.GetByLabel("Your message").FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
        await Expect(Said).ToContainTextAsync(text);
    }

    public async Task Confirm(string notice)
    {
        var button = Notices.GetByRole(AriaRole.Button, new() { NameRegex = new($"^I have read this ?: {notice}$") });
        await button.ClickAsync();
        await Expect(button).ToBeHiddenAsync();
    }

    private Task Press(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
