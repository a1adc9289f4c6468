namespace Browser.Tests.Pages;

/// <summary>The cluster's own dashboard, which is somebody else's page, under the same content policy as ours.</summary>
public sealed class ClusterViewTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Theory]
    [InlineData("/staff/cluster/", "Activation")]
    [InlineData("/staff/cluster/#/grains", "Activations by Type")]
    [InlineData("/staff/cluster/#/silos", "Silo Health")]
    public async Task An_admin_sees_the_cluster_and_no_policy_is_broken(string path, string words)
    {
        var page = await Visit("admin");

        await page.GotoAsync(path);

        await Expect(page.Locator("#content")).ToContainTextAsync(words);
        await page.Shoot($"cluster-{words.Replace(' ', '-')}");
    }
}
