using System.Diagnostics;
using System.Globalization;

namespace ExamEngine.Decade.Replay;

/// <summary>What some work took: how many times it was done, time on the wall, processor time of this process, bytes the database grew by.</summary>
internal sealed record Cost(int Count, TimeSpan Wall, TimeSpan Cpu, long Bytes)
{
    public static readonly Cost None = new(0, TimeSpan.Zero, TimeSpan.Zero, 0);

    public double PerSecond => Count / Wall.TotalSeconds;

    public double CpuMillis => Cpu.TotalMilliseconds / Count;

    public double BytesEach => (double)Bytes / Count;

    public static Cost operator +(Cost one, Cost other) => new(one.Count + other.Count, one.Wall + other.Wall, one.Cpu + other.Cpu, one.Bytes + other.Bytes);
}

/// <summary>Measures work of this process.</summary>
internal static class Meter
{
    /// <param name="count">How often something is done in it.</param>
    /// <param name="size">Bytes of the database now.</param>
    public static async Task<Cost> Measure(int count, Func<Task<long>> size, Func<Task> work)
    {
        if (count == 0)
            return Cost.None;
        var (bytes, cpu, started) = (await size(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await work();
        var (wall, used) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
        return new(count, wall, used, await size() - bytes);
    }

    /// <summary>Memory this process holds now, and the most it ever held, in bytes.</summary>
    public static (long Now, long Peak) Resident() => (Status("VmRSS:"), Status("VmHWM:"));

    private static long Status(string name)
    {
        if (!File.Exists("/proc/self/status"))
            return Environment.WorkingSet;
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length, line.Length - name.Length - "kB".Length), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
    }
}
