using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.LoadTests.Agents;

namespace ExamEngine.LoadTests.Runs;

/// <summary>What a learner costs with few and with many of them: the steady day at one size after the other, each on a server of its own.</summary>
internal static class Growth
{
    public const string Name = "growth";

    public const string Usage = "usage: loadtests/run growth [--sizes 1000,2500,5000,10000] [--minutes 2] [--json FILE], and what else a run may be asked for";

    private const string Sizes = "--sizes", Json = "--json", UsualSizes = "1000,2500,5000,10000", UsualMinutes = "2";

    /// <param name="args">All that follows the name.</param>
    /// <exception cref="ArgumentException">What was asked for cannot be done; the message says why.</exception>
    public static (RunOptions[] Runs, string? Json) Read(string[] args)
    {
        if (args.Length % 2 != 0)
            throw new ArgumentException($"{args[^1]} needs a value.");
        var (sizes, json, rest) = (UsualSizes, (string?)null, new List<string>());
        foreach (var pair in args.Chunk(2))
        {
            if (pair[0] is Sizes)
                sizes = pair[1];
            else if (pair[0] is Json)
                json = pair[1];
            else if (pair[0] is "--learners" or "--html")
                throw new ArgumentException($"{pair[0]} is of one run, and these are several.");
            else
                rest.AddRange(pair);
        }

        return ([.. sizes.Split(',').Select(size => RunOptions.Read(["steady", "--minutes", UsualMinutes, "--learners", size, .. rest]))], json);
    }

    /// <summary>Runs and writes what was found so far, also when one breaks off. What comes after one that failed its audit is not run.</summary>
    /// <returns>True when all passed.</returns>
    public static async Task<bool> Run(RunOptions[] runs, TextWriter output, string? json, CancellationToken ct)
    {
        var results = new List<RunResult>();
        try
        {
            foreach (var options in runs)
            {
                results.Add(await Runner.Run(options, ct));
                if (!results[^1].Passed)
                    return false;
            }

            return true;
        }
        finally
        {
            if (results.Count > 0)
                await Write(results, output, json);
        }
    }

    internal static async Task Write(IReadOnlyList<RunResult> results, TextWriter output, string? json)
    {
        GrowthPoint[] points = [.. results.Select(GrowthPoint.Of)];
        Line($"");
        Line($"{"learners",10}{"save p50",12}{"p99",10}  ms{"processor time",20} ms a learner and minute{"memory",12} MiB at most");
        foreach (var point in points)
            Line($"{point.Learners,10:N0}{point.SaveP50,12:0.0}{point.SaveP99,10:0.0}    {point.ProcessorMillis,20:0.00}                        {point.ResidentMiB,12:N0}");
        Line($"");
        Line($"{Plot(points)}");
        if (json is not null)
        {
            await using var file = File.Create(json);
            await JsonSerializer.SerializeAsync(file, points, GrowthJson.Default.GrowthPointArray);
        }

        void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Processor time by the number of learners, as Mermaid draws it in Markdown.</summary>
    private static string Plot(GrowthPoint[] points) => string.Create(CultureInfo.InvariantCulture,
        $"""
        ```mermaid
        xychart-beta
          title "Processor time of the server, ms a learner and minute"
          x-axis "learners" [{string.Join(", ", points.Select(point => $"\"{point.Learners.ToString("N0", CultureInfo.InvariantCulture)}\""))}]
          y-axis 0 --> {Math.Ceiling(points.Max(point => point.ProcessorMillis) * 1.5):0}
          bar [{string.Join(", ", points.Select(point => point.ProcessorMillis.ToString("0.00", CultureInfo.InvariantCulture)))}]
        ```
        """);
}

/// <summary>A steady day of so many learners.</summary>
/// <param name="SaveP50">Milliseconds from when a save was due to its acknowledgement.</param>
/// <param name="ProcessorMillis">Processor time of the server's processes a learner and minute, over the measured part.</param>
/// <param name="ResidentMiB">Memory of the server's processes at most, over the whole run.</param>
internal sealed record GrowthPoint(int Learners, double SaveP50, double SaveP99, double ProcessorMillis, double ResidentMiB)
{
    public static GrowthPoint Of(RunResult run)
    {
        var save = run.Operations.First(figures => figures.Name == Operation.Save.Name());
        var measured = run.Phases.First(phase => phase.Name == LoadRun.MeasuredPart);
        var cores = run.Series.Where(second => second.At >= measured.From && second.At < measured.To).Average(second => second.Processes.Sum(process => process.Cores));
        return new(
            run.Learners, save.P50, save.P99, cores * 60_000 / run.Learners, run.Series.Max(second => second.Processes.Sum(process => process.ResidentMiB)));
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(GrowthPoint[]))]
internal sealed partial class GrowthJson : JsonSerializerContext;
