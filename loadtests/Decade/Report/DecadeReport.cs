using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ExamEngine.Decade.Reading;
using ExamEngine.Decade.Replay;

namespace ExamEngine.Decade.Report;

/// <summary>One measured figure, and what it must reach; null for one that is only told.</summary>
internal sealed record Figure(string Name, double Value, string Unit, double? Target = null, bool AtLeast = false)
{
    public bool Reached => Target is not { } target || (AtLeast ? Value >= target : Value <= target);
}

/// <summary>All that one run found out.</summary>
internal sealed record Result(
    Machine Machine, string Store, double Scale, ulong Seed, IReadOnlyList<Figure> Figures, IReadOnlyList<YearEnd> Years, IReadOnlyList<Answered> Questions, IReadOnlyList<Check> Audit);

/// <summary>Figures as they come, in plain lines; and as JSON.</summary>
internal static partial class DecadeReport
{
    public static void Year(YearEnd end) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{end.Year}  {end.Enrolments.Count,9:N0} enrolled {end.Enrolments.PerSecond,7:N0}/s {end.Enrolments.CpuMillis,6:0.00} ms {end.Attempts.Count,8:N0} sat {end.Attempts.PerSecond,6:N0}/s {end.Attempts.CpuMillis,6:0.00} ms  " +
        $"{end.Events,11:N0} events {Mib(end.DatabaseBytes),7:N0} MiB  memory {Mib(end.ResidentBytes),6:N0} MiB, {Mib(end.LiveBytes),4:N0} live, at most {end.InMemory,7:N0} grains"));

    public static void Question(Answered answered)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{answered.Question,-44}{answered.Rows,6:N0} rows  median {answered.Median,8:0.00} ms  slowest {answered.Slowest,8:0.00}  first {answered.First,8:0.00}"));
        foreach (var step in answered.Plan.Select(step => Alias().Replace(step, "$1")).CountBy(step => step))
            Console.WriteLine($"   {(step.Value > 1 ? $"{step.Value} ×" : ""),4} {step.Key}");
    }

    public static void Checked(Check check) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(check.Holds ? "ok  " : "LOST")}  {check.What,-56}{check.Found,12:N0} of {check.Expected,12:N0}"));

    public static void Told(Figure figure)
    {
        var target = figure.Target is { } wanted ? $"  {(figure.AtLeast ? ">=" : "<=")} {Number(wanted)}{(figure.Reached ? "  reached" : "  NOT reached")}" : "";
        Console.WriteLine($"{figure.Name,-56}{Number(figure.Value),12} {figure.Unit,-10}{target}");
    }

    public static void Write(string file, Result result)
    {
        using var stream = File.Create(file);
        JsonSerializer.Serialize(stream, result, ReportJson.Default.Result);
    }

    public static double Mib(long bytes) => bytes / 1024.0 / 1024.0;

    /// <summary>The number that tells one use of a table from another: without it, the same steps read alike.</summary>
    [GeneratedRegex(@"\b([a-z])\d+\b")]
    private static partial Regex Alias();

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.00", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(Result))]
internal sealed partial class ReportJson : JsonSerializerContext;
