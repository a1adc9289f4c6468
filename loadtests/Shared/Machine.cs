using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ExamEngine.Measuring;

/// <summary>Where and on what a figure was measured. Without it no figure means anything.</summary>
/// <param name="Load">Load average over the last minute: above the number of cores, others had a share of them.</param>
internal sealed record Machine(string Processor, int Cores, long MemoryMiB, string OperatingSystem, string Runtime, string Profile, string Commit, double Load, DateTimeOffset At)
{
    public static Machine Here() => new(
        Processor: Line("/proc/cpuinfo", "model name")?.Split(':')[^1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Cores: Environment.ProcessorCount,
        MemoryMiB: GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024,
        OperatingSystem: RuntimeInformation.OSDescription,
        Runtime: RuntimeInformation.FrameworkDescription,
        Profile: BuildProfile + (System.Runtime.GCSettings.IsServerGC ? ", server GC" : ", workstation GC"),
        Commit: CommitHere() ?? "unknown",
        Load: LoadNow(),
        At: DateTimeOffset.UtcNow);

#if DEBUG
    private const string BuildProfile = "Debug";
#else
    private const string BuildProfile = "Release";
#endif

    /// <summary>Runnable threads over the last minute; 0 where the system does not say.</summary>
    public static double LoadNow() =>
        File.Exists("/proc/loadavg") && double.TryParse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture, out var load) ? load : 0;

    private static string? Line(string file, string start) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;

    private static string? CommitHere()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "describe --always --dirty") { RedirectStandardOutput = true, RedirectStandardError = true });
            return git?.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
