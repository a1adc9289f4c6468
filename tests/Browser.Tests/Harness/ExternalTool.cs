using System.ComponentModel;
using System.Diagnostics;

namespace Browser.Tests.Harness;

/// <summary>Programs that we did not write, asked about files that we did.</summary>
internal static class ExternalTool
{
    private static readonly Dictionary<string, string> PackageOf = new()
    {
        ["pdfsig"] = "poppler-utils",
        ["pdftoppm"] = "poppler-utils",
        ["zbarimg"] = "zbar-tools",
    };

    /// <returns>What it printed. It must succeed.</returns>
    public static async Task<string> Run(string tool, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
                ?? throw new InvalidOperationException($"{tool} did not start.");
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"{tool}: {output}{await errors}");
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Fail($"This test asks {tool}. Install it with: apt-get install {PackageOf[tool]}");
            throw;
        }
    }
}
