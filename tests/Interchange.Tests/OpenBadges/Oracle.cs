using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace ExamEngine.Interchange.Tests.OpenBadges;

/// <summary>Programs of <c>npm/</c>, run by Node.js.</summary>
internal static class Oracle
{
    public static async Task<string> Ask(string script, object question)
    {
        var folder = typeof(Oracle).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "OracleFolder").Value!;
        var start = new ProcessStartInfo("node", [Path.Combine(folder, script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, question);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }
}
