using System.Diagnostics;
using System.Globalization;

namespace ExamEngine.LoadTests;

/// <summary>
/// Processor time and memory of processes, read from <c>/proc</c>; nothing is asked of the processes themselves. A process with children, such as
/// PostgreSQL, counts with them: the time of those that ended is in their parent's account, and pages they share are counted once.
/// </summary>
internal sealed class ProcessSampler
{
    /// <summary>The kernel's unit of processor time towards programs, on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    private readonly Func<IReadOnlyList<StageProcess>> _processes;
    private Dictionary<(string Name, int Pid), long> _before = [];
    private long _at;

    /// <summary>Counts from here on.</summary>
    /// <param name="processes">Asked at each sample, since a restart gives a name another id.</param>
    public ProcessSampler(Func<IReadOnlyList<StageProcess>> processes)
    {
        _processes = processes;
        Sample();
    }

    /// <summary>One sample a process, over the time since the last call. One that is not running has 0 of everything.</summary>
    public IReadOnlyList<ProcessSample> Sample()
    {
        var now = Stopwatch.GetTimestamp();
        var seconds = Math.Max(Stopwatch.GetElapsedTime(_at, now).TotalSeconds, 0.001);
        var ticks = new Dictionary<(string, int), long>();
        var samples = new List<ProcessSample>();
        foreach (var process in _processes())
        {
            var family = Family(process.Pid);
            var key = (process.Name, process.Pid);
            ticks[key] = family.Sum(Ticks) + (ProcessStat.Read(process.Pid)?.OfChildren ?? 0);
            // A new process starts at 0; the end of a child between two readings may move its time by a tick.
            var spent = Math.Max(0, ticks[key] - _before.GetValueOrDefault(key));
            samples.Add(new(process.Name, spent / TicksPerSecond / seconds, Resident(family)));
        }

        (_before, _at) = (ticks, now);
        return samples;
    }

    private static List<int> Family(int pid)
    {
        var children = Read($"/proc/{pid}/task/{pid}/children") ?? "";
        return [pid, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
    }

    private static long Ticks(int pid) => ProcessStat.Read(pid) is { } stat ? stat.User + stat.System : 0;

    private static double Resident(List<int> family)
    {
        var (own, file, shared) = (0L, 0L, 0L);
        foreach (var pid in family)
        {
            var status = Read($"/proc/{pid}/status") ?? "";
            own += KiB(status, "RssAnon:");
            file = Math.Max(file, KiB(status, "RssFile:"));
            shared = Math.Max(shared, KiB(status, "RssShmem:"));
        }

        return (own + file + shared) / 1024.0;
    }

    private static long KiB(string status, string name)
    {
        var at = status.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? 0 : long.Parse(status.AsSpan(at + name.Length)[..status.AsSpan(at + name.Length).IndexOf("kB", StringComparison.Ordinal)].Trim(), CultureInfo.InvariantCulture);
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // It ended.
            return null;
        }
    }

    /// <summary>Fields 14 to 17 of <c>/proc/PID/stat</c>, see proc_pid_stat(5).</summary>
    private readonly record struct ProcessStat(long User, long System, long OfChildren)
    {
        public static ProcessStat? Read(int pid)
        {
            if (ProcessSampler.Read($"/proc/{pid}/stat") is not { Length: > 0 } line)
                return null;

            // The second field is the name in brackets, which may hold anything.
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return new(Field(14), Field(15), Field(16) + Field(17));

            long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        }
    }
}
