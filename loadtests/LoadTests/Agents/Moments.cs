using System.Diagnostics;

namespace ExamEngine.LoadTests.Agents;

/// <summary>Timestamps of the stopwatch, which runs alike in every process of a machine, as they are written into journals.</summary>
internal static class Moments
{
    /// <summary>Microseconds from one timestamp to another.</summary>
    public static long Micros(long timestamp, long since) => (long)((timestamp - since) * 1e6 / Stopwatch.Frequency);
}
