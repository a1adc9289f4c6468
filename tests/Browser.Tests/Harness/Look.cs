using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Browser.Tests.Harness;

/// <summary>Looks at a page as it is now, in every way that people may have to.</summary>
internal static class Look
{
    private const int Narrow = 320;

    private static readonly AxeRunOptions Colours = new() { RunOnly = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    /// <summary>axe finds nothing, in light and in dark; and 320 px are wide enough (WCAG 2.2, 1.4.10).</summary>
    public static async Task At(IPage page, string name)
    {
        var before = page.ViewportSize ?? throw new InvalidOperationException("The window has no size.");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await page.Shoot(name);
        AssertNothing(name, await page.RunAxe());
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        // A colour on its way to another has no contrast of its own.
        await Eventually.True("colours at rest", () => page.EvaluateAsync<bool>("document.getAnimations().length === 0"));
        await page.Shoot(name + "-dark");
        AssertNothing(name + " in dark", await page.RunAxe(Colours));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });

        await page.SetViewportSizeAsync(Narrow, 640);
        var wide = await page.EvaluateAsync<string[]>(
            """
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
              .filter(e => e.getBoundingClientRect().right > innerWidth || e.getBoundingClientRect().left < 0).map(e => e.outerHTML.slice(0, 120))
            """);
        await page.Shoot(name + "-narrow");
        Assert.True(wide.Length == 0, $"{name} scrolls sideways at {Narrow} px: {string.Join('\n', wide)}");
        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    private static void AssertNothing(string name, AxeResult result) => Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.SelectMany(
        violation => violation.Nodes.Select(node => $"{name}: {violation.Id} ({violation.Help}) at {node.Html}"))));
}
