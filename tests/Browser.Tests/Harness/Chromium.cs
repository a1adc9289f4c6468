[assembly: AssemblyFixture(typeof(Browser.Tests.Harness.Chromium))]

namespace Browser.Tests.Harness;

/// <summary>The browser, started once. Each test has contexts of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public IBrowser Browser => browser ?? throw new InvalidOperationException("The browser does not run.");

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(45_000);
        playwright = await Playwright.CreateAsync();
        browser = await Launch();
    }

    /// <summary>Another browser, which can be closed while this one goes on.</summary>
    public Task<IBrowser> Launch() => (playwright ?? throw new InvalidOperationException("Playwright does not run.")).Chromium.LaunchAsync(new()
    {
        ExecutablePath = "/usr/bin/chromium",
        Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--lang=en-GB"],
    });

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
    }
}
