using System.ComponentModel;
using System.Diagnostics;

namespace ExamEngine.Interchange.Tests.Pdf;

/// <summary>Programs that we did not write, asked about files that we did.</summary>
internal static class ExternalTool
{
    private static readonly Dictionary<string, string> PackageOf = new()
    {
        ["pdfsig"] = "poppler-utils",
        ["pdftoppm"] = "poppler-utils",
        ["pdfdetach"] = "poppler-utils",
        ["pdfinfo"] = "poppler-utils",
        ["pdftotext"] = "poppler-utils",
        ["qpdf"] = "qpdf",
        ["zbarimg"] = "zbar-tools",
    };

    /// <returns>Exit code and everything printed on both outputs.</returns>
    public static (int ExitCode, string Output) Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            Assert.Fail($"This test asks {tool}. Install it with: apt-get install {PackageOf[tool]}");
            throw;
        }
    }
}

/// <summary>A folder of its own, gone after the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("credential-");

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
