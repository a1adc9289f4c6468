namespace Browser.Tests.Harness;

/// <summary>Pictures for people, in the folder that <c>EXAMENGINE_SCREENSHOTS</c> names; none without it.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("EXAMENGINE_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    public static async Task Shoot(this IPage page, string name)
    {
        if (Folder is not null)
            await page.ScreenshotAsync(new() { Path = PathOf(name + ".png"), FullPage = true });
    }

    public static void Keep(string name, byte[] content)
    {
        if (Folder is null)
            return;

        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(PathOf(name), content);
    }

    private static string PathOf(string name) => Path.Combine(Folder ?? "", name);
}
