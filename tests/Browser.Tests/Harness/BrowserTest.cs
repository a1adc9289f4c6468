namespace Browser.Tests.Harness;

/// <summary>
/// A test that looks at pages. Afterwards no page may have complained; when the test failed, its pages are photographed and the
/// server's output is printed.
/// </summary>
public abstract class BrowserTest(Chromium chromium, SharedEngine shared) : IAsyncLifetime
{
    private readonly List<IBrowserContext> contexts = [];
    private readonly List<EngineProcess> engines = [];

    private protected Complaints Complaints { get; } = new();

    protected EngineProcess Engine => shared.Process;

    protected Chromium Chromium => chromium;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A server of the test's own, which it may kill.</summary>
    protected async Task<EngineProcess> OwnEngine()
    {
        var engine = await EngineProcess.Create();
        engines.Add(engine);
        return engine;
    }

    /// <summary>A fresh window; relative addresses go to the server.</summary>
    /// <param name="userName">Who is signed in already; null for nobody.</param>
    private protected async Task<IPage> Visit(string? userName = null, EngineProcess? engine = null, IBrowser? browser = null, BrowserNewContextOptions? options = null)
    {
        engine ??= Engine;
        return await Visit(engine.Address, userName is null ? null : await engine.As(userName), browser, options);
    }

    /// <summary>A fresh window at any address.</summary>
    /// <param name="caller">Who is signed in already; null for nobody.</param>
    private protected async Task<IPage> Visit(Uri address, Caller? caller, IBrowser? browser = null, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = address.ToString();
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "Asia/Yerevan";
        var context = await (browser ?? chromium.Browser).NewContextAsync(options);
        contexts.Add(context);
        context.SetDefaultTimeout(45_000);
        await Complaints.Listen(context);
        if (caller is not null)
            await context.AddCookiesAsync(caller.Cookies);

        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        if (failed)
            await ShowPages();
        foreach (var context in contexts)
            await context.CloseAsync();
        if (failed || Complaints.Any)
            ShowServers();
        foreach (var engine in engines)
            await engine.DisposeAsync();
        if (!failed)
            Complaints.AssertNone();
    }

    private async Task ShowPages()
    {
        foreach (var (page, n) in contexts.SelectMany(context => context.Pages).Select((page, n) => (page, n)))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{page.Url}\n{await page.Locator("body").InnerTextAsync()}");
            await page.Shoot($"failed-{TestContext.Current.TestMethod?.MethodName}-{n}");
        }
    }

    private void ShowServers()
    {
        foreach (var engine in engines.DefaultIfEmpty(Engine))
            TestContext.Current.TestOutputHelper?.WriteLine(engine.Output);
    }
}
