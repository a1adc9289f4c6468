[assembly: AssemblyFixture(typeof(Browser.Tests.Harness.Chromium))]

namespace Browser.Tests.Harness;

/// <summary>The browser, started once. Each test has contexts of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Plain =
        ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--lang=en-GB"];

    /// <summary>A camera, a microphone and a screen that nobody has to allow, and addresses that two pages of one machine find each other by.</summary>
    private static readonly string[] Media =
    [
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--auto-select-desktop-capture-source=Entire screen",
        "--disable-features=WebRtcHideLocalIpsWithMdns",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;
    private Lazy<Task<IBrowser>>? withMedia;

    public IBrowser Browser => browser ?? throw new InvalidOperationException("The browser does not run.");

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(45_000);
        playwright = await Playwright.CreateAsync();
        browser = await Launch();
        withMedia = new(() => Launch(Media));
    }

    /// <summary>A browser whose computer has a camera and a microphone, started when the first test asks for it.</summary>
    public Task<IBrowser> WithMedia() => withMedia?.Value ?? throw new InvalidOperationException("The browser does not run.");

    /// <summary>Another browser, which can be closed while this one goes on.</summary>
    public Task<IBrowser> Launch(params string[] more) => (playwright ?? throw new InvalidOperationException("Playwright does not run.")).Chromium.LaunchAsync(new()
    {
        ExecutablePath = "/usr/bin/chromium",
        Args = [.. Plain, .. more],
    });

    public async ValueTask DisposeAsync()
    {
        if (withMedia is { IsValueCreated: true })
            await (await withMedia.Value).CloseAsync();
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
    }
}
