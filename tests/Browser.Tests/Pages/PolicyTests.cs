namespace Browser.Tests.Pages;

/// <summary>
/// Every test fails when one of its pages breaks the content policy or complains on its console; this one shows that such a thing would
/// be noticed.
/// </summary>
public sealed class PolicyTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task A_script_in_the_page_does_not_run_and_is_noticed()
    {
        Complaints.Expect("policy script-src-elem inline|violates the following Content Security Policy");
        var page = await Visit();
        await page.GotoAsync("/");
        var noticed = page.WaitForConsoleMessageAsync(new() { Predicate = message => message.Text.StartsWith("policy script-src-elem inline", StringComparison.Ordinal) });

        await page.EvaluateAsync(
            """
            () => {
              const script = document.createElement('script');
              script.textContent = 'window.ran = true';
              document.body.append(script);
            }
            """);

        await noticed;
        Assert.False(await page.EvaluateAsync<bool>("'ran' in window"));
    }
}
